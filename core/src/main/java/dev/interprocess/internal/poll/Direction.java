package dev.interprocess.internal.poll;

/** Which way the bytes go that are waited for; accepting is input. */
public enum Direction {
  INPUT,
  OUTPUT
}
