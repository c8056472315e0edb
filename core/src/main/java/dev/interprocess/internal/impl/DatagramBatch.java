package dev.interprocess.internal.impl;

import dev.interprocess.MessageTruncatedException;
import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.message.Admission;
import dev.interprocess.internal.message.MessageBatch;
import dev.interprocess.internal.message.MessageInput;
import dev.interprocess.internal.poll.Deadline;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** The batches of a {@code UnixDatagram}. */
public final class DatagramBatch {
  private final OwnedDescriptor descriptor;
  private final MessageInput input;
  private final MessageBatch batch;
  private final Admission admission;

  public DatagramBatch(
      OwnedDescriptor descriptor, MessageInput input, MessageBatch batch, Admission admission) {
    this.descriptor = descriptor;
    this.input = input;
    this.batch = batch;
    this.admission = admission;
  }

  public void send(ByteBuffer[] messages, Timeouts timeouts) throws IOException {
    try {
      batch.send(messages.clone(), timeouts.deadline());
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
  }

  public int receive(ByteBuffer[] buffers, Timeouts timeouts) throws IOException {
    if (buffers.length == 0) {
      throw new IllegalArgumentException("no buffer");
    }
    int[] rooms = Arrays.stream(buffers).mapToInt(b -> Buffers.writable(b).remaining()).toArray();
    long deadline = timeouts.deadline();
    int[] lengths;
    try {
      lengths =
          admission.equals(Admission.EVERYONE)
              ? batch.receive(buffers, deadline)
              : oneByOne(buffers, deadline);
    } catch (ErrnoException e) {
      throw SystemErrors.of(descriptor, e);
    }
    for (int i = 0; i < lengths.length; i++) {
      if (lengths[i] > rooms[i]) {
        int lost = lengths[i] - rooms[i];
        throw new MessageTruncatedException(descriptor, lengths[i], lost, lengths.length);
      }
    }
    return lengths.length;
  }

  /** Where some are dropped, each has to be looked at before the next is given its buffer. */
  private int[] oneByOne(ByteBuffer[] buffers, long deadline) throws IOException {
    int[] lengths = new int[buffers.length];
    int count = 0;
    input.lane().enter(deadline, "receive");
    try {
      for (long until = deadline; count < buffers.length; until = Deadline.after(0)) {
        ByteBuffer buffer = buffers[count];
        lengths[count] = (int) input.receive(buffer, until);
        buffer.position(buffer.position() + Math.min(lengths[count], buffer.remaining()));
        count++;
      }
    } catch (InterruptedIOException e) { // the timeout's too: what was received is told
      if (count == 0) {
        throw e;
      }
    } finally {
      input.lane().exit();
    }
    return Arrays.copyOf(lengths, count);
  }
}
