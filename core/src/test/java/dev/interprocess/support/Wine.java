package dev.interprocess.support;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;

/** Wine in place of Windows, which lacks some of it: tests of that are skipped, by its name. */
public final class Wine {
  /** Whether this runs under Wine. */
  public static final boolean RUNS = SystemNames.ON_WINDOWS && hasItsOwnFunction();

  private Wine() {}

  @SuppressWarnings("restricted")
  private static boolean hasItsOwnFunction() {
    return SymbolLookup.libraryLookup("ntdll.dll", Arena.global())
        .find("wine_get_version")
        .isPresent();
  }
}
