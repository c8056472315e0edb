package dev.interprocess.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Durations as people write them: {@code 500ms}, {@code 2s}, {@code 1.5}, {@code 3m}, {@code 1h}.
 */
final class Durations {
  private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,9})?)(us|ms|s|m|h)?");

  private Durations() {}

  static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is not a duration: a number with us, ms, s, m or h, seconds without");
    }
    BigDecimal number = new BigDecimal(matcher.group(1));
    BigDecimal total = number.multiply(BigDecimal.valueOf(unit(matcher.group(2)).toNanos()));
    BigDecimal second = BigDecimal.valueOf(1_000_000_000);
    BigDecimal[] parts = total.divideAndRemainder(second);
    return Duration.ofSeconds(parts[0].longValueExact(), parts[1].longValue());
  }

  private static Duration unit(@Nullable String name) {
    return switch (name) {
      case "us" -> ChronoUnit.MICROS.getDuration();
      case "ms" -> ChronoUnit.MILLIS.getDuration();
      case "m" -> ChronoUnit.MINUTES.getDuration();
      case "h" -> ChronoUnit.HOURS.getDuration();
      case null, default -> ChronoUnit.SECONDS.getDuration();
    };
  }
}
