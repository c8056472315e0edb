package dev.interprocess.internal.impl;

import java.io.IOException;

/**
 * The mode and group of a file that stand for an {@code Access}.
 *
 * @param mode permissions
 * @param gid the group's number, or {@link dev.interprocess.internal.file.MadeFile#OWN_GROUP}
 */
public record FileAccess(int mode, int gid) {

  /**
   * For what has no listener that could ask further.
   *
   * @throws UnsupportedOperationException if a file's mode is not enough
   */
  public static FileAccess of(UnixAccess access, String what) throws IOException {
    if (access.user() != null || access.check() != null) {
      throw new UnsupportedOperationException(
          what + ": only what a file's mode can say, an owner, a group or everyone");
    }
    return new FileAccess(access.mode(), access.gid());
  }
}
