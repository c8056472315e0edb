package dev.interprocess.abicheck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PlantedMistakeTest {
  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WINDOWS")
  void isNamedAndNothingElseIs(Target target) throws IOException, InterruptedException {
    List<Failure> failures = Ziglang.checkIn(folder).failures(target, List.of(Planted.class));

    assertThat(failures)
        .extracting(Failure::name)
        .containsExactlyInAnyOrder(
            "O_DIRECT",
            "EPOLLET",
            "SO_PEERPIDFD",
            "pollfd.SIZEOF",
            "pollfd.events offset",
            "pollfd.revents width",
            "msghdr.msg_flags width",
            "sizeof(mode_t)");
    assertThat(failures).allSatisfy(failure -> assertThat(failure.target()).isEqualTo(target));
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_ALL, names = ".*_WINDOWS")
  void isNamedOnWindowsToo(Target target) throws IOException, InterruptedException {
    assertThat(Ziglang.checkIn(folder).failures(target, List.of(PlantedOnWindows.class)))
        .extracting(Failure::name)
        .containsExactlyInAnyOrder(
            "GENERIC_READ",
            "OVERLAPPED.SIZEOF",
            "OVERLAPPED.Offset offset",
            "OVERLAPPED.hEvent width");
  }

  @Test
  void isToldWithItsTargetAndTheValueOfTheHeaders() throws IOException, InterruptedException {
    List<Failure> failures =
        Ziglang.checkIn(folder).failures(Target.AARCH64_MUSL, List.of(WrongOffset.class));

    assertThat(failures)
        .singleElement()
        .asString()
        .startsWith("aarch64-linux-musl: pollfd.revents offset: ")
        .contains("6 == 4");
  }

  @ParameterizedTest
  @EnumSource(mode = EnumSource.Mode.MATCH_NONE, names = ".*_WINDOWS")
  void isAlsoWhatNoHeaderHas(Target target) throws IOException, InterruptedException {
    List<Failure> failures = Ziglang.checkIn(folder).failures(target, List.of(Unknown.class));

    assertThat(failures)
        .extracting(Failure::name)
        .containsExactlyInAnyOrder(
            "O_NO_SUCH_FLAG",
            "no_such_struct.SIZEOF",
            "pollfd.no_such_field offset",
            "pollfd.no_such_field width",
            "sizeof(no_such_t)");
  }

  interface Right {
    int O_RDWR = 2;
    int AT_FDCWD = -100;
  }

  interface Planted extends Right {
    int O_DIRECT = 5;
    int EPOLLET = 0x90000000;
    int SO_PEERPIDFD = 78;

    interface pollfd {
      int SIZEOF = 12;
      int fd = 0;
      short events = 5;
      int revents = 6;
    }

    interface msghdr {
      int msg_iovlen = 24;
      long msg_flags = 48;
    }

    interface sizeof {
      int size_t = 8;
      int mode_t = 2;
    }
  }

  interface PlantedOnWindows {
    int GENERIC_READ = 0x40000000;
    int ERROR_PIPE_BUSY = 231;

    interface OVERLAPPED {
      int SIZEOF = 20;
      int Offset = 20;
      int hEvent = 24;
    }
  }

  interface WrongOffset {
    interface pollfd {
      short revents = 4;
    }
  }

  interface Unknown {
    int O_NO_SUCH_FLAG = 1;

    interface no_such_struct {
      int SIZEOF = 1;
    }

    interface pollfd {
      int no_such_field = 0;
    }

    interface sizeof {
      int no_such_t = 4;
    }
  }
}
