package dev.interprocess.interleaving;

/** Some threads, and what must hold of them in every order of their steps. */
public interface Scenario {
  /** Makes what they share and starts them, in the plain order. */
  void begin() throws Exception;

  /** Nobody could go on, and time has passed; returns what is wrong, or an empty string. */
  default String atRest() {
    return "";
  }

  /** The scenario's threads have ended, and time has passed; as above. */
  default String atTheEnd() {
    return "";
  }

  /** Whether it is about a thread that stalls: until one does, nothing else departs. */
  default boolean isAboutAStall() {
    return false;
  }

  /**
   * For how many milliseconds this thread may be kept from going on before this step, which is one
   * thread's once; 0 for not at all.
   */
  default long stall(Thread here, String step) {
    return 0;
  }
}
