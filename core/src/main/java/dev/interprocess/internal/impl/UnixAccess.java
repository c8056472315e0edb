package dev.interprocess.internal.impl;

import dev.interprocess.Access;
import dev.interprocess.Existing;
import dev.interprocess.internal.account.Accounts;
import dev.interprocess.internal.file.MadeFile;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.socket.BindRules;
import dev.interprocess.internal.socket.PeerIdentity;
import java.io.IOException;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The {@code Access} of Unix: a mode, perhaps with another group or user, and a check. */
public record UnixAccess(
    int mode, @Nullable String group, @Nullable String user, @Nullable Check check)
    implements Access {

  public static final UnixAccess OWNER = new UnixAccess(0600, null, null, null);
  public static final UnixAccess EVERYONE = new UnixAccess(0666, null, null, null);

  public static UnixAccess group(String name) {
    return new UnixAccess(0660, Objects.requireNonNull(name), null, null);
  }

  public static UnixAccess user(String name) {
    // A file has one user: so all may knock, and he alone is let in.
    return new UnixAccess(0666, null, Objects.requireNonNull(name), null);
  }

  public static UnixAccess mode(Set<PosixFilePermission> permissions) {
    int mode = 0;
    for (PosixFilePermission permission : permissions) {
      mode |= bit(permission);
    }
    return new UnixAccess(mode, null, null, null);
  }

  private static int bit(PosixFilePermission permission) {
    return switch (permission) {
      case OWNER_READ -> 0400;
      case OWNER_WRITE -> 0200;
      case OWNER_EXECUTE -> 0100;
      case GROUP_READ -> 040;
      case GROUP_WRITE -> 020;
      case GROUP_EXECUTE -> 010;
      case OTHERS_READ -> 04;
      case OTHERS_WRITE -> 02;
      case OTHERS_EXECUTE -> 01;
    };
  }

  @Override
  public Access onlyIf(Check further) {
    Objects.requireNonNull(further);
    Check before = check;
    return new UnixAccess(
        mode,
        group,
        user,
        before == null ? further : peer -> before.admits(peer) && further.admits(peer));
  }

  /** How a socket is to be bound for it. */
  public BindRules rules(Existing existing, int backlog) throws IOException {
    return new BindRules(
        mode,
        gid(),
        switch (existing) {
          case FAIL -> BindRules.Existing.FAIL;
          case REPLACE_STALE -> BindRules.Existing.REPLACE_STALE;
          case REPLACE -> BindRules.Existing.REPLACE;
        },
        backlog);
  }

  /** The group's number, {@link MadeFile#OWN_GROUP} if none is named. */
  int gid() throws IOException {
    return group == null ? MadeFile.OWN_GROUP : (int) numberOf("group", group);
  }

  @Override
  public String toString() {
    return "mode %04o".formatted(mode)
        + (group == null ? "" : " group " + group)
        + (user == null ? "" : " user " + user)
        + (check == null ? "" : " with a check");
  }

  /** The further user's number, -1 if none is named. */
  long uid() throws IOException {
    return user == null ? -1 : numberOf("user", user);
  }

  private static long numberOf(String kind, String name) throws IOException {
    try {
      Optional<Long> number = kind.equals("group") ? Accounts.group(name) : Accounts.user(name);
      return number.orElseThrow(
          () -> new IOException("access for " + kind + " " + name + ": there is none"));
    } catch (ErrnoException e) {
      throw SystemErrors.of(kind + " " + name, e);
    }
  }

  /**
   * Whether a file of this mode, owned by {@code uid} and {@code gid}, could be written by the
   * peer.
   */
  boolean permits(PeerIdentity peer, long uid, long gid) {
    int bits;
    if (peer.uid() == uid) {
      bits = mode >> 6;
    } else if (peer.isMemberOf(gid)) {
      bits = mode >> 3;
    } else {
      bits = mode;
    }
    return (bits & 2) != 0;
  }
}
