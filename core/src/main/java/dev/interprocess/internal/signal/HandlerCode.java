package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.Target;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The signal handler, in machine code: Java code that runs in a handler aborts the JVM, as the
 * kernel may interrupt a thread in the midst of anything.
 *
 * <p>It looks up the entry of its signal in the {@link HandlerTable}, whose address stands behind
 * the code; writes the first {@link SignalInfo#SIZEOF} bytes of the {@code siginfo_t} to the
 * entry's pipe, and counts what the pipe had no room for; edits the mask of the thread that it
 * interrupted, which is in force again when it returns; and goes on with the handler that was there
 * before, if the entry has one. It calls no function, so the thread's {@code errno} stays as it is,
 * and uses no stack but that of the kernel's own frame.
 */
public final class HandlerCode {
  private static final Pattern BYTES = Pattern.compile("^((?:[0-9a-f]{2} )+) ", Pattern.MULTILINE);

  /** Called as {@code handler(edi: signal, rsi: siginfo_t*, rdx: ucontext_t*)}. */
  public static final String X86_64 =
      """
      f3 0f 1e fa           endbr64
      4c 8b 05 55 00 00 00  mov r8, [rip+table]
      49 89 f9              mov r9, rdi                  # the kernel keeps all but rax, rcx and r11
      49 89 d2              mov r10, rdx
      89 f8                 mov eax, edi
      c1 e0 06              shl eax, 6                   # entries of 64 bytes
      49 01 c0              add r8, rax
      41 8b 38              mov edi, [r8]                # its pipe
      ba 30 00 00 00        mov edx, 48
      b8 01 00 00 00        mov eax, 1                   # SYS_write
      0f 05                 syscall
      48 83 f8 30           cmp rax, 48
      74 05                 je mask
      f0 49 ff 40 20        lock inc qword ptr [r8+32]   # lost
                            mask:
      4c 89 cf              mov rdi, r9
      4c 89 d2              mov rdx, r10
      48 8b 82 28 01 00 00  mov rax, [rdx+296]           # uc_sigmask
      49 0b 40 08           or rax, [r8+8]               # to block
      49 23 40 10           and rax, [r8+16]             # all but those to unblock
      48 89 82 28 01 00 00  mov [rdx+296], rax
      49 8b 40 18           mov rax, [r8+24]             # the handler that was there before
      48 85 c0              test rax, rax
      74 02                 je done
      ff e0                 jmp rax
                            done:
      c3                    ret
      cc                    int3
      cc                    int3
      cc                    int3
      cc                    int3
      cc                    int3
                            table:
      00 00 00 00 00 00 00 00  .quad 0
      """;

  /** Called as {@code handler(w0: signal, x1: siginfo_t*, x2: ucontext_t*)}. */
  public static final String AARCH64 =
      """
      5f 24 03 d5           hint #34                     # bti c
      a9 03 00 58           ldr x9, table
      0a 64 7a d3           ubfiz x10, x0, #6, #26       # entries of 64 bytes
      29 01 0a 8b           add x9, x9, x10
      eb 03 00 aa           mov x11, x0                  # the kernel keeps all but x0
      ec 03 01 aa           mov x12, x1
      ed 03 02 aa           mov x13, x2
      20 01 40 b9           ldr w0, [x9]                 # its pipe
      02 06 80 d2           mov x2, #48
      08 08 80 d2           mov x8, #64                  # SYS_write
      01 00 00 d4           svc #0
      1f c0 00 f1           cmp x0, #48
      c0 00 00 54           b.eq mask
      2e 81 00 91           add x14, x9, #32             # lost
                            again:
      cf 7d 5f c8           ldxr x15, [x14]
      ef 05 00 91           add x15, x15, #1
      cf 7d 10 c8           stxr w16, x15, [x14]
      b0 ff ff 35           cbnz w16, again
                            mask:
      ae 15 40 f9           ldr x14, [x13, #40]          # uc_sigmask
      2f c1 40 a9           ldp x15, x16, [x9, #8]       # to block, all but those to unblock
      ce 01 0f aa           orr x14, x14, x15
      ce 01 10 8a           and x14, x14, x16
      ae 15 00 f9           str x14, [x13, #40]
      30 0d 40 f9           ldr x16, [x9, #24]           # the handler that was there before
      b0 00 00 b4           cbz x16, done
      e0 03 0b aa           mov x0, x11
      e1 03 0c aa           mov x1, x12
      e2 03 0d aa           mov x2, x13
      00 02 1f d6           br x16
                            done:
      c0 03 5f d6           ret
                            table:
      00 00 00 00 00 00 00 00  .quad 0
      """;

  private HandlerCode() {}

  /** The bytes for this processor; the last 8 are for the address of the table. */
  static byte[] bytes() {
    return bytes(Target.CURRENT == Target.LINUX_AARCH64 ? AARCH64 : X86_64);
  }

  /** The bytes of a listing, of whose lines each has them in front of the instruction. */
  public static byte[] bytes(String listing) {
    StringBuilder hex = new StringBuilder();
    Matcher line = BYTES.matcher(listing);
    while (line.find()) {
      hex.append(line.group(1));
    }
    return HexFormat.ofDelimiter(" ").parseHex(hex.toString().strip());
  }
}
