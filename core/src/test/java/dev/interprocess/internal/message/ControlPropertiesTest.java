package dev.interprocess.internal.message;

import static dev.interprocess.internal.abi.Linux.SCM_CREDENTIALS;
import static dev.interprocess.internal.abi.Linux.SCM_PIDFD;
import static dev.interprocess.internal.abi.Linux.SCM_RIGHTS;
import static dev.interprocess.internal.abi.Linux.SCM_SECURITY;
import static dev.interprocess.internal.abi.Linux.SOL_SOCKET;
import static dev.interprocess.internal.abi.Linux.SO_TIMESTAMPNS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.UnnamedPipe;
import dev.interprocess.internal.abi.Linux.cmsghdr;
import dev.interprocess.internal.descriptor.OpenFile;
import dev.interprocess.support.OpenFiles;
import dev.interprocess.unix.Descriptor;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Ancillary data as the kernel could deliver it, whole, cut off, and as it never would. */
class ControlPropertiesTest {
  /** No process has descriptors of such numbers, so closing them does nothing. */
  private static final int NOBODYS = 1 << 30;

  /** The least of a nanosecond's {@code Instant} that is certain to be one. */
  private static final long SECONDS = 1L << 40;

  /** One item as the kernel writes it: its length is told by the header, the rest is padding. */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Item(int level, int type, byte[] data) {
    int descriptors() {
      if (level != SOL_SOCKET) {
        return 0;
      }
      return switch (type) {
        case SCM_RIGHTS -> data.length / Integer.BYTES;
        case SCM_PIDFD -> data.length >= Integer.BYTES ? 1 : 0;
        default -> 0;
      };
    }
  }

