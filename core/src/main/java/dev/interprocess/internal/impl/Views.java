package dev.interprocess.internal.impl;

import dev.interprocess.ByteReader;
import dev.interprocess.ByteWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Readers and writers as streams of {@code java.io}. */
public final class Views {
  private Views() {}

  public static InputStream inputStream(ByteReader reader) {
    return new InputStream() {
      @Override
      public int read() throws IOException {
        byte[] one = new byte[1];
        return reader.read(one) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
      }

      @Override
      public int read(byte[] bytes, int offset, int length) throws IOException {
        return reader.read(bytes, offset, length);
      }

      @Override
      public int available() throws IOException {
        return reader.available();
      }

      @Override
      public void close() {
        reader.close();
      }
    };
  }

  public static OutputStream outputStream(ByteWriter writer) {
    return new OutputStream() {
      @Override
      public void write(int b) throws IOException {
        writer.write(new byte[] {(byte) b});
      }

      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        writer.write(bytes, offset, length);
      }

      @Override
      public void close() {
        writer.close();
      }
    };
  }
}
