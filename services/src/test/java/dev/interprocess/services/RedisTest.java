package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalSocketFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisPubSub;
import redis.clients.jedis.JedisSocketFactory;
import redis.clients.jedis.Pipeline;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;

/**
 * Redis through Jedis. Lettuce, the other well-known client, is built on Netty, which makes its
 * connections from its own kinds of channel and takes no {@code java.net.Socket}.
 */
class RedisTest {
  private static Place place;
  private static Service server;

  @BeforeAll
  static void start() throws Exception {
    String redis = Programs.require("redis-server");
    place = Place.make();
    server =
        place.start(
            redis,
            "--port",
            "0",
            "--unixsocket",
            socket().toString(),
            "--save",
            "",
            "--dir",
            place.folder().toString());
    server.await(LocalName.path(socket()));
  }

  @AfterAll
  static void stop() throws Exception {
    if (server != null) {
      server.close();
    }
    if (place != null) {
      place.close();
    }
  }

  private static Path socket() {
    return place.file("redis.sock");
  }

  private static Jedis connect() {
    Path socket = socket();

    LocalSocketFactory factory = new LocalSocketFactory(LocalName.path(socket));
    JedisSocketFactory sockets =
        () -> {
          try {
            return factory.createSocket("localhost", 0);
          } catch (IOException e) {
            throw new JedisConnectionException(e);
          }
        };
    return new Jedis(sockets);
  }

  @Test
  void setsAndGets() {
    try (Jedis jedis = connect()) {
      byte[] large = new byte[8 << 20];
      large[12345] = 7;
      assertThat(jedis.set("large".getBytes(UTF_8), large)).isEqualTo("OK");
      assertThat(jedis.get("large".getBytes(UTF_8))).isEqualTo(large);
    }
  }

  @Test
  void pipelines() {
    try (Jedis jedis = connect()) {
      Pipeline pipeline = jedis.pipelined();
      List<Response<Long>> answers =
          IntStream.range(0, 50_000).mapToObj(i -> pipeline.incr("n")).toList();
      pipeline.sync();
      assertThat(answers.getLast().get()).isEqualTo(50_000);
    }
  }

  @Test
  void hearsWhatIsPublished() throws Exception {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    JedisPubSub subscriber =
        new JedisPubSub() {
          @Override
          public void onSubscribe(String channel, int count) {
            heard.add("subscribed");
          }

          @Override
          public void onMessage(String channel, String message) {
            heard.add(message);
          }
        };
    try (Jedis listening = connect();
        Jedis jedis = connect()) {
      Thread thread = Thread.startVirtualThread(() -> listening.subscribe(subscriber, "news"));
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("subscribed");
      jedis.publish("news", "hello");
      assertThat(heard.poll(20, TimeUnit.SECONDS)).isEqualTo("hello");
      subscriber.unsubscribe();
      thread.join();
    }
  }
}
