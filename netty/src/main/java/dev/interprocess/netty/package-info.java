/**
 * Local sockets as channels of <a href="https://netty.io">Netty</a>: Unix domain sockets where
 * there are such, and named pipes on Windows, for which Netty has nothing. They run in any event
 * loop; where Netty's own epoll transport runs and only Unix domain sockets are wanted, that is the
 * faster one.
 */
@NullMarked
package dev.interprocess.netty;

import org.jspecify.annotations.NullMarked;
