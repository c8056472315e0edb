package dev.interprocess.internal.signal;

import java.util.List;

/** The names of the standard signals, without {@code SIG}. */
public final class SignalNames {
  // By number, from 1 on.
  private static final List<String> NAMES =
      List.of(
          "HUP", "INT", "QUIT", "ILL", "TRAP", "ABRT", "BUS", "FPE", "KILL", "USR1", "SEGV", "USR2",
          "PIPE", "ALRM", "TERM", "STKFLT", "CHLD", "CONT", "STOP", "TSTP", "TTIN", "TTOU", "URG",
          "XCPU", "XFSZ", "VTALRM", "PROF", "WINCH", "IO", "PWR", "SYS");

  private SignalNames() {}

  /** How many there are: their numbers are 1 to this. */
  public static int count() {
    return NAMES.size();
  }

  public static String of(int number) {
    return NAMES.get(number - 1);
  }

  /** The number of a name; 0 if there is none. */
  public static int number(String name) {
    return NAMES.indexOf(name) + 1;
  }
}
