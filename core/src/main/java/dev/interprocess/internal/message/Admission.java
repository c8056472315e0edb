package dev.interprocess.internal.message;

import org.jspecify.annotations.Nullable;

/** Whose messages are taken, where no file's mode decides; those of others are dropped. */
public interface Admission {
  /** All. */
  Admission EVERYONE = sender -> true;

  /** Whether to take a message of this sender; null if the kernel did not say who it is. */
  boolean admits(@Nullable Credentials sender);
}
