package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalListener;
import dev.interprocess.MessageTruncatedException;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixSeqPacket;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Requests and answers as messages: nothing to frame, and what does not fit is told. Run {@code
 * SeqPacketRpc serve SOCKET}, then {@code SeqPacketRpc call SOCKET}.
 */
public final class SeqPacketRpc {
  private SeqPacketRpc() {}

  public static void main(String[] arguments) throws IOException {
    UnixAddress address = UnixAddress.path(Path.of(arguments[1]));
    if (arguments[0].equals("serve")) {
      serve(address);
    } else {
      call(address);
    }
  }

  private static void serve(UnixAddress address) throws IOException {
    try (LocalListener<UnixSeqPacket> listener = UnixSeqPacket.listen(address)) {
      System.out.println("listening on " + address);
      listener.serve(
          client -> {
            ByteBuffer request = ByteBuffer.allocateDirect(8192);
            while (client.receive(request.clear()) >= 0) {
              client.send(request.flip());
            }
          });
    }
  }

  private static void call(UnixAddress address) throws IOException {
    try (UnixSeqPacket rpc = UnixSeqPacket.connect(address)) {
      rpc.send(ByteBuffer.wrap("a request".getBytes(UTF_8)));
      ByteBuffer answer = ByteBuffer.allocate(100);
      int length = rpc.receive(answer, Duration.ofSeconds(10));
      System.out.println(length < 0 ? "the end" : UTF_8.decode(answer.flip()));

      rpc.send(ByteBuffer.wrap(new byte[4096]));
      try {
        rpc.receive(answer.clear());
      } catch (MessageTruncatedException e) {
        System.out.println("an answer of " + e.length() + " bytes, " + e.lost() + " lost");
      }

      rpc.send(ByteBuffer.wrap(new byte[4096]));
      byte[] whole = rpc.receive().orElseThrow(); // as long as it is; empty at the end
      System.out.println("an answer of " + whole.length + " bytes");
    }
  }
}
