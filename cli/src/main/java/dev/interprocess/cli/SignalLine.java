package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.unix.ChildChange;
import dev.interprocess.unix.ReceivedSignal;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;

/** A signal that was received, as a line on standard output. */
final class SignalLine {
  private SignalLine() {}

  static void print(ReceivedSignal received, boolean json) throws IOException {
    if (json) {
      printJson(received);
    } else {
      System.out.println(text(received));
    }
    StandardOutput.check();
  }

  private static String text(ReceivedSignal received) {
    StringBuilder text = new StringBuilder();
    text.append(received.signal()).append(' ').append(word(received.code()));
    received.pid().ifPresent(pid -> text.append(" pid ").append(pid));
    received.uid().ifPresent(uid -> text.append(" uid ").append(uid));
    received.value().ifPresent(value -> text.append(" value ").append(value));
    received.child().ifPresent(child -> text.append(' ').append(text(child)));
    if (received.dropped() > 0) {
      text.append(" dropped ").append(received.dropped());
    }
    return text.toString();
  }

  private static String text(ChildChange child) {
    StringBuilder text = new StringBuilder(word(child.event()));
    child.exitCode().ifPresent(code -> text.append(' ').append(code));
    child.signal().ifPresent(signal -> text.append(' ').append(signal));
    return text.toString();
  }

  /** Each has the same names; what is not known is null. */
  private static void printJson(ReceivedSignal received) throws IOException {
    try (JsonGenerator out = Json.lineToStandardOutput()) {
      out.writeStartObject();
      out.writeStringField("signal", received.signal().name());
      out.writeStringField("code", word(received.code()));
      write(out, "pid", received.pid().stream().boxed().findAny());
      write(out, "uid", received.uid().stream().boxed().findAny());
      write(out, "value", received.value().stream().asLongStream().boxed().findAny());
      out.writeNumberField("dropped", received.dropped());
      if (received.child().isPresent()) {
        out.writeObjectFieldStart("child");
        write(out, received.child().get());
        out.writeEndObject();
      }
      out.writeEndObject();
      out.writeRaw('\n');
    }
  }

  private static void write(JsonGenerator out, String name, Optional<Long> number)
      throws IOException {
    out.writeFieldName(name);
    if (number.isPresent()) {
      out.writeNumber(number.get());
    } else {
      out.writeNull();
    }
  }

  private static void write(JsonGenerator out, ChildChange child) throws IOException {
    out.writeStringField("event", word(child.event()));
    if (child.exitCode().isPresent()) {
      out.writeNumberField("code", child.exitCode().getAsInt());
    }
    if (child.signal().isPresent()) {
      out.writeStringField("signal", child.signal().get().name());
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
