package dev.interprocess.unix;

import dev.interprocess.Passable;
import java.util.List;

/**
 * What can be sent along with a message, or with the first byte of some bytes of a stream. What
 * came along is told by {@link ReceivedMessage}. A value.
 *
 * {@snippet :
 * try (Descriptor log = Descriptor.open(Path.of("app.log"), APPEND, CREATE)) {
 *   stream.sendMessage(ByteBuffer.wrap(new byte[1]), Ancillary.descriptors(log));
 * }
 * }
 *
 * <p>See {@code SCM_RIGHTS} and {@code SCM_CREDENTIALS} in <a
 * href="https://man7.org/linux/man-pages/man7/unix.7.html">unix(7)</a>.
 */
public sealed interface Ancillary {

  /**
   * Descriptors, of which the receiver gets duplicates. They stay the sender's to close, which may
   * be done as soon as the message is sent. What is set non-blocking here, the ends of an {@code
   * UnnamedPipe} and listeners, is so for the receiver too, as it is the same open file.
   *
   * @param passables what they belong to, 253 at most
   */
  record Descriptors(List<? extends Passable> passables) implements Ancillary {
    /** How many go with one message ({@code SCM_MAX_FD}). */
    public static final int MOST = 253;

    /**
     * Takes a copy of the list.
     *
     * @throws IllegalArgumentException if there are more than 253
     */
    public Descriptors {
      passables = List.copyOf(passables);
      checkCount(passables.size());
    }

    static void checkCount(int count) {
      if (count > MOST) {
        throw new IllegalArgumentException(
            count + " descriptors, more than the " + MOST + " that a message holds");
      }
    }
  }

  /**
   * Who the sender says that he is; the system checks it. Only root may name a process, user or
   * group other than its own, and the process must exist.
   *
   * @param pid the number of a process
   * @param uid the number of a user, unsigned
   * @param gid the number of a group, unsigned
   */
  record Credentials(long pid, long uid, long gid) implements Ancillary {
    private static final long MOST_UNSIGNED = 0xFFFF_FFFFL;

    /**
     * Checks that these can be numbers of a process, user and group.
     *
     * @throws IllegalArgumentException if one can't
     */
    public Credentials {
      checkNumber("pid", pid, Integer.MAX_VALUE);
      checkNumber("uid", uid, MOST_UNSIGNED);
      checkNumber("gid", gid, MOST_UNSIGNED);
    }

    private static void checkNumber(String name, long number, long most) {
      if (number < 0 || number > most) {
        throw new IllegalArgumentException(name + " " + number);
      }
    }
  }

  /**
   * These descriptors.
   *
   * @throws IllegalArgumentException if there are more than 253
   */
  static Descriptors descriptors(Passable... passables) {
    return new Descriptors(List.of(passables));
  }
}
