package dev.interprocess.windows;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.process.Child;
import dev.interprocess.process.WindowsChildren;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.lang.ProcessBuilder.Redirect;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Another process with one end of a pipe, which does what it is told and can be killed amid it. */
final class PipeProcess implements AutoCloseable {
  /** More than a pipe holds. */
  static final int MUCH = 1 << 20;

  /** What it can do with the one pipe that it knows. */
  enum Act {
    /** With one instance. */
    LISTEN,
    ACCEPT,
    CONNECT,
    WRITE_ONE,
    WRITE_MUCH,
    READ_ONE,
    SHUTDOWN_OUTPUT,
    DISCONNECT
  }

  private final Child child;
  private final BufferedReader output;

  private PipeProcess(Child child) {
    this.child = child;
    Reader reader = new InputStreamReader(child.output().inputStream(), UTF_8);
    this.output = new BufferedReader(reader);
  }

  static PipeProcess start(NamedPipeAddress address) throws IOException {
    return new PipeProcess(
        WindowsChildren.java(Main.class, address.path()).error(Redirect.INHERIT).start());
  }

  /** Has these done, one after the other. */
  PipeProcess does(Act... acts) throws IOException {
    for (Act act : acts) {
      begins(act);
      assertThat(output.readLine()).as("did").isEqualTo(act.name());
    }
    return this;
  }

  /** Has it begin with what does not end, as far as that can be seen from here. */
  void begins(Act act) throws IOException {
    child.input().write((act + "\n").getBytes(UTF_8));
    assertThat(output.readLine()).as("begun").isEqualTo("begins " + act);
  }

  /** Ends it wherever it is. */
  void kill() throws IOException {
    child.terminate(Duration.ZERO);
  }

  @Override
  public void close() {
    child.close();
  }

  static final class Main {
    private final NamedPipeAddress address;
    private @Nullable LocalListener<NamedPipeStream> listener;
    private @Nullable NamedPipeStream stream;

    private Main(NamedPipeAddress address) {
      this.address = address;
    }

    public static void main(String[] path) throws Exception {
      Main main = new Main(NamedPipeAddress.of(path[0]));
      BufferedReader input = new BufferedReader(new InputStreamReader(System.in, UTF_8));
      for (String line = input.readLine(); line != null; line = input.readLine()) {
        System.out.println("begins " + line);
        main.run(Act.valueOf(line));
        System.out.println(line);
      }
    }

    private void run(Act act) throws IOException {
      switch (act) {
        case LISTEN ->
            listener =
                NamedPipeStream.listenOptions()
                    .option(NamedPipeOptions.MAX_INSTANCES, 1)
                    .listen(address);
        case ACCEPT -> stream = open(listener).accept();
        case CONNECT -> stream = NamedPipeStream.connect(address);
        case WRITE_ONE -> open(stream).write(new byte[] {1});
        case WRITE_MUCH -> open(stream).write(new byte[MUCH]);
        case READ_ONE -> open(stream).readFully(1);
        case SHUTDOWN_OUTPUT -> open(stream).shutdownOutput();
        case DISCONNECT -> open(stream).disconnect();
      }
    }

    private static <T> T open(@Nullable T end) {
      return Objects.requireNonNull(end, "told too early");
    }
  }
}
