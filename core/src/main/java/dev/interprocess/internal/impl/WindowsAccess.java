package dev.interprocess.internal.impl;

import dev.interprocess.Access;
import dev.interprocess.Access.Check;
import dev.interprocess.internal.pipe.Accounts;
import dev.interprocess.windows.SecurityDescriptor;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * An {@code Access} as Windows has it.
 *
 * @param sddl the security descriptor
 * @param check asked at each accept
 */
record WindowsAccess(String sddl, @Nullable Check check) {
  private static final int OTHERS_WRITE = 2;
  private static final int GROUP_WRITE = 020;

  static WindowsAccess of(Access access) throws IOException {
    if (access instanceof SecurityDescriptor descriptor) {
      return new WindowsAccess(descriptor.toSddl(), WindowsTypes.get().check(descriptor));
    }
    UnixAccess rules = (UnixAccess) access;
    SecurityDescriptor descriptor;
    if (rules.user() != null) {
      descriptor = SecurityDescriptor.ownerOnly().allow(Accounts.sid(rules.user()));
    } else if ((rules.mode() & OTHERS_WRITE) != 0) {
      descriptor = SecurityDescriptor.everyoneReadWrite();
    } else if ((rules.mode() & GROUP_WRITE) != 0) {
      if (rules.group() == null) {
        throw new UnsupportedOperationException("access for a group without a name on Windows");
      }
      descriptor = SecurityDescriptor.ownerOnly().allow(Accounts.sid(rules.group()));
    } else {
      descriptor = SecurityDescriptor.ownerOnly();
    }
    return new WindowsAccess(descriptor.toSddl(), rules.check());
  }
}
