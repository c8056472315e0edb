package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.support.Names;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.nio.file.Path;
import java.util.List;
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
