package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ExistingNameTest {
  @TempDir Path folder;

  @AfterEach
  void noLockFileIsLeft() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(Path::toString)).noneMatch(file -> file.endsWith(".lock"));
    }
  }

  private Path path() {
    return folder.resolve("a.sock");
  }

  private LocalName name() {
    return LocalName.path(path());
  }

  private LocalListener<LocalStream> listen(Existing existing) throws IOException {
    return LocalStream.listenOptions().existing(existing).listen(name());
  }

  private void leaveStaleFile() throws IOException {
    LocalStream.listenOptions().removeOnClose(false).listen(name()).close();
    assertThat(path()).exists();
  }

  private void assertServes(LocalListener<LocalStream> listener) throws IOException {
    try (LocalStream client = LocalStream.connect(name())) {
      client.write(new byte[] {9});
      int answer = -1;
      // Who asked whether anybody lives there was a client too, one that left at once.
      while (answer < 0) {
        try (LocalStream accepted = listener.accept(Duration.ofSeconds(10))) {
          answer = accepted.inputStream().read();
        }
      }
      assertThat(answer).isEqualTo(9);
    }
  }

  @Test
  void staleFailsUnlessAskedOtherwise() throws IOException {
    leaveStaleFile();
    assertThatThrownBy(() -> listen(Existing.FAIL)).isInstanceOf(BindException.class);
    assertThat(path()).exists();
  }

  @ParameterizedTest
  @EnumSource(names = {"REPLACE_STALE", "REPLACE"})
  void staleIsReplacedWhenAsked(Existing existing) throws IOException {
    leaveStaleFile();
    try (LocalListener<LocalStream> listener = listen(existing)) {
      assertServes(listener);
    }
    assertThat(path()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource(names = {"FAIL", "REPLACE_STALE"})
  void ofALiveOwnerIsNeverTaken(Existing existing) throws IOException {
    try (LocalListener<LocalStream> owner = listen(Existing.FAIL)) {
      assertThatThrownBy(() -> listen(existing)).isInstanceOf(BindException.class);
      assertServes(owner);
    }
  }

  @Test
  void ofALiveOwnerIsTakenByReplaceAndItsCloseHarmsNobody() throws IOException {
    try (LocalListener<LocalStream> first = listen(Existing.FAIL);
        LocalListener<LocalStream> second = listen(Existing.REPLACE)) {
      assertServes(second);
      first.close();
      assertServes(second);
      assertThat(path()).exists();
    }
    assertThat(path()).doesNotExist();
  }

  @ParameterizedTest
  @EnumSource
  void ofWhatIsNoSocketStays(Existing existing) throws IOException {
    Files.writeString(path(), "precious");
    assertThatThrownBy(() -> listen(existing))
        .isInstanceOf(BindException.class)
        .hasMessageContaining("unix:" + path());
    assertThat(path()).hasContent("precious");
  }

  @ParameterizedTest
  @EnumSource
  void ofALinkStays(Existing existing) throws IOException {
    Path target = Files.writeString(folder.resolve("target"), "precious");
    Files.createSymbolicLink(path(), target);
    assertThatThrownBy(() -> listen(existing)).isInstanceOf(BindException.class);
    assertThat(path()).isSymbolicLink();
    assertThat(target).hasContent("precious");
  }

  @Test
  void ofAFileThatWasPutInThePlaceOfOursStaysAtClose() throws IOException {
    try (LocalListener<LocalStream> listener = listen(Existing.FAIL)) {
      Files.delete(path());
      Files.writeString(path(), "successor");
      listener.close();
    }
    assertThat(path()).hasContent("successor");
  }

  @Test
  void isGoneAfterCloseEvenIfItWasMissingBefore() throws IOException {
    LocalListener<LocalStream> listener = listen(Existing.FAIL);
    Files.delete(path());
    listener.close();
    assertThat(listener.isOpen()).isFalse();
    assertThat(path()).doesNotExist();
  }
}
