package dev.interprocess.unix;

import dev.interprocess.internal.message.Credentials;
import dev.interprocess.internal.message.Incoming;
import dev.interprocess.internal.socket.PeerIdentity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What {@link UnixSocket#receiveMessage} got: how long the message was, and what came along with
 * it. The bytes are in the buffer.
 *
 * <p>Descriptors that came along belong to this object, and are closed with it, but for those that
 * were taken ({@link #takeDescriptors}) or adopted ({@link UnixStream#adopt}, say). Any thread may
 * use it.
 *
 * {@snippet :
 * try (ReceivedMessage message = socket.receiveMessage(buffer)) {
 *   for (Descriptor descriptor : message.descriptors()) {
 *     System.out.println(descriptor.kind());
 *   }
 * }
 * }
 */
public final class ReceivedMessage implements AutoCloseable {
  private final Incoming incoming;
  private final UnixAddress source;
  private List<Descriptor> descriptors;
  private Optional<PidFd> pidFd;

  ReceivedMessage(Incoming incoming) {
    this.incoming = incoming;
    byte[] name = incoming.source();
    this.source = name == null ? UnixAddress.unnamed() : UnixAddress.ofBytes(name);
    Incoming.Ancillary ancillary = incoming.ancillary();
    this.descriptors = ancillary.descriptors().stream().map(Descriptor::new).toList();
    this.pidFd =
        Optional.ofNullable(ancillary.pidfd())
            .map(owned -> new PidFd(owned, credentials().map(UnixCredentials::pid).orElse(0L)));
  }

  /** The length of the message, in bytes, or how many bytes of a stream were read. */
  public int length() {
    return (int) incoming.length();
  }

  /** How many of the message's bytes did not fit into the buffer, and are lost. */
  public int lost() {
    return (int) incoming.lost();
  }

  /** Whether this is no message, but the end: nothing more will come. */
  public boolean isEnd() {
    return incoming.end();
  }

  /** The sender's address; unnamed if it has none, and always of a stream. */
  public UnixAddress source() {
    return source;
  }

  /**
   * The descriptors that came along, in the order in which they were sent. They are lent: this
   * object closes them.
   */
  public synchronized List<Descriptor> descriptors() {
    return descriptors;
  }

  /** Hands the descriptors over: from now on they are the caller's to close, and not in here. */
  public synchronized List<Descriptor> takeDescriptors() {
    List<Descriptor> taken = descriptors;
    descriptors = List.of();
    return taken;
  }

  /**
   * Whether something that came along is missing: more descriptors than {@link
   * UnixSocket#descriptorLimit}, or than this process may have open. What did come is here.
   */
  public boolean ancillaryTruncated() {
    return incoming.ancillary().truncated();
  }

  /**
   * The sender's process, user and group, if {@code UnixSocketOptions.SO_PASSCRED} is set. Its
   * further groups and its executable are not known by it.
   */
  public Optional<UnixCredentials> credentials() {
    Credentials sender = incoming.ancillary().credentials();
    return sender == null
        ? Optional.empty()
        : Optional.of(
            new UnixCredentials(
                new PeerIdentity(sender.pid(), sender.uid(), sender.gid(), List.of()), null));
  }

  /**
   * The sender's process, if {@code UnixSocketOptions.SO_PASSPIDFD} is set and it lives. It is
   * lent: this object closes it.
   */
  public synchronized Optional<PidFd> pidFd() {
    return pidFd;
  }

  /** Hands it over: from now on it is the caller's to close. */
  public synchronized Optional<PidFd> takePidFd() {
    Optional<PidFd> taken = pidFd;
    pidFd = Optional.empty();
    return taken;
  }

  /** The sender's security label, if {@code UnixSocketOptions.SO_PASSSEC} is set. */
  public Optional<String> securityLabel() {
    return Optional.ofNullable(incoming.ancillary().securityLabel());
  }

  /** When it was sent, if {@code UnixSocketOptions.SO_TIMESTAMPNS} is set. */
  public Optional<Instant> timestamp() {
    return Optional.ofNullable(incoming.ancillary().timestamp());
  }

  /** Closes what came along and was neither taken nor adopted. */
  @Override
  public void close() {
    takeDescriptors().forEach(Descriptor::close);
    takePidFd().ifPresent(PidFd::close);
  }

  @Override
  public String toString() {
    return isEnd()
        ? "end"
        : "message of " + length() + " bytes, " + descriptors().size() + " descriptors";
  }
}
