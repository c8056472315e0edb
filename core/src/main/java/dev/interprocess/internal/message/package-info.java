/**
 * Messages of Unix domain sockets: their bytes, and what accompanies them, as {@code sendmsg} and
 * {@code recvmsg} move them.
 */
@NullMarked
package dev.interprocess.internal.message;

import org.jspecify.annotations.NullMarked;
