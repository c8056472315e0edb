package dev.interprocess.internal.process;

/**
 * How a process ended.
 *
 * @param value its exit code, or the number of the signal that it died by
 */
public record WaitStatus(boolean signaled, int value, boolean coreDumped) {}
