package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.process.Child;
import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightRecorderTest {
  @TempDir Path folder;

  @Test
  void seesConnectAcceptAndWait() throws Exception {
    LocalName name = Names.namespaced();
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      try (LocalListener<LocalStream> listener = LocalStream.listen(name)) {
        Task<LocalStream> accept = Task.start(ThreadKind.PLATFORM, listener::accept).awaitWaiting();
        LocalStream.connect(name).close();
        accept.get().close();
      }
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> events = RecordingFile.readAllEvents(file);
    assertThat(only(events, "dev.interprocess.Connect").getString("address"))
        .isEqualTo(name.toString());
    RecordedEvent accepted = only(events, "dev.interprocess.Accept");
    assertThat(accepted.getString("address")).isEqualTo(name.toString());
    assertThat(accepted.getBoolean("admitted")).isTrue();
    RecordedEvent wait = only(events, "dev.interprocess.Wait");
    assertThat(wait.getString("operation")).isEqualTo("accept");
    assertThat(wait.getString("channel")).isEqualTo(name.toString());
    assertThat(wait.getString("outcome")).isEqualTo("READY");
    assertThat(wait.getDuration()).isPositive();
  }

  @Test
  void seesAnOperationWaitThatNoThreadWaitsFor() throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording();
        SocketPair<LocalStream> pair = LocalStream.pair()) {
      recording.start();
      CompletableFuture<Integer> read = pair.first().readAsync(ByteBuffer.allocate(1));
      pair.second().write(new byte[1]);
      read.get(20, TimeUnit.SECONDS);
      assertThat(pair.first().readAsync(ByteBuffer.allocate(1)).cancel(true)).isTrue();
      recording.stop();
      recording.dump(file);
    }
    List<RecordedEvent> waits =
        RecordingFile.readAllEvents(file).stream()
            .filter(e -> e.getEventType().getName().equals("dev.interprocess.Wait"))
            .sorted(Comparator.comparing(RecordedEvent::getStartTime))
            .toList();
    assertThat(waits)
        .extracting(e -> e.getString("operation") + " " + e.getString("outcome"))
        .containsExactly("read READY", "read WITHDRAWN");
    assertThat(waits.getFirst().getDuration()).isPositive();
  }

  @Test
  void seesAChildsStart() throws Exception {
    Path file = folder.resolve("recording.jfr");
    long pid;
    try (Recording recording = new Recording()) {
      recording.start();
      try (Child child = Child.command("cat").start()) {
        pid = child.pid();
      }
      recording.stop();
      recording.dump(file);
    }
    RecordedEvent spawn = only(RecordingFile.readAllEvents(file), "dev.interprocess.Spawn");
    assertThat(spawn.getString("program")).isEqualTo("cat");
    assertThat(spawn.getLong("pid")).isEqualTo(pid);
    assertThat(spawn.getDuration()).isPositive();
  }

  @Test
  void seesEachClientOnceAndWhetherItWasAdmitted() throws Exception {
    LocalName name = Names.namespaced();
    Path file = folder.resolve("recording.jfr");
    AtomicInteger asked = new AtomicInteger();
    Access second = Access.owner().onlyIf(peer -> asked.incrementAndGet() == 2);
    try (Recording recording = new Recording()) {
      recording.start();
      try (LocalListener<LocalStream> listener =
              LocalStream.listenOptions().access(second).listen(name);
          LocalStream refused = LocalStream.connect(name);
          LocalStream admitted = LocalStream.connect(name)) {
        listener.accept().close();
        assertThat(refused.read(new byte[1])).isEqualTo(-1);
        assertThat(admitted.read(new byte[1])).isEqualTo(-1);
      }
      recording.stop();
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .filteredOn(event -> event.getEventType().getName().equals("dev.interprocess.Accept"))
        .extracting(event -> event.getBoolean("admitted"))
        .containsExactlyInAnyOrder(false, true);
  }

  @Test
  void seesNoConnectionWhereThereIsNone() throws Exception {
    Path file = folder.resolve("recording.jfr");
    try (Recording recording = new Recording()) {
      recording.start();
      try {
        LocalStream.connect(Names.namespaced()).close();
      } catch (java.net.ConnectException e) {
        recording.stop();
      }
      recording.dump(file);
    }
    assertThat(RecordingFile.readAllEvents(file))
        .noneMatch(event -> event.getEventType().getName().equals("dev.interprocess.Connect"));
  }

  private static RecordedEvent only(List<RecordedEvent> events, String name) {
    List<RecordedEvent> found =
        events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
    assertThat(found).as(name).hasSize(1);
    return found.getFirst();
  }
}
