package dev.interprocess.internal.message;

/** Process, user and group of a sender, the latter two unsigned. */
public record Credentials(long pid, long uid, long gid) {}
