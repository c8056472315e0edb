package dev.interprocess.internal.descriptor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** Freed once, by whoever comes last, and whatever happens. */
class OpenResourceTest {
  private static class Resource extends OpenResource {
    int freed;

    @Override
    protected void endUse() {}

    @Override
    protected void free() {
      freed++;
    }
  }

  @Test
  void theLastUserFreesIt() {
    Resource resource = new Resource();
    assertThat(resource.acquire()).isTrue();
    assertThat(resource.close()).isTrue();
    assertThat(resource.close()).isFalse();
    assertThat(resource.acquire()).isFalse();
    assertThat(resource.freed).isZero();
    assertThat(resource.isFreed()).isFalse();
    resource.release();
    assertThat(resource.freed).isOne();
    assertThat(resource.isFreed()).isTrue();
    assertThat(resource.close()).isFalse();
    assertThat(resource.freed).isOne();
  }

  @Test
  void aFailureToWakeOthersKeepsNothingOpen() {
    Resource resource =
        new Resource() {
          @Override
          protected void endUse() {
            throw new OutOfMemoryError("of the test");
          }
        };
    assertThatThrownBy(resource::close).isInstanceOf(OutOfMemoryError.class);
    assertThat(resource.freed).isOne();
  }
}
