package dev.interprocess.internal.signal;

import dev.interprocess.internal.libc.SignalH;
import java.util.List;

/** The names of signals, without {@code SIG}. */
public final class SignalNames {
  // By number, from 1 on.
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private SignalNames() {}

  /** Also of a real-time signal; the number of one that the C library keeps for itself. */
  public static String of(int number) {
    if (number <= NAMES.size()) {
      return NAMES.get(number - 1);
    }
    int offset = number - SignalH.sigrtmin();
    return offset < 0 ? Integer.toString(number) : offset == 0 ? "RTMIN" : "RTMIN+" + offset;
  }

  /** The number of a standard signal; 0 if there is none of that name. */
  public static int number(String name) {
    return NAMES.indexOf(name) + 1;
  }
}
