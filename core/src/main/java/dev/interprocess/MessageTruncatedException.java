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

  /**
   * Says what was lost.
   *
   * @param channel where it was received
   * @param length the message's length, in bytes
   * @param lost how many of them did not fit
   */
  public MessageTruncatedException(Object channel, long length, long lost) {
    super("receive " + channel + ": message of " + length + " bytes, " + lost + " did not fit");
    this.length = length;
    this.lost = lost;
  }

  /** The message's length, in bytes. */
  public long length() {
    return length;
  }

  /** How many of its bytes are lost. */
  public long lost() {
    return lost;
  }
}
