package dev.interprocess.interop;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalListener;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixSeqPacket;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The program {@code peers/c/ancillary.c}, and the socket that connects it with this process. */
record AncillaryPeer(
    Process process,
    BufferedReader output,
    Writer input,
    UnixSeqPacket socket,
    List<Descriptor> numbered)
    implements AutoCloseable {
  private static final int MOST = 253;

  static AncillaryPeer start() throws IOException, InterruptedException {
    Peer.C.require();
    String name = "interprocess-ancillary-" + ProcessHandle.current().pid();
    try (LocalListener<UnixSeqPacket> listener =
        UnixSeqPacket.listen(UnixAddress.abstractName(name))) {
      Process process =
          new ProcessBuilder(Peers.program("c-ancillary"), name)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      UnixSeqPacket socket = listener.accept(Duration.ofSeconds(20));
      AncillaryPeer peer =
          new AncillaryPeer(
              process,
              process.inputReader(UTF_8),
              process.outputWriter(UTF_8),
              socket,
              new ArrayList<>());
      for (int i = 0; i < MOST; i++) {
        Descriptor memory = Descriptor.memory("numbered");
        memory.fileChannel().write(ByteBuffer.wrap(Integer.toString(i).getBytes(UTF_8)));
        peer.numbered.add(memory);
      }
      if (!"connected".equals(peer.output.readLine())) {
        throw new AssertionError("not connected");
      }
      return peer;
    }
  }

  /** Gives an order, and returns the answer. */
  String tell(String order) throws IOException {
    input.write(order + "\n");
    input.flush();
    return String.valueOf(output.readLine());
  }

  /** The number that memory holds. */
  static int number(Descriptor memory) throws IOException {
    SeekableByteChannel channel = memory.fileChannel();
    ByteBuffer text = ByteBuffer.allocate(16);
    channel.position(0).read(text);
    return Integer.parseInt(UTF_8.decode(text.flip()).toString());
  }

  @Override
  public void close() {
    numbered.forEach(Descriptor::close);
    socket.close();
    process.destroyForcibly();
  }
}
