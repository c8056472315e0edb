package dev.interprocess.windows;

import java.util.OptionalInt;

/**
 * What a named pipe is, as the system says at either end.
 *
 * @param server whether this is the server's end
 * @param ofMessages whether it keeps what is written apart; only such a stream can be half-closed
 * @param inBuffer bytes on the way to the server before its clients have to wait
 * @param outBuffer bytes on the way to a client before the server has to wait
 * @param maxInstances how many instances there may be, empty without a limit
 * @param instances how many there are now
 */
public record NamedPipeInfo(
    boolean server,
    boolean ofMessages,
    int inBuffer,
    int outBuffer,
    OptionalInt maxInstances,
    int instances) {}
