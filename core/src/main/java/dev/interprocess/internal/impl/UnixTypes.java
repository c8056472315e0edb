package dev.interprocess.internal.impl;

import dev.interprocess.Passable;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.lang.invoke.MethodHandles;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.WritableByteChannel;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the types of {@code dev.interprocess.unix} show to the rest of the library, and to nobody
 * else.
 */
public abstract class UnixTypes {
  private static volatile @Nullable UnixTypes instance;

  /** Called once, when {@link Descriptor} is initialized. */
  public static void set(UnixTypes types) {
    instance = types;
  }

  static UnixTypes get() {
    UnixTypes types = instance;
    if (types == null) {
      try {
        MethodHandles.lookup().ensureInitialized(Descriptor.class);
      } catch (IllegalAccessException e) {
        throw new AssertionError("a public class", e);
      }
      types = Objects.requireNonNull(instance);
    }
    return types;
  }

  /** The descriptor that {@code passable} stands for, which stays its own, to be shared. */
  public static OwnedDescriptor descriptorOf(Passable passable) throws ClosedChannelException {
    OwnedDescriptor descriptor =
        switch (passable) {
          case PipeReadEnd end -> descriptorOf(end.pipe());
          case PipeWriteEnd end -> descriptorOf(end.pipe());
          case ReadHalf half -> descriptorOf(half.stream());
          case WriteHalf half -> descriptorOf(half.stream());
          case UnixListener<?> listener -> listener.descriptor();
          default -> get().descriptor(passable);
        };
    descriptor.share();
    return descriptor;
  }

  /** Where bytes can be spliced to, if {@code target} is such a one. */
  static @Nullable WriteEnd output(WritableByteChannel target) {
    return switch (target) {
      case PipeWriteEnd pipe -> pipe.ofBytes().orElse(null);
      case UnixStream stream -> get().output(stream) instanceof WriteEnd end ? end : null;
      default -> null;
    };
  }

  private static OwnedDescriptor descriptorOf(PipeHandle pipe) {
    return switch (pipe) {
      case PipeHandle.OfDescriptor(OwnedDescriptor descriptor) -> descriptor;
      case PipeHandle.OfWindows _ -> throw Kernel.notHere("descriptor of a pipe", "Linux");
    };
  }

  /**
   * Closes ours after another process got its own; the name of a listener stays, as it is in use.
   */
  public static void closeGiven(Passable passable) throws ClosedChannelException {
    if (passable instanceof UnixListener<?> listener) {
      listener.closeKeepingName();
    } else {
      descriptorOf(passable).close();
    }
  }

  /** A descriptor of whatever kind, which owns {@code owned} from now on. */
  public static Descriptor descriptor(OwnedDescriptor owned) {
    return get().wrap(owned);
  }

  protected abstract WritingEnd output(UnixStream stream);

  /** The same for the types of that package. */
  protected abstract OwnedDescriptor descriptor(Passable passable) throws ClosedChannelException;

  protected abstract Descriptor wrap(OwnedDescriptor owned);

  /** Takes the descriptor out of its object, which is closed from then on. */
  protected abstract OwnedDescriptor take(Descriptor descriptor) throws ClosedChannelException;

  /** The address of these bytes. */
  protected abstract UnixAddress address(byte[] bytes);
}
