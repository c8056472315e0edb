package dev.interprocess.windows;

import dev.interprocess.Access;
import dev.interprocess.LocalListener;
import dev.interprocess.internal.impl.NamedPipeListener;
import dev.interprocess.internal.impl.PipeEndpoint;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.impl.WindowsOnly;
import dev.interprocess.internal.impl.WindowsTypes;
import dev.interprocess.internal.overlapped.OwnedHandle;
import dev.interprocess.internal.pipe.Accounts;
import dev.interprocess.internal.pipe.Security;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Who may do what with a named pipe, as Windows has it: an {@link Access} with all that the system
 * can say. A value, which any thread may use; its methods give a new one.
 *
 * {@snippet :
 * NamedPipeStream.listenOptions()
 *     .access(SecurityDescriptor.ownerOnly().allow("S-1-5-32-545")) // the group Users
 *     .listen(NamedPipeAddress.of("com.example.app"));
 * }
 *
 * <p>Those who are allowed may read and write, but not make an instance of the same name: nobody
 * can slip in between the listener and its clients.
 *
 * <p>See <a
 * href="https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format">Security
 * Descriptor String Format</a>.
 */
public final class SecurityDescriptor implements Access {
  static {
    WindowsTypes.set(new Types());
  }

  // FILE_GENERIC_READ and FILE_GENERIC_WRITE without FILE_CREATE_PIPE_INSTANCE.
  private static final String READ_WRITE = "0x12019b";
  private static final Pattern SID = Pattern.compile("[A-Z]{2}|S(-(\\d+|0x[0-9a-fA-F]+))+");

  private final String sddl;
  private final @Nullable Check check;

  private SecurityDescriptor(String sddl, @Nullable Check check) {
    this.sddl = sddl;
    this.check = check;
  }

  /**
   * The one that the text says.
   *
   * @throws IOException if the text is not well-formed ({@code ERROR_INVALID_PARAMETER}, {@code
   *     ERROR_INVALID_ACL}, {@code ERROR_INVALID_SID}, {@code ERROR_NONE_MAPPED})
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SecurityDescriptor ofSddl(String sddl) throws IOException {
    WindowsOnly.require("security descriptor");
    try {
      Security.normalized(sddl);
    } catch (WindowsException e) {
      throw WindowsErrors.of(sddl, e);
    }
    return new SecurityDescriptor(sddl, null);
  }

  /**
   * The user of this process, the system and the administrators: what {@link Access#owner} stands
   * for, and the default.
   *
   * @throws IOException if the system does not say who the user is
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SecurityDescriptor ownerOnly() throws IOException {
    WindowsOnly.require("security descriptor");
    try {
      // Everything; and protected, so that nothing is inherited from anywhere.
      return new SecurityDescriptor(
          "D:P(A;;GA;;;%s)(A;;GA;;;SY)(A;;GA;;;BA)".formatted(Accounts.ownSid()), null);
    } catch (WindowsException e) {
      throw WindowsErrors.of("own user", e);
    }
  }

  /**
   * All users of this computer, and of others if {@link NamedPipeOptions#ACCEPT_REMOTE} is set:
   * what {@link Access#everyone} stands for.
   *
   * @throws IOException if the system does not say who the user is
   * @throws UnsupportedOperationException on another system than Windows
   */
  public static SecurityDescriptor everyoneReadWrite() throws IOException {
    return ownerOnly().allow("WD");
  }

  /**
   * That of a listener, as the system has it.
   *
   * @throws IOException if the listener is closed, or the system does not say
   * @throws IllegalArgumentException if it is none of a named pipe
   */
  public static SecurityDescriptor of(LocalListener<?> listener) throws IOException {
    if (!(listener instanceof NamedPipeListener<?> pipe)) {
      throw new IllegalArgumentException("no named pipe: " + listener);
    }
    return new SecurityDescriptor(pipe.security(), null);
  }

  /**
   * The same, and that user or group may read and write.
   *
   * @param sid a security identifier as {@code S-1-5-32-545}, or its two letters as {@code BU}
   * @throws IOException if it is none
   */
  public SecurityDescriptor allow(String sid) throws IOException {
    if (!SID.matcher(sid).matches()) {
      throw new IOException("allow " + sid + ": not a security identifier");
    }
    int end = endOfAccess();
    String wider =
        sddl.substring(0, end) + "(A;;%s;;;%s)".formatted(READ_WRITE, sid) + sddl.substring(end);
    return new SecurityDescriptor(ofSddl(wider).sddl, check);
  }

  /** Where the list of who has access ends, behind which that of what is audited may come. */
  private int endOfAccess() {
    int depth = 0;
    for (int i = 0; i < sddl.length(); i++) {
      char c = sddl.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (depth == 0 && sddl.startsWith("S:", i)) {
        return i;
      }
    }
    return sddl.length();
  }

  /**
   * The same, and all app packages of this user may read and write, which run in a sandbox.
   *
   * @throws IOException if the system does not know them
   */
  public SecurityDescriptor allowAppPackages() throws IOException {
    return allow("S-1-15-2-1");
  }

  @Override
  public SecurityDescriptor onlyIf(Check further) {
    Objects.requireNonNull(further);
    Check before = check;
    return new SecurityDescriptor(
        sddl, before == null ? further : peer -> before.admits(peer) && further.admits(peer));
  }

  /** As text of the security descriptor definition language. */
  public String toSddl() {
    return sddl;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SecurityDescriptor descriptor
        && sddl.equals(descriptor.sddl)
        && Objects.equals(check, descriptor.check);
  }

  @Override
  public int hashCode() {
    return sddl.hashCode();
  }

  @Override
  public String toString() {
    return sddl;
  }

  private static final class Types extends WindowsTypes {
    @Override
    protected @Nullable Check check(SecurityDescriptor descriptor) {
      return descriptor.check;
    }

    @Override
    public NamedPipeStream stream(PipeEndpoint endpoint, NamedPipeAddress address) {
      return new NamedPipeStream(endpoint, address);
    }

    @Override
    protected OwnedHandle handleFor(NamedPipeStream stream) throws IOException {
      return stream.handleForChild();
    }
  }
}
