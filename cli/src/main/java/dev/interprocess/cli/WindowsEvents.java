package dev.interprocess.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.interprocess.SignalReceiver;
import dev.interprocess.windows.CSignal;
import dev.interprocess.windows.ConsoleEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ParseResult;

/** {@code ipc signal} on Windows: events of the console, and signals of the C runtime. */
final class WindowsEvents {
  private WindowsEvents() {}

  static void list(boolean json) throws IOException {
    if (!json) {
      Table table = new Table("KIND", "NAME", "NUMBER");
      for (ConsoleEvent event : ConsoleEvent.values()) {
        table.row("console", event, "");
      }
      for (CSignal signal : CSignal.values()) {
        table.row("C", signal, signal.number());
      }
      System.out.print(table);
      return;
    }
    try (JsonGenerator out = Json.toStandardOutput()) {
      out.writeStartArray();
      for (ConsoleEvent event : ConsoleEvent.values()) {
        out.writeStartObject();
        out.writeStringField("kind", "console");
        out.writeStringField("name", event.name());
        out.writeEndObject();
      }
      for (CSignal signal : CSignal.values()) {
        out.writeStartObject();
        out.writeStringField("kind", "C");
        out.writeStringField("name", signal.name());
        out.writeNumberField("number", signal.number());
        out.writeEndObject();
      }
      out.writeEndArray();
    }
    System.out.println();
  }

  static void send(ParseResult arguments, List<String> words) throws IOException {
    if (words.size() != 2 || !words.getFirst().matches("\\d{1,10}")) {
      throw Specs.wrongUsage(arguments, "send: a group of processes and an event");
    }
    if (arguments.hasMatchedOption("--value")) {
      throw Specs.wrongUsage(arguments, "--value: an event has none");
    }
    if (!(named(arguments, words.get(1)) instanceof ConsoleEvent event)) {
      throw Specs.wrongUsage(arguments, "send: a signal of C reaches no other process");
    }
    try {
      event.sendToGroup(Long.parseLong(words.getFirst()));
    } catch (IllegalArgumentException e) {
      throw Specs.wrongUsage(arguments, "send: " + e.getMessage());
    }
  }

  private static Enum<?> named(ParseResult arguments, String word) {
    String name = word.toUpperCase(Locale.ROOT).replaceFirst("^SIG", "");
    for (ConsoleEvent event : ConsoleEvent.values()) {
      if (event.name().equals(name)) {
        return event;
      }
    }
    for (CSignal signal : CSignal.values()) {
      if (signal.name().equals(name)) {
        return signal;
      }
    }
    throw Specs.wrongUsage(arguments, "'" + word + "' is not an event: see 'ipc signal list'");
  }

  static void watch(ParseResult arguments, List<String> words, boolean json) throws IOException {
    List<ConsoleEvent> events = new ArrayList<>();
    List<CSignal> signals = new ArrayList<>();
    for (String word : words) {
      switch (named(arguments, word)) {
        case ConsoleEvent event -> events.add(event);
        case CSignal signal -> signals.add(signal);
        default -> throw new AssertionError(word);
      }
    }
    if (words.isEmpty()) {
      throw Specs.wrongUsage(arguments, "watch: which event?");
    }
    @Nullable Integer count = arguments.matchedOptionValue("--count", null);
    @Nullable Duration timeout = arguments.matchedOptionValue("--timeout", null);
    BlockingQueue<String> came = new LinkedBlockingQueue<>();
    List<SignalReceiver<?>> receivers = new ArrayList<>();
    try {
      if (!events.isEmpty()) {
        receivers.add(ConsoleEvent.watch(events.toArray(ConsoleEvent[]::new)));
      }
      if (!signals.isEmpty()) {
        receivers.add(CSignal.watch(signals.toArray(CSignal[]::new)));
      }
      for (SignalReceiver<?> receiver : receivers) {
        receiver.onEach(event -> came.add(event.toString()));
      }
      System.err.println("watching " + String.join(" ", words));
      for (long left = count == null ? Long.MAX_VALUE : count; left > 0; left--) {
        print(next(came, timeout, words), json);
      }
    } catch (IllegalArgumentException e) {
      throw Specs.wrongUsage(arguments, "watch: " + e.getMessage());
    } finally {
      receivers.forEach(SignalReceiver::close);
    }
  }

  private static String next(
      BlockingQueue<String> came, @Nullable Duration timeout, List<String> words)
      throws IOException {
    try {
      String event =
          timeout == null ? came.take() : came.poll(timeout.toNanos(), TimeUnit.NANOSECONDS);
      if (event == null) {
        throw new IOException("watch " + String.join(" ", words) + ": timed out");
      }
      return event;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  private static void print(String event, boolean json) throws IOException {
    if (json) {
      try (JsonGenerator out = Json.toStandardOutput()) {
        out.writeStartObject();
        out.writeStringField("signal", event);
        out.writeEndObject();
      }
      System.out.println();
    } else {
      System.out.println(event);
    }
    System.out.flush();
  }
}
