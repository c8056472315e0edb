package dev.interprocess.windows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import dev.interprocess.Access;
import dev.interprocess.LocalListener;
import dev.interprocess.SystemError;
import dev.interprocess.support.OnWindows;
import dev.interprocess.support.Wine;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

/** Who may connect to a named pipe. */
@OnWindows
class SecurityDescriptorTest {
  @Test
  void isReadBackAsItWasSet() throws Exception {
    String sddl = "D:(A;;0x12019b;;;BU)(A;;GA;;;SY)";
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions().access(SecurityDescriptor.ofSddl(sddl)).listen(address)) {
      assertThat(SecurityDescriptor.of(listener).toSddl()).contains(";;;BU)").contains(";;;SY)");
    }
  }

  @Test
  void isOfTheOwnerUnlessAsked() throws Exception {
    try (LocalListener<NamedPipeStream> listener = NamedPipeStream.listen(PipeTests.address())) {
      assertThat(SecurityDescriptor.of(listener).toSddl())
          .contains(";;;SY)")
          .contains(";;;BA)")
          .doesNotContain(";;;WD)")
          .doesNotContain(";;;AN)");
    }
  }

  @Test
  void whatIsAllowedGoesToTheListOfWhoHasAccess() throws Exception {
    SecurityDescriptor audited = SecurityDescriptor.ofSddl("D:(A;;GA;;;SY)S:(ML;;NW;;;LW)");
    assertThat(audited.allow("BU").toSddl())
        .isEqualTo("D:(A;;GA;;;SY)(A;;0x12019b;;;BU)S:(ML;;NW;;;LW)");
    assertThatThrownBy(() -> audited.allow("BU)(A;;GA;;;WD"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("not a security identifier");
  }

  @Test
  void standsForThePortableRules() throws Exception {
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions().access(Access.everyone()).listen(PipeTests.address())) {
      assertThat(SecurityDescriptor.of(listener).toSddl()).contains(";;;WD)");
    }
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions()
            .access(SecurityDescriptor.ownerOnly().allow("S-1-5-32-545"))
            .listen(PipeTests.address())) {
      assertThat(SecurityDescriptor.of(listener).toSddl()).contains(";;;BU)");
    }
    assertThat(SecurityDescriptor.ownerOnly().allowAppPackages().toSddl()).contains("S-1-15-2-1");
  }

  @Test
  void isRefusedWhereItIsNone() {
    assertThatThrownBy(() -> SecurityDescriptor.ofSddl("nonsense"))
        .isInstanceOf(SystemError.class)
        .hasMessageStartingWith("security descriptor nonsense: ");
    assertThatThrownBy(() -> SecurityDescriptor.ownerOnly().allow("nobody"))
        .isInstanceOf(IOException.class);
  }

  @Test
  void thatAllowsNobodyDeniesThisUserToo() throws Exception {
    assumeFalse(Wine.RUNS, "Wine does not check the DACL of a pipe");
    NamedPipeAddress address = PipeTests.address();
    try (LocalListener<NamedPipeStream> listener =
        NamedPipeStream.listenOptions().access(SecurityDescriptor.ofSddl("D:")).listen(address)) {
      assertThatThrownBy(() -> NamedPipeStream.connect(address))
          .isInstanceOf(AccessDeniedException.class);
      assertThat(listener.isOpen()).isTrue();
    }
  }
}
