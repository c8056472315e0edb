package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.CString;
import dev.interprocess.internal.libc.Dirent;
import dev.interprocess.internal.libc.ErrnoException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The threads of this process by the system's numbers. Its folder stays open: signals must be given
 * back also when descriptors have run out.
 */
final class ThreadList {
  private static final byte[] FOLDER = "/proc/self/task".getBytes(StandardCharsets.US_ASCII);

  private final MemorySegment folder;

  ThreadList() throws ErrnoException {
    try (Arena arena = Arena.ofConfined()) {
      folder = Dirent.opendir(CString.allocate(arena, FOLDER));
    }
  }

  /** Those there are now. */
  synchronized List<Integer> now() {
    List<Integer> threads = new ArrayList<>();
    Dirent.rewinddir(folder);
    for (String name = Dirent.readdir(folder); name != null; name = Dirent.readdir(folder)) {
      if (!name.startsWith(".")) { // itself and its parent
        threads.add(Integer.valueOf(name));
      }
    }
    return threads;
  }
}
