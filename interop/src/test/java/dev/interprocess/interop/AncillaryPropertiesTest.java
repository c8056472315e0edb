package dev.interprocess.interop;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.SocketPair;
import dev.interprocess.unix.Ancillary;
import dev.interprocess.unix.Descriptor;
import dev.interprocess.unix.ReceivedMessage;
import dev.interprocess.unix.UnixCredentials;
import dev.interprocess.unix.UnixSocketOptions;
import dev.interprocess.unix.UnixStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import org.jspecify.annotations.Nullable;

/** Any mix of ancillary data, to and from a program that has the macros of C for it. */
class AncillaryPropertiesTest {
  private static final int MOST = 253;

  /** In place of a number of descriptors. */
  private static final int CREDENTIALS = -1;

  private static final Pattern RIGHTS = Pattern.compile(" rights ([\\d,]+)");

  private static @Nullable AncillaryPeer peer;

  private static synchronized AncillaryPeer peer() throws Exception {
    AncillaryPeer there = peer;
    if (there == null) {
      there = AncillaryPeer.start();
      peer = there;
    }
    return there;
  }

  @AfterContainer
  static void end() {
    if (peer != null) {
      peer.close();
    }
  }

  /** Several items of the same kind included. */
  @Provide
  Arbitrary<List<Integer>> items() {
    return Arbitraries.oneOf(
            Arbitraries.just(CREDENTIALS),
            Arbitraries.integers().between(0, 90),
            Arbitraries.integers().between(0, 3))
        .list()
        .ofMaxSize(6);
  }

  private static int descriptorsIn(List<Integer> items) {
    return items.stream().filter(item -> item > 0).mapToInt(Integer::intValue).sum();
  }

  @Property(tries = 200)
  void whatCEncodesIsDecodedHere(
      @ForAll("items") List<Integer> items,
      @ForAll boolean asked,
      @ForAll @IntRange(max = 300) int limit)
      throws Exception {
    AncillaryPeer c = peer();
    int sent = descriptorsIn(items);
    c.socket().setOption(UnixSocketOptions.SO_PASSCRED, asked);
    c.socket().descriptorLimit(limit);
    String before = c.tell("descriptors");
    String order =
        items.stream()
            .map(item -> item == CREDENTIALS ? "credentials" : "rights" + item)
            .collect(Collectors.joining(" "));
    String answer = c.tell("send " + order);
    if (sent > MOST) {
      assertThat(answer).isEqualTo("EINVAL");
      return;
    }
    assertThat(answer).isEqualTo("sent");
    try (ReceivedMessage message =
        c.socket().receiveMessage(ByteBuffer.allocate(9), Duration.ofSeconds(20))) {
      assertThat(message.length()).isEqualTo(1);
      int kept = Math.min(limit, sent);
      assertThat(message.descriptors()).hasSize(kept);
      assertThat(message.ancillaryTruncated()).isEqualTo(kept < sent);
      int previous = -1;
      for (Descriptor memory : message.descriptors()) {
        int number = AncillaryPeer.number(memory);
        assertThat(previous < 0 || number == previous + 1).isTrue();
        previous = number;
      }
      assertThat(message.credentials().map(UnixCredentials::pid))
          .isEqualTo(asked ? Optional.of(c.process().pid()) : Optional.empty());
    }
    assertThat(c.tell("descriptors")).isEqualTo(before);
  }

  @Property(tries = 200)
  void whatIsEncodedHereCDecodes(
      @ForAll("items") List<Integer> items,
      @ForAll boolean asked,
      @ForAll @IntRange(max = 1200) int room)
      throws Exception {
    AncillaryPeer c = peer();
    assertThat(c.tell("credentials " + (asked ? 1 : 0))).isEqualTo("set");
    String before = c.tell("descriptors");
    List<Ancillary> mix = new ArrayList<>();
    int sent = 0;
    for (int item : items) {
      if (item == CREDENTIALS) {
        UnixCredentials own = ownCredentials();
        if (mix.stream().noneMatch(Ancillary.Credentials.class::isInstance)) {
          mix.add(new Ancillary.Credentials(own.pid(), own.uid(), own.gid()));
        }
      } else if (sent + item <= MOST) {
        mix.add(new Ancillary.Descriptors(c.numbered().subList(sent, sent + item)));
        sent += item;
      }
    }
    c.socket().sendMessage(ByteBuffer.allocate(1), mix.toArray(new Ancillary[0]));
    String answer = c.tell("receive " + room);
    assertThat(answer).startsWith("received");

    List<Integer> numbers = numbersIn(answer);
    assertThat(numbers).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
    // The last item needs no room for its padding.
    int needed = sent == 0 ? (asked ? 28 : 0) : (asked ? 32 : 0) + 16 + 4 * sent;
    assertThat(numbers.size()).isLessThanOrEqualTo(sent);
    if (room >= needed) {
      assertThat(numbers).hasSize(sent);
      assertThat(answer).doesNotContain("truncated").doesNotContain("other");
      assertThat(answer.contains(" credentials " + ProcessHandle.current().pid() + " "))
          .isEqualTo(asked);
    } else {
      assertThat(answer).contains("truncated");
    }
    assertThat(c.tell("descriptors")).isEqualTo(before);
  }

  private static UnixCredentials ownCredentials() throws Exception {
    try (SocketPair<UnixStream> pair = UnixStream.pair()) {
      return pair.first().peer();
    }
  }

  private static List<Integer> numbersIn(String answer) {
    Matcher rights = RIGHTS.matcher(answer);
    return rights.find()
        ? Stream.of(rights.group(1).split(",", -1)).map(Integer::valueOf).toList()
        : List.of();
  }
}
