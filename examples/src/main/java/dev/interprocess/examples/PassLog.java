package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.LocalListener;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * One process opens a log file, and another one, which may not be allowed to open it, writes to it.
 * Run {@code PassLog receive}, then {@code PassLog send FILE}.
 */
public final class PassLog {
  private static final UnixAddress ADDRESS = UnixAddress.abstractName("com.example.log");

  private PassLog() {}

  public static void main(String[] arguments) throws IOException {
    if (arguments[0].equals("send")) {
      try (UnixStream stream = UnixStream.connect(ADDRESS)) {
        send(stream, Path.of(arguments[1]));
      }
    } else {
      try (LocalListener<UnixStream> listener = UnixStream.listen(ADDRESS)) {
        System.out.println("listening on " + listener.address());
        try (UnixStream stream = listener.accept()) {
          receive(stream);
        }
      }
    }
  }

  private static void send(UnixStream stream, Path file) throws IOException {
    // What is sent is lent: it is still ours to close.
    try (Descriptor log =
        Descriptor.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      stream.sendMessage(ByteBuffer.wrap("log".getBytes(UTF_8)), Ancillary.descriptors(log));
    }
  }

  private static void receive(UnixStream stream) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64);
    // Its close closes the descriptors that were not taken.
    try (ReceivedMessage message = stream.receiveMessage(buffer)) {
      for (Descriptor descriptor : message.descriptors()) {
        if (descriptor.kind() == Descriptor.Kind.FILE) {
          try (SeekableByteChannel file = descriptor.fileChannel()) {
            file.write(ByteBuffer.wrap("received\n".getBytes(UTF_8)));
          }
        }
      }
      System.out.println(UTF_8.decode(buffer.flip()) + " has a line more");
    }
  }
}
