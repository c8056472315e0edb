package dev.interprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.support.OnWindowsToo;
import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The views of java.io: the same bytes, the same owner. */
@OnWindowsToo
class ViewsTest {
  @Test
  void carryLinesOfText() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair();
        PrintStream out =
            new PrintStream(pair.first().outputStream(), true, StandardCharsets.UTF_8);
        BufferedReader in =
            new BufferedReader(
                new InputStreamReader(pair.second().inputStream(), StandardCharsets.UTF_8))) {
      out.println("grüße");
      out.println("zwei");
      assertThat(in.readLine()).isEqualTo("grüße");
      assertThat(in.readLine()).isEqualTo("zwei");
      pair.first().shutdownOutput();
      assertThat(in.readLine()).isNull();
    }
  }

  @Test
  void giveEveryByteValueAndThenTheEnd() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      OutputStream out = pair.first().outputStream();
      for (int b = 0; b < 256; b++) {
        out.write(b);
      }
      InputStream in = pair.second().inputStream();
      assertThat(in.available()).isEqualTo(256);
      for (int b = 0; b < 256; b++) {
        assertThat(in.read()).isEqualTo(b);
      }
      out.close();
      assertThat(in.read()).isEqualTo(-1);
      assertThat(in.read(new byte[0])).isZero();
    }
  }

  @Test
  void closeTheirOwner() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().inputStream().close();
      pair.second().writer().outputStream().close();
      assertThat(pair.first().isOpen()).isFalse();
      assertThat(pair.second().isOpen()).as("only its half").isTrue();
      assertThat(pair.second().writer().isOpen()).isFalse();
    }
  }

  @Test
  void honourTheTimeout() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.first().readTimeout(Duration.ofMillis(1));
      assertThatThrownBy(() -> pair.first().inputStream().read())
          .isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void refuseARangeOutsideTheArray() throws Exception {
    try (SocketPair<LocalStream> pair = LocalStream.pair()) {
      pair.second().write(new byte[10]);
      InputStream in = pair.first().inputStream();
      OutputStream out = pair.first().outputStream();
      assertThatThrownBy(() -> in.read(new byte[3], 2, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThatThrownBy(() -> out.write(new byte[3], -1, 2))
          .isInstanceOf(IndexOutOfBoundsException.class);
      assertThat(pair.first().available()).isEqualTo(10);
    }
  }
}
