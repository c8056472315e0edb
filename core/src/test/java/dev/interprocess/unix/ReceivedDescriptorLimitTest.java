package dev.interprocess.unix;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.Passable;
import dev.interprocess.SocketPair;
import dev.interprocess.SystemError;
import dev.interprocess.UnnamedPipe;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.TestJvm;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Descriptors that come in when the process has almost none left. */
class ReceivedDescriptorLimitTest {
  @ParameterizedTest
  @EnumSource(PassDescriptorsTest.Type.class)
  void whatFitsIsOwnedAndTheRestIsToldAndGone(PassDescriptorsTest.Type type) throws Exception {
    try (TestJvm jvm = TestJvm.start("ulimit -n 80", Receiver.class, type.name())) {
      for (int round = 0; round < 3; round++) {
        assertThat(jvm.hear()).isEqualTo("some of 253, truncated true");
        assertThat(jvm.hear()).isEqualTo("one more: EMFILE");
        assertThat(jvm.hear()).isEqualTo("all are PIPE");
        assertThat(jvm.hear()).isEqualTo("leaked 0");
        assertThat(jvm.hear()).isEqualTo("0, truncated true");
        assertThat(jvm.hear()).isEqualTo("leaked 0");
        assertThat(jvm.hear()).isEqualTo("2, truncated false");
        assertThat(jvm.hear()).isEqualTo("leaked 0");
      }
    }
  }

  /** Sends more to itself than it may have open. */
  static final class Receiver {
    private Receiver() {}

    public static void main(String[] arguments) throws Exception {
      try (SocketPair<? extends UnixSocket> pair =
              PassDescriptorsTest.Type.valueOf(arguments[0]).pair();
          UnnamedPipe pipe = UnnamedPipe.create()) {
        pass(pair, pipe, 1).close(); // loads what is needed, files included
        hoard(pipe).close();
        int before = OpenFiles.count();
        for (int round = 0; round < 3; round++) {
          try (ReceivedMessage message = pass(pair, pipe, 253)) {
            int came = message.descriptors().size();
            System.out.println(
                (came > 0 && came < 80 ? "some" : came)
                    + " of 253, truncated "
                    + message.ancillaryTruncated());
            System.out.println("one more: " + failureOfOneMore());
            System.out.println("all are " + kinds(message));
          }
          tellLeaked(before);
          try (AutoCloseable all = hoard(pipe);
              ReceivedMessage message = pass(pair, pipe, 2)) {
            System.out.println(
                message.descriptors().size() + ", truncated " + message.ancillaryTruncated());
          }
          tellLeaked(before);
          try (ReceivedMessage message = pass(pair, pipe, 2)) {
            System.out.println(
                message.descriptors().size() + ", truncated " + message.ancillaryTruncated());
          }
          tellLeaked(before);
        }
      }
    }

    private static ReceivedMessage pass(
        SocketPair<? extends UnixSocket> pair, UnnamedPipe pipe, int count) throws IOException {
      Passable[] many = Collections.nCopies(count, pipe.reader()).toArray(new Passable[0]);
      pair.first().sendMessage(ByteBuffer.allocate(1), Ancillary.descriptors(many));
      return pair.second().receiveMessage(ByteBuffer.allocate(1));
    }

    private static String failureOfOneMore() {
      try {
        Descriptor.memory("one more").close();
        return "opened";
      } catch (IOException e) {
        return e instanceof SystemError error ? error.name() : e.toString();
      }
    }

    private static String kinds(ReceivedMessage message) throws IOException {
      String kinds = "";
      for (Descriptor descriptor : message.descriptors()) {
        String kind = descriptor.kind().name();
        kinds += kinds.contains(kind) ? "" : kind;
      }
      return kinds;
    }

    /** All descriptors that are left, until it is closed. */
    private static AutoCloseable hoard(UnnamedPipe pipe) {
      List<Descriptor> hoard = new ArrayList<>();
      try {
        while (true) {
          hoard.add(Descriptor.duplicateOf(pipe.reader()));
        }
      } catch (IOException e) {
        return () -> hoard.forEach(Descriptor::close);
      }
    }

    private static void tellLeaked(int before) {
      System.out.println("leaked " + (OpenFiles.count() - before));
    }
  }
}
