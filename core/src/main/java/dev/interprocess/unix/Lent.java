package dev.interprocess.unix;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.impl.UnixTypes;
import dev.interprocess.internal.message.Credentials;
import dev.interprocess.internal.message.Outgoing;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The numbers of descriptors that are sent, which stay theirs until the message is on its way. */
final class Lent implements AutoCloseable {
  private static final Lent NOTHING = new Lent();

  private final List<OwnedDescriptor> owners = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private @Nullable Credentials credentials;

  static Lent of(Ancillary... ancillary) throws ClosedChannelException {
    if (ancillary.length == 0) {
      return NOTHING;
    }
    Lent lent = new Lent();
    boolean whole = false;
    try {
      for (Ancillary item : ancillary) {
        lent.add(item);
      }
      whole = true;
      return lent;
    } finally {
      if (!whole) {
        lent.close();
      }
    }
  }

  private void add(Ancillary item) throws ClosedChannelException {
    switch (item) {
      case Ancillary.Descriptors(List<? extends Passable> passables) -> {
        for (Passable passable : passables) {
          OwnedDescriptor owner = UnixTypes.descriptorOf(passable);
          numbers.add(acquire(owner, passable));
          owners.add(owner);
        }
        Ancillary.Descriptors.checkCount(numbers.size());
      }
      case Ancillary.Credentials(long pid, long uid, long gid) -> {
        if (credentials != null) {
          throw new IllegalArgumentException("credentials twice in one message");
        }
        credentials = new Credentials(pid, uid, gid);
      }
    }
  }

  private static int acquire(OwnedDescriptor owner, Passable passable)
      throws ClosedChannelException {
    try {
      return owner.acquire();
    } catch (ClosedChannelException e) {
      throw new PassedIsClosed(passable);
    }
  }

  /** What was to be passed is closed, not the socket. */
  @SuppressWarnings("OverrideThrowableToString") // a stack trace shows the type that users know
  private static final class PassedIsClosed extends ClosedChannelException {
    private static final long serialVersionUID = 1L;
    private final String message;

    PassedIsClosed(Passable passable) {
      this.message = "to be passed: " + passable;
    }

    @Override
    public String getMessage() {
      return message;
    }

    @Override
    public String toString() {
      return ClosedChannelException.class.getName() + ": " + message;
    }
  }

  Outgoing outgoing() {
    return new Outgoing(numbers, credentials);
  }

  @Override
  public void close() {
    owners.forEach(OwnedDescriptor::release);
  }
}
