package dev.interprocess.internal.impl;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.file.FileBytes;
import dev.interprocess.internal.libc.ErrnoException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;

/** A file's bytes as a channel of the JDK: a view of its descriptor. */
public final class DescriptorChannel implements SeekableByteChannel {
  private final OwnedDescriptor descriptor;
  private final FileBytes bytes;

  public DescriptorChannel(OwnedDescriptor descriptor) {
    this.descriptor = descriptor;
    this.bytes = new FileBytes(descriptor);
  }

  OwnedDescriptor descriptor() {
    return descriptor;
  }

  IOException error(ErrnoException e) {
    return SystemErrors.of(descriptor, e);
  }

  @Override
  public synchronized int read(ByteBuffer buffer) throws IOException {
    if (!Buffers.writable(buffer).hasRemaining()) {
      return 0;
    }
    try {
      int count = bytes.read(buffer);
      return count == 0 ? -1 : count;
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public synchronized int write(ByteBuffer buffer) throws IOException {
    int count = buffer.remaining();
    try {
      bytes.write(buffer);
      return count;
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public long position() throws IOException {
    try {
      return bytes.position();
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public synchronized SeekableByteChannel position(long position) throws IOException {
    if (position < 0) {
      throw new IllegalArgumentException("negative position: " + position);
    }
    try {
      bytes.position(position);
      return this;
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public long size() throws IOException {
    try {
      return bytes.size();
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public synchronized SeekableByteChannel truncate(long size) throws IOException {
    if (size < 0) {
      throw new IllegalArgumentException("negative size: " + size);
    }
    try {
      if (size < bytes.size()) {
        bytes.truncate(size);
      }
      if (size < bytes.position()) {
        bytes.position(size);
      }
      return this;
    } catch (ErrnoException e) {
      throw error(e);
    }
  }

  @Override
  public boolean isOpen() {
    return descriptor.isOpen();
  }

  @Override
  public void close() {
    descriptor.close();
  }

  @Override
  public String toString() {
    return descriptor.toString();
  }
}
