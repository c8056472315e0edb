package dev.interprocess.internal.socket;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class SockaddrUnPropertiesTest {
  /** Whatever a kernel writes there, and whatever length it says. */
  @Property
  void decodeTakesEverything(@ForAll @Size(110) byte[] bytes, @ForAll int length) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = SockaddrUn.allocate(arena);
      MemorySegment.copy(bytes, 0, address, JAVA_BYTE, 0, bytes.length);
      for (int said : new int[] {length, Math.floorMod(length, 120)}) {
        byte[] name = SockaddrUn.decode(address, said);
        assertThat(name.length).isLessThanOrEqualTo(108);
        if (name.length > 0) {
          assertThat(name).isEqualTo(Arrays.copyOfRange(bytes, 2, 2 + name.length));
        }
      }
    }
  }

  @Property
  void encodeAndDecodeGiveTheNameBack(@ForAll @Size(min = 1, max = 108) byte[] name) {
    boolean path = name[0] != 0;
    byte[] expected = path ? upToNul(name) : name;
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment encoded = SockaddrUn.encode(arena, expected);
      MemorySegment address = SockaddrUn.allocate(arena);
      MemorySegment.copy(encoded, 0, address, 0, encoded.byteSize());
      assertThat(SockaddrUn.decode(address, (int) encoded.byteSize())).isEqualTo(expected);
    }
  }

  private static byte[] upToNul(byte[] name) {
    int end = 0;
    while (end < name.length && name[end] != 0) {
      end++;
    }
    return Arrays.copyOf(name, end);
  }
}
