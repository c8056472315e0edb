package dev.interprocess.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalListener;
import dev.interprocess.contract.ListenerKind.Opened;
import dev.interprocess.support.OnWindowsToo;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.support.Task;
import dev.interprocess.support.ThreadKind;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.Channel;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.params.ParameterizedTest;

/** What every {@link LocalListener} does. */
@OnWindowsToo
class ListenerContractTest {
  @ParameterizedTest
  @Kinds(ListenerKind.class)
  void acceptWaitsForAClientAndEndsByTimeInterruptAndClose(ListenerKind kind) throws Exception {
    for (ThreadKind thread : ThreadKind.values()) {
      try (Opened opened = kind.open()) {
        LocalListener<? extends Channel> listener = opened.listener();
        assertThatThrownBy(() -> listener.accept(Duration.ZERO))
            .isExactlyInstanceOf(SocketTimeoutException.class);
        Task<? extends Channel> interrupted = Task.start(thread, listener::accept).awaitWaiting();
        interrupted.thread().interrupt();
        assertThat(interrupted.failure()).isExactlyInstanceOf(InterruptedIOException.class);
        Task<? extends Channel> accept = Task.start(thread, listener::accept).awaitWaiting();
        try (Channel client = opened.client().connect();
            Channel accepted = accept.get()) {
          assertThat(client.isOpen() && accepted.isOpen()).isTrue();
        }
        Task<? extends Channel> closed = Task.start(thread, listener::accept).awaitWaiting();
        listener.close();
        assertThat(closed.failure()).isExactlyInstanceOf(AsynchronousCloseException.class);
        assertThatThrownBy(listener::accept).isExactlyInstanceOf(ClosedChannelException.class);
      }
    }
  }

  @ParameterizedTest
  @Kinds(ListenerKind.class)
  void servesEachClientAndEndsWithTheLast(ListenerKind kind) throws Exception {
    int before = OpenFiles.count();
    AtomicInteger served = new AtomicInteger();
    try (Opened opened = kind.open()) {
      Task<Void> serving =
          Task.run(() -> opened.listener().serve(client -> served.incrementAndGet()));
      List<Channel> clients = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        clients.add(opened.client().connect());
      }
      while (served.get() < 50) {
        Thread.sleep(1);
      }
      opened.listener().close();
      serving.get();
      for (Channel client : clients) {
        client.close();
      }
    }
    assertThat(OpenFiles.count()).isLessThanOrEqualTo(before);
  }

  @ParameterizedTest
  @Kinds(ListenerKind.class)
  void moreClientsThanTheBacklogHoldsAllGetIn(ListenerKind kind) throws Exception {
    if (!kind.hasBacklog()) {
      return;
    }
    try (Opened opened = kind.open(1)) {
      List<Task<Channel>> clients = new ArrayList<>();
      for (int i = 0; i < 60; i++) {
        clients.add(Task.start(ThreadKind.VIRTUAL, () -> opened.client().connect()));
      }
      for (int i = 0; i < 60; i++) {
        opened.listener().accept(Duration.ofSeconds(20)).close();
      }
      for (Task<Channel> client : clients) {
        client.get().close();
      }
    }
  }

  @ParameterizedTest
  @Kinds(ListenerKind.class)
  void iterationEndsAtClose(ListenerKind kind) throws Exception {
    try (Opened opened = kind.open()) {
      Task<Integer> loop =
          Task.start(
              ThreadKind.VIRTUAL,
              () -> {
                int count = 0;
                for (Channel client : opened.listener().incoming()) {
                  client.close();
                  count++;
                }
                return count;
              });
      for (int i = 0; i < 3; i++) {
        opened.client().connect().close();
      }
      while (!loop.isDone() && loop.thread().getState() != Thread.State.WAITING) {
        Thread.sleep(1);
      }
      Thread.sleep(20);
      opened.listener().close();
      assertThat(loop.get()).isEqualTo(3);
    }
  }
}
