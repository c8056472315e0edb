package dev.interprocess.unix;

import dev.interprocess.Passable;
import dev.interprocess.internal.socket.ListenFds;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a service and its manager tell each other, by the protocols of systemd, which other managers
 * speak too. Without a manager nothing happens: what would tell it something returns false. Any
 * thread may call any method.
 *
 * {@snippet :
 * try (LocalListener<LocalStream> listener =
 *     LocalStream.listenOptions().inherited().listen(LocalName.namespaced("com.example.app"))) {
 *   Systemd.ready();
 *   listener.serve(stream -> stream.transferTo(stream));
 *   Systemd.stopping();
 * }
 * }
 *
 * <p>See <a
 * href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>
 * and <a
 * href="https://www.freedesktop.org/software/systemd/man/latest/sd_notify.html">sd_notify(3)</a>.
 */
public final class Systemd {
  // A manager whose queue is full for so long is not well.
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private Systemd() {}

  /**
   * The descriptors that the manager has handed over ({@code LISTEN_FDS}): listening sockets, and
   * what was stored before a restart. They belong to the caller, and are given out once; those that
   * {@link dev.interprocess.ListenOptions#inherited()} took are not among them. Empty if they are
   * meant for another process ({@code LISTEN_PID}).
   *
   * @return those of each name, in order; {@code unknown} is the name of one that has none
   */
  public static Map<String, List<Descriptor>> takeDescriptors() {
    Map<String, List<Descriptor>> descriptors = new LinkedHashMap<>();
    ListenFds.ofThisProcess()
        .takeAll()
        .forEach((name, all) -> descriptors.put(name, all.stream().map(Descriptor::new).toList()));
    return descriptors;
  }

  /**
   * Tells the manager that the service is ready.
   *
   * @return false without a manager
   * @throws IOException as {@link #notifyState} does
   */
  public static boolean ready() throws IOException {
    return notifyState("READY=1");
  }

  /**
   * Tells the manager that the service begins to end.
   *
   * @return false without a manager
   * @throws IOException as {@link #notifyState} does
   */
  public static boolean stopping() throws IOException {
    return notifyState("STOPPING=1");
  }

  /**
   * Tells the manager that the service is alive; to be done twice in each {@link
   * #watchdogInterval}.
   *
   * @return false without a manager
   * @throws IOException as {@link #notifyState} does
   */
  public static boolean watchdog() throws IOException {
    return notifyState("WATCHDOG=1");
  }

  /**
   * Tells the manager something.
   *
   * @param state assignments, each on a line, as {@code STATUS=3 clients}
   * @param passables what goes along with {@code FDSTORE=1}, 253 at most; they stay the caller's
   * @return false without a manager ({@code NOTIFY_SOCKET})
   * @throws java.net.ConnectException if the manager is gone
   * @throws java.net.SocketTimeoutException if it has not taken what it was told before for 10
   *     seconds
   * @throws IllegalArgumentException if there are more than 253 descriptors
   * @throws UnsupportedOperationException if its socket is not a Unix domain socket
   * @throws IOException if the system refuses, or one of {@code passables} is closed
   */
  public static boolean notifyState(String state, Passable... passables) throws IOException {
    String socket = System.getenv("NOTIFY_SOCKET");
    if (socket == null || socket.isEmpty()) {
      return false;
    }
    UnixAddress address =
        switch (socket.charAt(0)) {
          case '@' -> UnixAddress.abstractName(socket.substring(1));
          case '/' -> UnixAddress.path(Path.of(socket));
          default -> throw new UnsupportedOperationException("NOTIFY_SOCKET " + socket);
        };
    Ancillary[] ancillary =
        passables.length == 0
            ? new Ancillary[0]
            : new Ancillary[] {Ancillary.descriptors(passables)};
    try (UnixDatagram datagram = UnixDatagram.open()) {
      datagram.sendTimeout(PATIENCE);
      ByteBuffer bytes = ByteBuffer.wrap(state.getBytes(StandardCharsets.UTF_8));
      datagram.sendTo(address, bytes, ancillary);
      return true;
    }
  }

  /**
   * Lets the manager keep descriptors for this service: after a restart, {@link #takeDescriptors}
   * has them, under that name. They stay the caller's here.
   *
   * @param name up to 255 characters of ASCII, none of them a control character or a colon
   * @return false without a manager
   * @throws IllegalArgumentException if the name is not one, or there are more than 253 descriptors
   * @throws IOException as {@link #notifyState} does
   */
  public static boolean storeDescriptors(String name, Passable... passables) throws IOException {
    boolean isName =
        !name.isEmpty()
            && name.length() <= 255
            && name.chars().allMatch(c -> c >= ' ' && c < 0x7F && c != ':');
    if (!isName) {
      throw new IllegalArgumentException("not a name for descriptors: " + name);
    }
    return notifyState("FDSTORE=1\nFDNAME=" + name, passables);
  }

  /**
   * How often at least the manager wants to hear {@link #watchdog}; empty if it does not care, or
   * means another process.
   */
  public static Optional<Duration> watchdogInterval() {
    String pid = System.getenv("WATCHDOG_PID");
    String micros = System.getenv("WATCHDOG_USEC");
    boolean isMeant = pid == null || pid.equals(Long.toString(ProcessHandle.current().pid()));
    if (micros == null || !isMeant) {
      return Optional.empty();
    }
    try {
      return Optional.of(Duration.of(Long.parseLong(micros), ChronoUnit.MICROS))
          .filter(Duration::isPositive);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }
}
