package dev.interprocess.abicheck;

/**
 * An assertion that does not hold.
 *
 * @param name what it is about: {@code O_DIRECT}, {@code pollfd.events offset}
 * @param reason the compiler's own words
 */
public record Failure(Target target, String name, String reason) {
  @Override
  public String toString() {
    return target + ": " + name + ": " + reason;
  }
}
