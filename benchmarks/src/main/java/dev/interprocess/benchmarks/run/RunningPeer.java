package dev.interprocess.benchmarks.run;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.EOFException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A program that is at work; closing kills it. */
final class RunningPeer implements AutoCloseable {
  private static final double MICROS_FOR_A_TICK = 10_000; // USER_HZ is 100 on every Linux
  private static final int KIB = 1024;

  private final List<String> command;
  private final Process process;
  private final BufferedReader output;
  private final BufferedWriter input;
  private final Map<Long, Long> ticksOfChildren = new HashMap<>(); // guarded by this

  RunningPeer(List<String> command) throws IOException {
    this(command, Redirect.INHERIT);
  }

  RunningPeer(List<String> command, Redirect errors) throws IOException {
    this.command = command;
    this.process = new ProcessBuilder(command).redirectError(errors).start();
    this.output = process.inputReader(UTF_8);
    this.input = process.outputWriter(UTF_8);
  }

  static List<String> words(List<String> first, String... then) {
    return Stream.concat(first.stream(), Stream.of(then)).toList();
  }

  long pid() {
    return process.pid();
  }

  /** The next line that it says. */
  private String hear() throws IOException {
    String line = output.readLine();
    if (line == null) {
      throw new EOFException(String.join(" ", command) + " has ended");
    }
    return line;
  }

  /** Itself, once it has said its first line. */
  RunningPeer ready() throws IOException {
    try {
      hear();
      return this;
    } catch (IOException e) {
      close();
      throw e;
    }
  }

  /** A round of so many milliseconds: what it says of it, by name. */
  Map<String, Double> round(int milliseconds) throws IOException {
    input.write(milliseconds + "\n");
    input.flush();
    Map<String, Double> figures = new TreeMap<>();
    for (String figure : hear().split(" ")) {
      int sign = figure.indexOf('=');
      figures.put(figure.substring(0, sign), Double.valueOf(figure.substring(sign + 1)));
    }
    return figures;
  }

  /** Lets it do its work once, to its end. */
  void end() throws IOException {
    input.write("0\n");
    input.close();
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException(String.join(" ", command) + " has ended with " + status);
    }
  }

  /**
   * The processor time that it has taken, in microseconds, and that of its children: of one that
   * has ended, as much as it had when this was asked last.
   */
  synchronized double processorTime() throws IOException {
    for (ProcessHandle child : process.children().toList()) {
      ticksOfChildren.merge(child.pid(), ticks(child), Math::max);
    }
    long children = ticksOfChildren.values().stream().mapToLong(Long::longValue).sum();
    return (ticks(process.toHandle()) + children) * MICROS_FOR_A_TICK;
  }

  private static long ticks(ProcessHandle process) throws IOException {
    try {
      String stat = Files.readString(proc(process.pid(), "stat"));
      String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
      return Stream.of(fields).skip(11).limit(2).mapToLong(Long::parseLong).sum();
    } catch (NoSuchFileException e) {
      return 0; // a child that has just ended
    }
  }

  /**
   * The memory that it has in use, in bytes: what is resident and, as the heap of a JVM is resident
   * whole, the objects there that are reachable.
   */
  double memory(boolean isJvm) throws IOException {
    double heap = 0;
    if (isJvm) {
      jcmd("GC.run"); // what direct buffers leave behind is collected after it
      heap = lastNumber(jcmd("GC.class_histogram"));
      jcmd("System.trim_native_heap"); // what compilers and others have freed
    }
    String resident =
        Files.readAllLines(proc(pid(), "status")).stream()
            .filter(line -> line.startsWith("VmRSS:"))
            .findFirst()
            .orElseThrow();
    return heap + lastNumber(resident) * KIB;
  }

  /** What the JVM answers; of a table the last line. */
  private String jcmd(String command) throws IOException {
    Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
    Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid()), command).start();
    try (BufferedReader lines = process.inputReader()) {
      return lines.lines().reduce("", (line, next) -> next);
    }
  }

  private static double lastNumber(String line) {
    String[] words = line.replaceAll("\\D+", " ").strip().split(" ");
    return Double.parseDouble(words[words.length - 1]);
  }

  private static Path proc(long pid, String file) {
    return Path.of("/proc", Long.toString(pid), file);
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
