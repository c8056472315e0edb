package dev.interprocess.unix;

import java.io.IOException;
import java.net.SocketOption;
import java.util.Set;

/** What a stream shows of its socket on every system. */
interface SocketView {
  UnixAddress localAddress() throws IOException;

  UnixAddress remoteAddress() throws IOException;

  Set<SocketOption<?>> supportedOptions();

  <T> T getOption(SocketOption<T> option) throws IOException;

  <T> void setOption(SocketOption<T> option, T value) throws IOException;
}
