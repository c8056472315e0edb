package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names of pipes, which need no Windows. */
@OnWindowsToo
class NamedPipeAddressTest {
  @Test
  void hasItsPrefixOrNot() {
    NamedPipeAddress address = NamedPipeAddress.of("com.example");
    assertThat(address.path()).isEqualTo("\\\\.\\pipe\\com.example");
    assertThat(address).hasToString("pipe:com.example");
    assertThat(address).isEqualTo(NamedPipeAddress.of("\\\\.\\pipe\\COM.example"));
    assertThat(address).hasSameHashCodeAs(NamedPipeAddress.of("\\\\.\\PIPE\\com.example"));
    assertThat(NamedPipeAddress.of("LOCAL\\x").path()).isEqualTo("\\\\.\\pipe\\LOCAL\\x");
  }

  @Test
  void mayBeAnotherComputers() {
    NamedPipeAddress address = NamedPipeAddress.of("\\\\other\\pipe\\x");
    assertThat(address.isLocal()).isFalse();
    assertThat(address).hasToString("pipe:\\\\other\\pipe\\x");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "a\0b",
        "\\\\.\\pipe\\",
        "\\\\.\\x",
        "\\\\\\pipe\\x",
        "\\\\a\\b\\pipe\\x",
        "..\\C:\\x.txt",
        "a/../../C:/x.txt",
        "\\\\.\\pipe\\.\\x",
        ".."
      })
  void isRefusedWhereItIsNone(String name) {
    assertThatThrownBy(() -> NamedPipeAddress.of(name))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void has256CharactersAtMost() {
    String prefix = "\\\\.\\pipe\\";
    assertThat(NamedPipeAddress.of("x".repeat(256 - prefix.length())).path()).hasSize(256);
    assertThatThrownBy(() -> NamedPipeAddress.of("x".repeat(257 - prefix.length())))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("257 characters");
  }
}
