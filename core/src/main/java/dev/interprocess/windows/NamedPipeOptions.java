package dev.interprocess.windows;

import dev.interprocess.internal.impl.PipeOption;
import java.net.SocketOption;
import java.time.Duration;

/**
 * Options of named pipes, for {@code listenOptions()} and {@code connectOptions()} of {@link
 * NamedPipeStream} and {@link NamedPipeMessages}.
 *
 * {@snippet :
 * NamedPipeStream.listenOptions()
 *     .option(NamedPipeOptions.MAX_INSTANCES, 4)
 *     .option(NamedPipeOptions.ACCEPT_REMOTE, true)
 *     .listen(NamedPipeAddress.of("com.example.app"));
 * }
 *
 * <p>See <a
 * href="https://learn.microsoft.com/windows/win32/api/namedpipeapi/nf-namedpipeapi-createnamedpipew">CreateNamedPipeW</a>.
 */
public final class NamedPipeOptions {
  private NamedPipeOptions() {}

  /** Which way bytes or messages go. */
  public enum Direction {
    BOTH,
    /** From the clients to the server. */
    TO_SERVER,
    /** From the server to the clients. */
    TO_CLIENT
  }

  /**
   * What the server may do as its client, from nothing to everything: see <a
   * href="https://learn.microsoft.com/windows/win32/secauthz/impersonation-levels">Impersonation
   * Levels</a>.
   */
  public enum SecurityQuality {
    /** Not even ask who it is. */
    ANONYMOUS,
    /** Ask who it is. */
    IDENTIFICATION,
    /** Act as the client on this computer. */
    IMPERSONATION,
    /** Act as the client on other computers too. */
    DELEGATION
  }

  /** {@link Direction#BOTH} unless set; a client must name the same as the server. */
  public static final SocketOption<Direction> DIRECTION =
      new PipeOption<>("DIRECTION", Direction.class);

  /** How many instances there may be, 1 to 254; without a limit unless set. Listening only. */
  public static final SocketOption<Integer> MAX_INSTANCES =
      new PipeOption<>("MAX_INSTANCES", Integer.class);

  /**
   * Whether the name must be nobody else's; true unless set. If not, the listener shares the name,
   * and clients get an instance of either. Listening only.
   */
  public static final SocketOption<Boolean> FIRST_INSTANCE =
      new PipeOption<>("FIRST_INSTANCE", Boolean.class);

  /** Whether clients on other computers may connect; false unless set. Listening only. */
  public static final SocketOption<Boolean> ACCEPT_REMOTE =
      new PipeOption<>("ACCEPT_REMOTE", Boolean.class);

  /** Bytes on the way to the server before a client has to wait; 65,536 unless set. A hint. */
  public static final SocketOption<Integer> IN_BUFFER =
      new PipeOption<>("IN_BUFFER", Integer.class);

  /** Bytes on the way to a client before the server has to wait; 65,536 unless set. A hint. */
  public static final SocketOption<Integer> OUT_BUFFER =
      new PipeOption<>("OUT_BUFFER", Integer.class);

  /**
   * How long foreign clients wait for a free instance that ask for the default time; 50 ms unless
   * set. Ours have their own timeout. Listening only.
   */
  public static final SocketOption<Duration> DEFAULT_TIMEOUT =
      new PipeOption<>("DEFAULT_TIMEOUT", Duration.class);

  /** Whether a write to a pipe of another computer waits until it is there; false unless set. */
  public static final SocketOption<Boolean> WRITE_THROUGH =
      new PipeOption<>("WRITE_THROUGH", Boolean.class);

  /** Whether children that inherit handles inherit these; false unless set. Listening only. */
  public static final SocketOption<Boolean> INHERITABLE =
      new PipeOption<>("INHERITABLE", Boolean.class);

  /**
   * Whether a stream's pipe is of byte type, for foreign peers that want it; false unless set. It
   * can't be half-closed then. Listening only.
   */
  public static final SocketOption<Boolean> BYTE_TYPE =
      new PipeOption<>("BYTE_TYPE", Boolean.class);

  /** What the server may do as this client; nothing unless set. Connecting only. */
  public static final SocketOption<SecurityQuality> SECURITY_QUALITY =
      new PipeOption<>("SECURITY_QUALITY", SecurityQuality.class);
}
