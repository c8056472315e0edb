package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalSocketFactory;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.BufferedSink;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** nginx on a socket, through OkHttp. */
class OkHttpTest {
  private static Nginx nginx;
  private static OkHttpClient client;

  @BeforeAll
  static void start() throws Exception {
    nginx = Nginx.start();
    client = client(nginx.socket());
  }

  @AfterAll
  static void stop() throws Exception {
    if (nginx != null) {
      nginx.close();
    }
  }

  private static OkHttpClient client(Path socket) {
    OkHttpClient client =
        new OkHttpClient.Builder()
            .socketFactory(new LocalSocketFactory(LocalName.path(socket)))
            .build();
    return client;
  }

  private static Request get(String path) {
    return new Request.Builder().url("http://localhost" + path).build();
  }

  @Test
  void keepsTheConnectionAlive() throws Exception {
    List<String> answers = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      try (Response response = client.newCall(get("/connection")).execute()) {
        answers.add(response.body().string());
      }
    }
    String connection = answers.getFirst().split(" ", -1)[0];
    int first = Integer.parseInt(answers.getFirst().split(" ", -1)[1]);
    assertThat(answers)
        .containsExactly(
            connection + " " + first,
            connection + " " + (first + 1),
            connection + " " + (first + 2));
  }

  @Test
  void getsWhatIsChunked() throws Exception {
    try (Response response = client.newCall(get("/text.txt")).execute()) {
      assertThat(Objects.requireNonNull(response.networkResponse()).header("Transfer-Encoding"))
          .isEqualTo("chunked");
      assertThat(response.body().string()).isEqualTo("interprocess ".repeat(50_000));
    }
  }

  @Test
  void sendsWhatIsChunked() throws Exception {
    RequestBody body =
        new RequestBody() {
          @Override
          public @Nullable MediaType contentType() {
            return MediaType.get("text/plain");
          }

          @Override
          public void writeTo(BufferedSink sink) throws IOException {
            for (int i = 0; i < 300; i++) {
              sink.write("0123456789".repeat(1_000).getBytes(UTF_8));
            }
          }
        };
    Request post = new Request.Builder().url("http://localhost/length").post(body).build();
    try (Response response = client.newCall(post).execute()) {
      assertThat(response.body().string()).isEqualTo("3000000");
    }
  }

  @Test
  void makesAHundredRequestsAtOnce() throws Exception {
    OkHttpClient many = client.newBuilder().build();
    many.dispatcher().setMaxRequests(100);
    many.dispatcher().setMaxRequestsPerHost(100);
    List<CompletableFuture<byte[]>> bodies = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      CompletableFuture<byte[]> body = new CompletableFuture<>();
      bodies.add(body);
      many.newCall(get("/large"))
          .enqueue(
              new Callback() {
                @Override
                public void onFailure(Call call, IOException e) {
                  body.completeExceptionally(e);
                }

                @Override
                public void onResponse(Call call, Response response) throws IOException {
                  body.complete(response.body().bytes());
                }
              });
    }
    for (CompletableFuture<byte[]> body : bodies) {
      assertThat(body.get(30, TimeUnit.SECONDS)).isEqualTo(nginx.large());
    }
  }

  @Test
  void timesOutAndCancels() throws Exception {
    OkHttpClient hasty = client.newBuilder().callTimeout(Duration.ofMillis(300)).build();
    assertThatThrownBy(
            () -> {
              try (Response response = hasty.newCall(get("/slow")).execute()) {
                response.body().string();
              }
            })
        .isInstanceOf(InterruptedIOException.class);
  }
}
