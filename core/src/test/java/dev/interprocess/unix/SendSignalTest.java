package dev.interprocess.unix;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.SystemError;
import dev.interprocess.support.TestJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signals that are sent, as Python receives them. */
class SendSignalTest {
  // Blocks them, so that each waits to be looked at with its origin.
  private static final String RECEIVER =
      """
      import os, signal, sys
      all = {signal.SIGUSR1, signal.SIGRTMIN + 3, signal.SIGTERM}
      signal.pthread_sigmask(signal.SIG_BLOCK, all)
      print(os.getpid(), os.getpgid(0), flush=True)
      while True:
          s = signal.sigwaitinfo(all)
          print(s.si_signo, s.si_code, s.si_pid, s.si_uid, flush=True)
      """;
  private static final long PID = ProcessHandle.current().pid();
  private static final int SI_USER = 0;
  private static final int SI_QUEUE = -1;

  private Process receiver;
  private BufferedReader heard;

  @BeforeEach
  void start() throws IOException {
    receiver = new ProcessBuilder("setsid", "/usr/bin/python3", "-u", "-c", RECEIVER).start();
    heard = receiver.inputReader(UTF_8);
    assertThat(heard.readLine()).isEqualTo(receiver.pid() + " " + receiver.pid());
  }

  @AfterEach
  void end() {
    receiver.destroyForcibly();
  }

  private void assertHeard(Signal signal, int code) throws IOException {
    assertThat(heard.readLine()).startsWith(signal.number() + " " + code + " " + PID + " ");
  }

  @Test
  void reachTheProcessByNumberHandleDescriptorAndThread() throws Exception {
    Signal.USR1.send(receiver.pid());
    assertHeard(Signal.USR1, SI_USER);
    Signal.of("RTMIN+3").send(receiver.pid(), 77);
    assertHeard(Signal.of("RTMIN+3"), SI_QUEUE);
    Signal.TERM.send(receiver.toHandle());
    assertHeard(Signal.TERM, SI_USER);
    try (PidFd process = PidFd.open(receiver.pid())) {
      Signal.USR1.send(process);
      assertHeard(Signal.USR1, SI_USER);
      Signal.USR1.send(process, -5);
      assertHeard(Signal.USR1, SI_QUEUE);
    }
    Signal.USR1.sendToThread(receiver.pid(), receiver.pid());
    // SI_TKILL, or SI_USER where the kernel makes no difference.
    assertThat(heard.readLine()).matches(Signal.USR1.number() + " (-6|0) " + PID + " .*");
    Signal.USR1.sendToGroup(receiver.pid());
    assertHeard(Signal.USR1, SI_USER);
  }

  @Test
  void whoHasEndedIsToldByAnExceptionOfItsOwn() throws Exception {
    long pid = receiver.pid();
    try (PidFd process = PidFd.open(pid)) {
      assertThat(Signal.probe(pid)).isTrue();
      receiver.destroyForcibly().waitFor();
      assertThat(Signal.probe(pid)).isFalse();
      assertThatThrownBy(() -> Signal.TERM.send(pid))
          .isInstanceOf(NoSuchProcessException.class)
          .isInstanceOf(SystemError.class)
          .hasMessage("send signal TERM to process " + pid + ": No such process (ESRCH)");
      assertThatThrownBy(() -> Signal.TERM.send(pid, 1)).isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(() -> Signal.TERM.send(process))
          .isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(() -> Signal.TERM.send(receiver.toHandle()))
          .isInstanceOf(NoSuchProcessException.class);
      assertThatThrownBy(() -> Signal.TERM.sendToGroup(pid))
          .isInstanceOf(NoSuchProcessException.class);
      process.close();
      assertThatThrownBy(() -> Signal.TERM.send(process))
          .isInstanceOf(ClosedChannelException.class);
    }
  }

  @Test
  void aThreadIsNoProcessAndOfAnotherProcessItIsNotFound() throws Exception {
    try (Stream<Path> threads = Files.list(Path.of("/proc/self/task"))) {
      long thread =
          threads
              .mapToLong(path -> Long.parseLong(path.getFileName().toString()))
              .filter(tid -> tid != PID)
              .findAny()
              .orElseThrow();
      assertThat(Signal.probe(thread)).isFalse();
      assertThat(Signal.probe(PID)).isTrue();
      assertThatThrownBy(() -> Signal.USR1.sendToThread(receiver.pid(), thread))
          .isInstanceOf(NoSuchProcessException.class);
    }
  }

  @Test
  void numbersThatMeanGroupsOrEveryoneAreRefused() {
    for (long number : new long[] {0, -1, -42, 1L << 32}) {
      assertThatThrownBy(() -> Signal.TERM.send(number))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("not the number of a process: " + number);
      assertThatThrownBy(() -> Signal.TERM.send(number, 1))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Signal.TERM.sendToGroup(number))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Signal.TERM.sendToThread(PID, number))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> Signal.probe(number)).isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> Signal.TERM.sendToGroup(1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void thoseOfTheCLibraryAreRefused() {
    for (int number : List.of(32, 33)) {
      assertThatThrownBy(() -> Signal.of(number).send(PID))
          .isInstanceOf(UnsupportedOperationException.class)
          .hasMessage("signal " + number + ": the C library's own");
    }
  }

  /** Sends to a process of root; run as nobody. */
  static final class Stranger {
    public static void main(String[] arguments) throws IOException {
      try {
        Signal.TERM.send(Long.parseLong(arguments[0]));
      } catch (AccessDeniedException e) {
        System.out.println(e.getMessage());
      }
      System.out.println(Signal.probe(Long.parseLong(arguments[0])));
    }
  }

  @Test
  void anotherUsersProcessIsNotThereToBeSignalledButThere() throws Exception {
    assumeTrue(Files.isWritable(Path.of("/proc/1/oom_score_adj")), "root");
    try (TestJvm nobody =
        TestJvm.start(
            "exec setpriv --reuid=65534 --regid=65534 --clear-groups \"$0\" \"$@\"",
            Stranger.class,
            Long.toString(PID))) {
      assertThat(nobody.hear())
          .isEqualTo("send signal TERM to process " + PID + ": Operation not permitted (EPERM)");
      assertThat(nobody.hear()).isEqualTo("true");
    }
  }
}
