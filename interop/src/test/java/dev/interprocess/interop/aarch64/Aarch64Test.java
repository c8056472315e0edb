package dev.interprocess.interop.aarch64;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalListener;
import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import dev.interprocess.interop.RunningProgram;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Streams, pipes and credentials of a program on aarch64, the other process being native. */
final class Aarch64Test {
  private static final int SIZE = 1 << 20;

  @TempDir Path folder;

  private static RunningProgram start(List<LocalName> connectTo, List<LocalName> listenOn)
      throws IOException {
    List<String> arguments = new ArrayList<>();
    for (List<LocalName> names : List.of(connectTo, listenOn)) {
      names.forEach(name -> arguments.add(name.toString().replaceFirst("^(unix|abstract):", "")));
    }
    return Emulator.start(Guest.class, arguments);
  }

  private List<LocalName> names(String file) {
    return List.of(
        LocalName.path(folder.resolve(file)), LocalName.namespaced(file + UUID.randomUUID()));
  }

  @Test
  @Tag("slow")
  @Timeout(300)
  void talksToANativeProcessInBothRoles() throws Exception {
    List<LocalName> ours = names("native");
    List<LocalName> theirs = names("guest");
    List<LocalListener<LocalStream>> listeners = new ArrayList<>();
    for (LocalName name : ours) {
      listeners.add(LocalStream.listen(name));
    }
    long me = ProcessHandle.current().pid();
    List<String> expected = new ArrayList<>(List.of("aarch64"));
    try (RunningProgram guest = start(ours, theirs)) {
      for (int thread = 0; thread < 2; thread++) {
        for (int i = 0; i < ours.size(); i++) {
          try (LocalStream stream = listeners.get(i).accept()) {
            assertThat(stream.peer().pid()).isEqualTo(guest.process().pid());
            stream.transferTo(stream);
          }
          assertEchoedBy(theirs.get(i), guest);
          expected.add("connected to pid " + me + ", echoed true");
          expected.add("listening");
          expected.add("accepted pid " + me + " uid true");
        }
        expected.addAll(List.of("pipe true", "closed"));
      }
      assertThat(guest.awaitExit()).as("%s", guest).isZero();
      assertThat(guest.outputLines()).isEqualTo(expected);
    } finally {
      listeners.forEach(LocalListener::close);
    }
  }

  private static void assertEchoedBy(LocalName name, RunningProgram guest) throws Exception {
    try (LocalStream stream = LocalStream.connectOptions().retry(true).connect(name)) {
      assertThat(stream.peer().pid()).isEqualTo(guest.process().pid());
      byte[] sent = new byte[SIZE];
      new Random(6).nextBytes(sent);
      Thread sending =
          Thread.startVirtualThread(
              () -> {
                try {
                  stream.write(sent);
                  stream.shutdownOutput();
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              });
      assertThat(stream.inputStream().readAllBytes()).isEqualTo(sent);
      sending.join();
    }
  }
}
