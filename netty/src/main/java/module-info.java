/** Netty's channels over the library's local sockets. */
module dev.interprocess.netty {
  requires transitive dev.interprocess;
  requires transitive io.netty.transport;
  requires io.netty.buffer;
  requires io.netty.common;
  requires static org.jspecify;

  exports dev.interprocess.netty;
}
