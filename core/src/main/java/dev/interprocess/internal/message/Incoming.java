package dev.interprocess.internal.message;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A message that came in, and what accompanied it.
 *
 * @param length of the whole message in bytes, or what was read of a stream
 * @param lost how many of these did not fit
 * @param end whether it is no message at all, but the end
 * @param source the sender's address, if it has one
 * @param ancillary what accompanied it
 */
@SuppressWarnings("ArrayRecordComponent") // never compared, and read once
public record Incoming(
    long length, long lost, boolean end, byte @Nullable [] source, Ancillary ancillary) {

  /** None, as one of a sender who is not admitted was dropped. */
  static final Incoming DROPPED =
      new Incoming(0, 0, false, null, new Ancillary(List.of(), null, null, null, null, false));

  @SuppressWarnings("ReferenceEquality") // it is the one
  public boolean isDropped() {
    return this == DROPPED;
  }

  /**
   * What accompanied a message. The descriptors belong to whoever has this.
   *
   * @param truncated whether there was more than there was room for, or descriptors to be had
   */
  public record Ancillary(
      List<OwnedDescriptor> descriptors,
      @Nullable Credentials credentials,
      @Nullable OwnedDescriptor pidfd,
      @Nullable String securityLabel,
      @Nullable Instant timestamp,
      boolean truncated) {

    /** Closes all that is owned. */
    public void close() {
      descriptors.forEach(OwnedDescriptor::close);
      if (pidfd != null) {
        pidfd.close();
      }
    }
  }
}
