/**
 * Local streams and listeners as what existing libraries take: {@link java.net.Socket}, {@link
 * java.net.ServerSocket} and their factories. Data base drivers, HTTP clients and servers then
 * speak over a local socket unchanged.
 *
 * <p>The sockets keep the whole contract of those types, with three things to know:
 *
 * <ul>
 *   <li><b>Addresses.</b> A factory has one name, to which all its sockets connect: host and port,
 *       which the libraries insist on, are ignored. {@code getInetAddress} says loopback and {@code
 *       getPort} 0; {@code getRemoteSocketAddress} and {@code getLocalSocketAddress} give the
 *       {@link dev.interprocess.LocalName}, {@link dev.interprocess.unix.UnixAddress} or {@link
 *       dev.interprocess.windows.NamedPipeAddress}.
 *   <li><b>Options.</b> Buffer sizes and {@code SO_TIMEOUT} are real; on Windows a pipe holds what
 *       its listener has made it with, and asking for another size changes nothing. Options that
 *       only TCP has (no delay, keep-alive, traffic class, linger…) are remembered, answered, and
 *       without effect.
 *   <li><b>Errors.</b> As TCP users expect them: a {@link java.net.SocketException}, also for the
 *       closed socket and for the listener that is not there; the {@link
 *       dev.interprocess.SystemError} of the library is that exception or its cause. An interrupt
 *       ends a wait with {@link java.io.InterruptedIOException}, on any kind of thread, and the
 *       socket goes on.
 * </ul>
 */
@NullMarked
package dev.interprocess.net;

import org.jspecify.annotations.NullMarked;