  @Property
  void whatIsWrittenIsReadAgain(
      @ForAll @IntRange(max = Outgoing.MOST_DESCRIPTORS) int count,
      @ForAll boolean withCredentials,
      @ForAll @IntRange(min = 0) int pid,
      @ForAll int uid,
      @ForAll int gid) {
    Credentials credentials =
        withCredentials
            ? new Credentials(pid, Integer.toUnsignedLong(uid), Integer.toUnsignedLong(gid))
            : null;
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      numbers.add(NOBODYS + i);
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = arena.allocate(MessageBlock.WHOLE_CONTROL, 8).fill((byte) 0x55);
      int size = ControlWriter.write(new Outgoing(numbers, credentials), buffer);
      Incoming.Ancillary read =
          ControlReader.read(buffer.asSlice(0, size), "test", Outgoing.MOST_DESCRIPTORS, false);
      assertThat(numbersOf(read)).isEqualTo(numbers);
      assertThat(read.credentials()).isEqualTo(credentials);
      assertThat(read.pidfd()).isNull();
      assertThat(read.truncated()).isFalse();
      read.close();
    }
  }

  @Property
  void anyMixIsReadWhole(
      @ForAll("items") @Size(max = 12) List<Item> items, @ForAll @IntRange(max = 300) int most) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = laidOut(items, arena);
      Incoming.Ancillary read = ControlReader.read(buffer, "test", most, false);
      List<Integer> sent = new ArrayList<>();
      for (Item item : items) {
        if (item.level == SOL_SOCKET && item.type == SCM_RIGHTS) {
          MemorySegment data = MemorySegment.ofArray(item.data);
          for (int i = 0; i < item.descriptors(); i++) {
            sent.add(data.get(JAVA_INT.withByteAlignment(1), i * 4L));
          }
        }
      }
      assertThat(numbersOf(read)).isEqualTo(sent.subList(0, Math.min(most, sent.size())));
      assertThat(read.truncated()).isEqualTo(sent.size() > most);
      read.close();
    }
  }

  /** The kernel cuts an item to what there is room for, and its header says how much that is. */
  @Property
  void whatWasCutOffIsReadUpToThere(
      @ForAll("items") @Size(max = 6) List<Item> items, @ForAll @IntRange(max = 400) int room) {
    List<Item> fitting = new ArrayList<>();
    int left = room;
    for (Item item : items) {
      int most = left - cmsghdr.SIZEOF;
      if (most >= 0) {
        int length = Math.min(most, item.data.length);
        fitting.add(new Item(item.level, item.type, Arrays.copyOf(item.data, length)));
        left -= Math.min(left, ControlWriter.space(length));
      }
    }
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment buffer = laidOut(fitting, arena);
      long size = Math.min(room, buffer.byteSize());
      Incoming.Ancillary read =
          ControlReader.read(buffer.asSlice(0, size), "test", Integer.MAX_VALUE, true);
      int rights =
          fitting.stream().filter(i -> i.type == SCM_RIGHTS).mapToInt(Item::descriptors).sum();
      assertThat(read.descriptors()).hasSize(rights);
      assertThat(read.pidfd() != null)
          .isEqualTo(fitting.stream().anyMatch(i -> i.type == SCM_PIDFD && i.descriptors() > 0));
      assertThat(read.truncated()).isTrue();
      read.close();
    }
  }

  @Example
  void aSecondPidfdIsNotOverlooked() throws Exception {
    try (UnnamedPipe pipe = UnnamedPipe.create();
        Descriptor end = Descriptor.duplicateOf(pipe.reader());
        Arena arena = Arena.ofConfined()) {
      int before = OpenFiles.count();
      List<Item> two = new ArrayList<>();
      for (int i = 0; i < 2; i++) {
        two.add(new Item(SOL_SOCKET, SCM_PIDFD, bytesOf(OpenFile.duplicate(end.number()))));
      }
      ControlReader.read(laidOut(two, arena), "test", 0, false).close();
      assertThat(OpenFiles.count()).isEqualTo(before);
    }
  }

  /** Whatever the lengths say, nothing outside is read and nothing hangs. */
  @Property
  void garbageIsTakenAsFarAsItGoes(
      @ForAll("items") @Size(min = 1, max = 6) List<Item> items,
      @ForAll @IntRange(max = 5) int which,
      @ForAll int length,
      @ForAll @IntRange(max = 500) int cut) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment whole = laidOut(items, arena);
      long offset = 0;
      for (int i = 0; i < which % items.size(); i++) {
        offset += ControlWriter.space(items.get(i).data.length);
      }
      for (int said : new int[] {length, Math.floorMod(length, 200)}) {
        Item changed = items.get(which % items.size());
        int space = ControlWriter.space(changed.data.length);
        // An item of descriptors that reaches over others would close what has their numbers.
        boolean reachesOver = changed.type == SCM_RIGHTS && said > space;
        whole.set(JAVA_INT, offset + cmsghdr.cmsg_len, reachesOver ? space : said);
        // Ends where the memory ends, so that a byte too far would be an exception.
        MemorySegment exact = arena.allocate(Math.min(cut, whole.byteSize()), 8);
        exact.copyFrom(whole.asSlice(0, exact.byteSize()));
        Incoming.Ancillary read = ControlReader.read(exact, "test", Integer.MAX_VALUE, false);
        assertThat(read.descriptors().size() * 4L).isLessThanOrEqualTo(exact.byteSize());
        read.close();
      }
    }
  }

  private static List<Integer> numbersOf(Incoming.Ancillary read) {
    return read.descriptors().stream()
        .map(
            owned -> {
              try {
                int number = owned.acquire();
                owned.release();
                return number;
              } catch (ClosedChannelException e) {
                throw new AssertionError(e);
              }
            })
        .toList();
  }

  private static MemorySegment laidOut(List<Item> items, Arena arena) {
    int size = items.stream().mapToInt(item -> ControlWriter.space(item.data.length)).sum();
    MemorySegment buffer = arena.allocate(size, 8).fill((byte) 0x55);
    long offset = 0;
    for (Item item : items) {
      buffer.set(JAVA_LONG, offset + cmsghdr.cmsg_len, cmsghdr.SIZEOF + item.data.length);
      buffer.set(JAVA_INT, offset + cmsghdr.cmsg_level, item.level);
      buffer.set(JAVA_INT, offset + cmsghdr.cmsg_type, item.type);
      MemorySegment.copy(
          item.data, 0, buffer, JAVA_BYTE, offset + cmsghdr.SIZEOF, item.data.length);
      offset += ControlWriter.space(item.data.length);
    }
    return buffer;
  }

  @Provide
  Arbitrary<List<Item>> items() {
    return Arbitraries.oneOf(
            rights(), bytes(SCM_CREDENTIALS), pidfd(), bytes(SCM_SECURITY), timestamp(), unknown())
        .list();
  }

  private static Arbitrary<Item> rights() {
    return Arbitraries.integers()
        .between(NOBODYS, Integer.MAX_VALUE)
        .array(int[].class)
        .ofMaxSize(60)
        .map(numbers -> new Item(SOL_SOCKET, SCM_RIGHTS, bytesOf(numbers)));
  }

  private static Arbitrary<Item> pidfd() {
    return Arbitraries.integers()
        .between(NOBODYS, Integer.MAX_VALUE)
        .map(number -> new Item(SOL_SOCKET, SCM_PIDFD, bytesOf(number)));
  }

  private static Arbitrary<Item> timestamp() {
    return Arbitraries.longs()
        .between(-SECONDS, SECONDS)
        .map(
            seconds -> {
              byte[] data = new byte[16];
              MemorySegment.ofArray(data).set(JAVA_LONG.withByteAlignment(1), 0, seconds);
              return new Item(SOL_SOCKET, SO_TIMESTAMPNS, data);
            });
  }

  private static Arbitrary<Item> bytes(int type) {
    return text().map(data -> new Item(SOL_SOCKET, type, data));
  }

  /** Taken for a header, it is one of an unknown level. */
  private static Arbitrary<byte[]> text() {
    return Arbitraries.bytes().between((byte) 'A', (byte) 'z').array(byte[].class).ofMaxSize(60);
  }

  /** Of a type or level that is not known: descriptors are never in these. */
  private static Arbitrary<Item> unknown() {
    return Combinators.combine(
            Arbitraries.of(SOL_SOCKET, 0, 41, -1),
            Arbitraries.integers().between(100, Integer.MAX_VALUE),
            text())
        .as(Item::new);
  }

  private static byte[] bytesOf(int... numbers) {
    byte[] data = new byte[numbers.length * Integer.BYTES];
    for (int i = 0; i < numbers.length; i++) {
      MemorySegment.ofArray(data).set(JAVA_INT.withByteAlignment(1), i * 4L, numbers[i]);
    }
    return data;
  }
}
