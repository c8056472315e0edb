package dev.interprocess;

import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.PidFd;
import dev.interprocess.unix.UnixSocket;

/**
 * What stands for a descriptor or handle of the system, and can be duplicated. It has no members:
 * who owns the descriptor is said by the verb of the method that takes one.
 */
public sealed interface Passable
    permits ByteReader, ByteWriter, MessageChannel, LocalListener, UnixSocket, Descriptor, PidFd {}
