package dev.interprocess;

import java.io.IOException;

/**
 * A message was longer than the buffer. What fitted is in the buffer, the rest is lost, and the
 * next receive begins with the next message.
 */
public final class MessageTruncatedException extends IOException {
  private static final long serialVersionUID = 1L;

  /** The message's length. */
  private final long length;

  /** How much of it is lost. */
  private final long lost;

  /** How many messages were received. */
  private final int received;

  /**
   * Says what was lost.
   *
   * @param channel where it was received
   * @param length the message's length, in bytes
   * @param lost how many of them did not fit
   */
  public MessageTruncatedException(Object channel, long length, long lost) {
    this(channel, length, lost, 1);
  }

  /**
   * Says what was lost of the first of several messages that was too long.
   *
   * @param channel where they were received
   * @param length the message's length, in bytes
   * @param lost how many of them did not fit
   * @param received how many messages were received, this one included
   */
  public MessageTruncatedException(Object channel, long length, long lost, int received) {
    super("receive " + channel + ": message of " + length + " bytes, " + lost + " did not fit");
    this.length = length;
    this.lost = lost;
    this.received = received;
  }

  /** The message's length, in bytes. */
  public long length() {
    return length;
  }

  /** How many messages were received by the same call, this one included: 1 but for a batch. */
  public int received() {
    return received;
  }

  /** How many of its bytes are lost. */
  public long lost() {
    return lost;
  }
}
