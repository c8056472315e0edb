package dev.interprocess.abicheck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderAssertionsTest {
  @Test
  void everyConstantIsAsserted() {
    assertThat(assertions(Target.X86_64_GNU, Child.class))
        .containsExactlyInAnyOrder(
            "_Static_assert((O_CHILD) == 1, \"O_CHILD\");",
            "_Static_assert((O_PARENT) == 2, \"O_PARENT\");",
            "_Static_assert((uint32_t)(NEGATIVE) == 0xffffffffU, \"NEGATIVE\");",
            "_Static_assert((uint64_t)(NEGATIVE_LONG) == 0xffffffffffffffffU, \"NEGATIVE_LONG\");",
            "_Static_assert(sizeof(struct parent) == 16, \"parent.SIZEOF\");",
            "_Static_assert(offsetof(struct parent, bytes) == 3, \"parent.bytes offset\");",
            "_Static_assert(sizeof(((struct parent *)0)->bytes[0]) == 1, \"parent.bytes width\");",
            "_Static_assert(offsetof(struct parent, wide) == 8, \"parent.wide offset\");",
            "_Static_assert(sizeof(((struct parent *)0)->wide) == 8, \"parent.wide width\");",
            "_Static_assert(sizeof(sample_t) == 4, \"sample_t.SIZEOF\");",
            "_Static_assert(offsetof(sample_t, field) == 0, \"sample_t.field offset\");",
            "_Static_assert(sizeof(((sample_t *)0)->field) == 4, \"sample_t.field width\");",
            "_Static_assert(sizeof(size_t) == 8, \"sizeof(size_t)\");");
  }

  @Test
  void theFieldsThatGlibcWidensAreAssertedToBeWide() {
    assertThat(assertions(Target.X86_64_GNU, Exceptions.class))
        .contains(
            "_Static_assert(sizeof(((struct msghdr *)0)->msg_iovlen) == 8, \"msghdr.msg_iovlen width\");");
    assertThat(assertions(Target.X86_64_MUSL, Exceptions.class))
        .contains(
            "_Static_assert(sizeof(((struct msghdr *)0)->msg_iovlen) == 4, \"msghdr.msg_iovlen width\");");
  }

  @Test
  void aMacroThatMuslLacksIsTakenFromTheKernelOnlyWhileMuslLacksIt() {
    assertThat(HeaderAssertions.of(Target.AARCH64_MUSL, List.of(Exceptions.class)).text())
        .endsWith(
            """
            #ifdef SO_PEERPIDFD
            #error the C library has it: no longer an exception
            #endif
            #include <asm/socket.h>
            _Static_assert((SO_PEERPIDFD) == 77, "SO_PEERPIDFD");
            """);
    assertThat(HeaderAssertions.of(Target.AARCH64_GNU, List.of(Exceptions.class)).text())
        .contains("_Static_assert((SO_PEERPIDFD) == 77")
        .doesNotContain("asm/socket.h");
  }

  @Test
  void aConstantThatIsNoIntegerIsRefused() {
    assertThatThrownBy(() -> assertions(Target.X86_64_GNU, NoInteger.class))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("TEXT");
  }

  private static List<String> assertions(Target target, Class<?> abi) {
    return HeaderAssertions.of(target, List.of(abi))
        .text()
        .lines()
        .filter(line -> line.startsWith("_Static_assert"))
        .toList();
  }

  interface Parent {
    int O_PARENT = 2;

    interface parent {
      int SIZEOF = 16;
      byte bytes = 3;
      long wide = 8;
    }
  }

  interface Child extends Parent {
    int O_CHILD = 1;
    int NEGATIVE = -1;
    long NEGATIVE_LONG = -1;

    interface sample_t {
      int SIZEOF = 4;
      int field = 0;
    }

    interface sizeof {
      int size_t = 8;
    }
  }

  interface Exceptions {
    int SO_PEERPIDFD = 77;

    interface msghdr {
      int msg_iovlen = 24;
    }
  }

  interface NoInteger {
    String TEXT = "";
  }
}
