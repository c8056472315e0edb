package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixAddress;
import dev.interprocess.unix.UnixStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;

/** As much of a D-Bus client as it takes to call a method and to pass a descriptor. */
final class DBus implements AutoCloseable {
  private static final byte CALL = 1;
  private static final byte RETURN = 2;

  private final UnixStream stream;
  private int serial;

  private DBus(UnixStream stream) {
    this.stream = stream;
  }

  /** A message that came: its body, and what came with it, which the caller closes. */
  record Message(int type, ByteBuffer body, List<Descriptor> descriptors) {
    String string() {
      byte[] bytes = new byte[body.getInt()];
      body.get(bytes);
      return new String(bytes, UTF_8);
    }
  }

  /** Connects, and tells who we are: the bus believes the kernel, not us (EXTERNAL). */
  static DBus connect(UnixAddress bus, long uid) throws IOException {
    UnixStream stream = UnixStream.connect(bus);
    String user = HexFormat.of().formatHex(Long.toString(uid).getBytes(US_ASCII));
    say(stream, "\0AUTH EXTERNAL " + user, "OK ");
    say(stream, "NEGOTIATE_UNIX_FD", "AGREE_UNIX_FD");
    stream.write("BEGIN\r\n".getBytes(US_ASCII));
    return new DBus(stream);
  }

  private static void say(UnixStream stream, String line, String expected) throws IOException {
    stream.write((line + "\r\n").getBytes(US_ASCII));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n") < 0) {
      answer.append((char) stream.readFully(1)[0]);
    }
    if (!answer.toString().startsWith(expected)) {
      throw new IOException("the bus says: " + answer);
    }
  }

  /** Calls a method of the bus itself that takes no argument or a string. */
  Message callBus(String member, String... argument) throws IOException {
    ByteBuffer body = buffer();
    for (String text : argument) {
      putString(body, text);
    }
    String signature = "s".repeat(argument.length);
    send("org.freedesktop.DBus", member, signature, body);
    Message answer = receive();
    while (answer.type() != RETURN) { // signals come in between
      answer = receive();
    }
    return answer;
  }

  /** Calls a method of somebody with a descriptor. */
  void sendDescriptor(String destination, String member, Descriptor descriptor) throws IOException {
    send(destination, member, "h", buffer().putInt(0), descriptor);
  }

  private void send(
      String destination, String member, String signature, ByteBuffer body, Descriptor... passed)
      throws IOException {
    ByteBuffer fields = buffer();
    putField(fields, 1, "o", "/org/freedesktop/DBus");
    putField(fields, 2, "s", "org.freedesktop.DBus");
    putField(fields, 3, "s", member);
    putField(fields, 6, "s", destination);
    if (!signature.isEmpty()) {
      align(fields, 8);
      fields.put((byte) 8);
      putSignature(fields, "g");
      putSignature(fields, signature);
    }
    if (passed.length > 0) {
      align(fields, 8);
      fields.put((byte) 9);
      putSignature(fields, "u");
      align(fields, 4);
      fields.putInt(passed.length);
    }
    ByteBuffer message = buffer();
    message.put((byte) 'l').put(CALL).put((byte) 0).put((byte) 1);
    message.putInt(body.position()).putInt(++serial).putInt(fields.position());
    message.put(fields.flip());
    align(message, 8);
    message.put(body.flip()).flip();
    if (passed.length > 0) {
      stream.sendMessage(message, Ancillary.descriptors(passed));
    } else {
      stream.write(message);
    }
  }

  /** The next message. */
  Message receive() throws IOException {
    ByteBuffer head = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
    List<Descriptor> descriptors;
    try (ReceivedMessage first = stream.receiveMessage(head)) {
      descriptors = first.takeDescriptors();
    }
    stream.readFully(head);
    int body = head.getInt(4);
    int fields = (head.getInt(12) + 7) / 8 * 8;
    ByteBuffer rest = ByteBuffer.wrap(stream.readFully(fields + body));
    return new Message(
        head.get(1), rest.position(fields).slice().order(ByteOrder.LITTLE_ENDIAN), descriptors);
  }

  private static ByteBuffer buffer() {
    return ByteBuffer.allocate(1024).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static void putField(ByteBuffer fields, int code, String type, String value) {
    align(fields, 8);
    fields.put((byte) code);
    putSignature(fields, type);
    putString(fields, value);
  }

  private static void putString(ByteBuffer buffer, String text) {
    align(buffer, 4);
    byte[] bytes = text.getBytes(UTF_8);
    buffer.putInt(bytes.length).put(bytes).put((byte) 0);
  }

  private static void putSignature(ByteBuffer buffer, String signature) {
    buffer.put((byte) signature.length()).put(signature.getBytes(US_ASCII)).put((byte) 0);
  }

  private static void align(ByteBuffer buffer, int size) {
    buffer.position((buffer.position() + size - 1) / size * size);
  }

  @Override
  public void close() {
    stream.close();
  }
}
