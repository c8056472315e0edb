package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.F_DUPFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.SO_LINGER;

import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;

/**
 * The descriptor behind a channel of the JDK, which tells it to nobody. So the channel is marked,
 * by an option that Unix domain sockets have without a use for it, and the descriptor looked for
 * that bears the mark; a second mark makes sure that it is the same socket, and not another that
 * has the value by chance.
 */
public final class ChannelDescriptor {
  // What the JDK lets pass.
  private static final int GREATEST_MARK = 65_535;

  private ChannelDescriptor() {}

  /** A duplicate of the channel's descriptor. The channel is as before. */
  public static int duplicate(SocketChannel channel) throws IOException {
    int before = channel.getOption(StandardSocketOptions.SO_LINGER);
    int duplicate = -1;
    boolean restored = false;
    try {
      try {
        duplicate = duplicateOfTheMarked(channel);
      } finally {
        channel.setOption(StandardSocketOptions.SO_LINGER, before);
      }
      restored = true;
      return duplicate;
    } finally {
      if (!restored && duplicate >= 0) { // the channel was closed meanwhile
        UnixSockets.discard(duplicate);
      }
    }
  }

  private static int duplicateOfTheMarked(SocketChannel channel) throws IOException {
    int mark = ThreadLocalRandom.current().nextInt(1, GREATEST_MARK);
    channel.setOption(StandardSocketOptions.SO_LINGER, mark);
    for (int fd : descriptors()) {
      if (bears(fd, mark)) {
        // The number may be closed and used anew by now: only the duplicate is ours for certain.
        int duplicate = Fcntl.fcntl(fd, F_DUPFD_CLOEXEC, 0);
        if (duplicate >= 0 && isSame(duplicate, channel, mark + 1)) {
          return duplicate;
        }
        channel.setOption(StandardSocketOptions.SO_LINGER, mark);
      }
    }
    throw new IOException("adopt " + channel + ": its descriptor can't be found");
  }

  /** Closes the duplicate if it is not. */
  private static boolean isSame(int duplicate, SocketChannel channel, int mark) throws IOException {
    boolean same = false;
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, mark);
      same = bears(duplicate, mark);
      return same;
    } finally {
      if (!same) {
        UnixSockets.discard(duplicate);
      }
    }
  }

  private static boolean bears(int fd, int mark) {
    try {
      int[] linger = UnixSockets.getOption(fd, SO_LINGER, 2);
      return linger[0] != 0 && linger[1] == mark;
    } catch (ErrnoException e) {
      return false; // no socket, or closed meanwhile
    }
  }

  private static List<Integer> descriptors() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("/proc/self/fd"))) {
      return files.map(file -> Integer.valueOf(file.getFileName().toString())).toList();
    }
  }
}
