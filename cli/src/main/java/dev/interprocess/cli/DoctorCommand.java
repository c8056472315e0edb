package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.Platform;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code ipc doctor}: what this system offers. */
final class DoctorCommand implements Tool {
  private static final Pattern MAX_OPEN_FILES = Pattern.compile("Max open files +(\\w+)");

  @Override
  public CommandSpec spec() {
    return Specs.command(
            "ipc doctor",
            "Shows what this system offers, which limits apply, and what is untested here.")
        .addOption(Specs.flag("--json", "Print JSON."));
  }

  @Override
  public int run(ParseResult arguments) throws IOException {
    Map<String, Map<String, Object>> findings = new LinkedHashMap<>();
    findings.put("system", system());
    findings.put("features", features());
    findings.put("limits", limits());
    findings.put("untested here", untested());
    if (arguments.hasMatchedOption("--json")) {
      printJson(findings);
    } else {
      printTable(findings);
    }
    return 0;
  }

  private static Map<String, Object> system() {
    Map<String, Object> system = new LinkedHashMap<>();
    system.put("platform", Platform.name());
    system.put("kernel", System.getProperty("os.name") + " " + System.getProperty("os.version"));
    system.put("java", Runtime.version());
    return system;
  }

  private static Map<String, Object> features() {
    Map<String, Object> features = new LinkedHashMap<>();
    for (Platform.Feature feature : Platform.Feature.values()) {
      String name = feature.name().toLowerCase(Locale.ROOT).replace('_', ' ');
      features.put(name, Platform.supports(feature));
    }
    return features;
  }

  private static Map<String, Object> limits() {
    Map<String, Object> limits = new LinkedHashMap<>();
    if (Platform.supports(Platform.Feature.NAMED_PIPE)) {
      limits.put("pipe name", "256 characters, the prefix included");
      limits.put("instances of a pipe", "as many as memory allows");
      return limits;
    }
    limits.put("open descriptors", openDescriptors());
    limits.put("listen backlog", setting("/proc/sys/net/core/somaxconn"));
    limits.put("socket buffer", setting("/proc/sys/net/core/wmem_default"));
    limits.put("greatest socket buffer", setting("/proc/sys/net/core/wmem_max"));
    limits.put("greatest pipe", setting("/proc/sys/fs/pipe-max-size"));
    limits.put("socket name", "107 bytes");
    return limits;
  }

  private static Map<String, Object> untested() {
    return switch (Platform.name()) {
      case "linux-x86_64" -> Map.of();
      case "linux-aarch64" -> Map.of("linux-aarch64", "constants are checked, nothing was run");
      case "windows-x86_64" -> Map.of("windows-x86_64", "was run under Wine only");
      case "windows-aarch64" -> Map.of("windows-aarch64", "constants are checked, nothing was run");
      default -> Map.of("everything", "this system has no support yet");
    };
  }

  private static String openDescriptors() {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
        Matcher matcher = MAX_OPEN_FILES.matcher(line);
        if (matcher.lookingAt()) {
          return matcher.group(1);
        }
      }
      return "unknown";
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static String setting(String path) {
    // In one read: such a file has nothing behind the first.
    try (BufferedReader reader = Files.newBufferedReader(Path.of(path))) {
      return String.valueOf(reader.readLine());
    } catch (IOException e) {
      return "unknown";
    }
  }

  private static void printTable(Map<String, Map<String, Object>> findings) {
    Table table = new Table("WHAT", "", "");
    findings.forEach(
        (group, entries) ->
            entries.forEach(
                (name, value) ->
                    table.row(
                        group, name, value instanceof Boolean b ? (b ? "yes" : "no") : value)));
    System.out.print(table);
  }

  private static void printJson(Map<String, Map<String, Object>> findings) throws IOException {
    try (JsonGenerator out = Json.toStandardOutput()) {
      out.writeStartObject();
      for (Map.Entry<String, Map<String, Object>> group : findings.entrySet()) {
        out.writeObjectFieldStart(group.getKey());
        for (Map.Entry<String, Object> entry : group.getValue().entrySet()) {
          if (entry.getValue() instanceof Boolean known) {
            out.writeBooleanField(entry.getKey(), known);
          } else {
            out.writeStringField(entry.getKey(), entry.getValue().toString());
          }
        }
        out.writeEndObject();
      }
      out.writeEndObject();
    }
    System.out.println();
  }
}
