package dev.interprocess.interop.rival;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.interop.Project;
import java.nio.file.Files;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The acceptance tests of junixsocket, on our sockets and on its own in the same run. What ours do
 * not pass is listed here with the reason; anything else is a failure of ours.
 */
class RivalAcceptanceTest {
  private static final String INTERRUPT =
      "an interrupt ends the wait with InterruptedIOException and leaves the socket open, here as"
          + " in all of this library: nothing is lost";
  private static final String HOST =
      "a host and port are taken for the factory's name, which is what drivers need";

  /** By test: why it fails, and is right to. */
  private static final Map<String, String> REASONS =
      Map.of(
          "InterruptIssue158Test.testClientInterruption[2]", INTERRUPT,
          "InterruptIssue158Test.testClientInterruptionWithDelay[2]", INTERRUPT,
          "InterruptIssue158Test.testServerInterruption[1]", INTERRUPT,
          "InterruptIssue158Test.testServerInterruptionWithDelay[1]", INTERRUPT,
          "InterruptTest.testInterruptSocketVirtualThread", INTERRUPT,
          "ServerSocketTest.testBindBadArguments", HOST,
          "SocketTest.testBindBadArguments", HOST,
          "SocketTest.testConnectBadArguments", HOST,
          "StandardSocketOptionsTest.testUnconnectedServerSocketOptions",
              "it wants options on a server socket that the JDK's does not have either");

  /** Tests of something else than sockets and server sockets of java.net; not counted. */
  private static final Pattern ELSEWHERE =
      Pattern.compile(
          ".*\\.testCloseable" // a method of its own types
              // Aborts in its second thread at options that it does not know (IP_TOS): by chance a
              // pass.
              + "|StandardSocketOptionsTest\\.testSocketOptions"
              + "|ThroughputTest\\.test(Datagram|SocketChannel).*" // datagrams, channels
              + "|InterruptTest\\.testInterruptSocketChannel.*"
              + "|InterruptIssue158Test\\.testClient.*\\[[456]]" // channels
              + "|InterruptIssue158Test\\.testServer.*\\[2]");

  @Test
  @Timeout(value = 3, unit = TimeUnit.MINUTES)
  void ourSocketsPassAllButWhatIsListedWithAReason() throws Exception {
    Map<String, String> ours = counted(OurTests.ALL);
    Map<String, String> theirs =
        counted(OurTests.ALL.stream().<Class<?>>map(RivalAcceptanceTest::theirOwn).toList());
    theirs.keySet().retainAll(ours.keySet()); // without those of its own types

    assertThat(failures(ours)).as("of %s", ours).isEqualTo(new TreeSet<>(REASONS.keySet()));
    assertThat(Files.readString(Project.root().resolve("GUIDE.md")))
        .contains(
            "ours pass %d of %d, its own %d"
                .formatted(
                    ours.size() - REASONS.size(),
                    ours.size(),
                    theirs.size() - failures(theirs).size()));
  }

  private static Map<String, String> counted(List<Class<?>> tests) {
    Map<String, String> outcomes = new LinkedHashMap<>(Outcomes.of(tests).byTest());
    outcomes.keySet().removeIf(ELSEWHERE.asMatchPredicate());
    return outcomes;
  }

  private static Set<String> failures(Map<String, String> outcomes) {
    return outcomes.entrySet().stream()
        .filter(outcome -> !outcome.getValue().equals(Outcomes.PASSED))
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Class<?> theirOwn(Class<?> ours) {
    try {
      return Class.forName("org.newsclub.net.unix.domain." + ours.getSimpleName());
    } catch (ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }
}
