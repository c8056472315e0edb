package dev.interprocess.internal.descriptor;

/** Which system calls move the bytes of a descriptor without blocking. */
public enum ByteCalls {
  /**
   * {@code recv} and {@code send} with {@code MSG_DONTWAIT}: {@code O_NONBLOCK} belongs to the open
   * file description, which other processes may share and expect to block.
   */
  SOCKET,
  /** {@code read} and {@code write}, on an end that is ours alone and set non-blocking. */
  PIPE,
  /**
   * The same, on a FIFO, of which {@code read} gives 0 before the first writer has come, as after
   * the last has left.
   */
  FIFO
}
