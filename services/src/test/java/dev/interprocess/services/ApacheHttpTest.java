package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalSocketFactory;
import java.io.ByteArrayInputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.DefaultHttpClientConnectionOperator;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.config.RegistryBuilder;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.InputStreamEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** nginx on a socket, through Apache HttpClient 5. */
class ApacheHttpTest {
  private static Nginx nginx;
  private static CloseableHttpClient client;

  @BeforeAll
  static void start() throws Exception {
    nginx = Nginx.start();
    client = client(nginx.socket());
  }

  @AfterAll
  static void stop() throws Exception {
    if (client != null) {
      client.close();
    }
    if (nginx != null) {
      nginx.close();
    }
  }

  private static CloseableHttpClient client(Path socket) {
    LocalSocketFactory factory = new LocalSocketFactory(LocalName.path(socket));
    PoolingHttpClientConnectionManager connections =
        new PoolingHttpClientConnectionManagerBuilder() {
          @Override
          protected HttpClientConnectionOperator createConnectionOperator(
              SchemePortResolver ports, DnsResolver names, TlsSocketStrategy tls) {
            return new DefaultHttpClientConnectionOperator(
                proxy -> factory.createSocket(),
                ports,
                names,
                RegistryBuilder.<TlsSocketStrategy>create().register("https", tls).build());
          }
        }.setMaxConnPerRoute(100).setMaxConnTotal(100).build();
    return HttpClients.custom().setConnectionManager(connections).build();
  }

  private static byte[] get(String path) throws Exception {
    return client.execute(
        new HttpGet("http://localhost" + path),
        response -> EntityUtils.toByteArray(response.getEntity()));
  }

  @Test
  void keepsTheConnectionAlive() throws Exception {
    List<String> connections = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      connections.add(new String(get("/connection"), UTF_8).split(" ", -1)[0]);
    }
    assertThat(connections).containsOnly(connections.getFirst());
  }

  @Test
  void getsWhatIsChunked() throws Exception {
    String text =
        client.execute(
            new HttpGet("http://localhost/text.txt"),
            response -> {
              assertThat(response.getEntity().isChunked()).isTrue();
              return EntityUtils.toString(response.getEntity());
            });
    assertThat(text).isEqualTo("interprocess ".repeat(50_000));
  }

  @Test
  void sendsWhatIsChunked() throws Exception {
    HttpPost post = new HttpPost("http://localhost/length");
    ByteArrayInputStream body = new ByteArrayInputStream(new byte[3_000_000]);
    post.setEntity(new InputStreamEntity(body, ContentType.APPLICATION_OCTET_STREAM));
    assertThat(client.<String>execute(post, r -> EntityUtils.toString(r.getEntity())))
        .isEqualTo("3000000");
  }

  @Test
  void makesAHundredRequestsAtOnce() throws Exception {
    List<Future<byte[]>> bodies = new ArrayList<>();
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 100; i++) {
        bodies.add(executor.submit(() -> get("/large")));
      }
      for (Future<byte[]> body : bodies) {
        assertThat(body.get(30, TimeUnit.SECONDS)).isEqualTo(nginx.large());
      }
    }
  }
}
