package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.interprocess.LocalName;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Properties;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.copy.CopyManager;

/** PostgreSQL through its JDBC driver. */
class PostgresTest {
  private static Place place;
  private static Service server;

  @BeforeAll
  static void start() throws Exception {
    String initdb = Programs.require("initdb");
    String postgres = Programs.require("postgres");
    place = Place.make();
    String data = place.file("data").toString();
    place.run(initdb, "-D", data, "-A", "trust", "-U", "app", "--no-sync", "--no-instructions");
    server =
        place.start(
            postgres, "-D", data, "-k", place.folder().toString(), "-h", "", "-c", "fsync=off");
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
    return place.file(".s.PGSQL.5432");
  }

  private static Connection connect() throws SQLException {
    Path socket = socket();

    Properties properties = new Properties();
    properties.setProperty("user", "app");
    properties.setProperty("socketFactory", "dev.interprocess.net.LocalSocketFactory");
    properties.setProperty("socketFactoryArg", socket.toString()); // /run/postgresql/.s.PGSQL.5432
    return DriverManager.getConnection("jdbc:postgresql://localhost/postgres", properties);
  }

  @Test
  void copiesAMillionRowsInAndOut() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 1_000_000; i++) {
      text.append(i).append("\trow ").append(i).append('\n');
    }
    byte[] rows = text.toString().getBytes(UTF_8);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE million (number integer, text text)");
      CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
      assertThat(copy.copyIn("COPY million FROM STDIN", new ByteArrayInputStream(rows)))
          .isEqualTo(1_000_000);
      ByteArrayOutputStream output = new ByteArrayOutputStream();
      assertThat(copy.copyOut("COPY million TO STDOUT", output)).isEqualTo(1_000_000);
      assertThat(Arrays.equals(output.toByteArray(), rows)).as("the same rows").isTrue();
    }
  }

  @Test
  void cancelsAQuery() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> sleep = executor.submit(() -> statement.execute("SELECT pg_sleep(50)"));
      awaitSleeping();
      statement.cancel(); // over a connection of its own, by the same factory
      assertThatThrownBy(() -> sleep.get(20, TimeUnit.SECONDS))
          .hasMessageContaining("canceling statement due to user request");
      assertThat(statement.execute("SELECT 1")).isTrue();
    }
  }

  private static void awaitSleeping() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (boolean sleeps = false; !sleeps; ) {
        try (ResultSet result =
            statement.executeQuery("SELECT 1 FROM pg_stat_activity WHERE wait_event = 'PgSleep'")) {
          sleeps = result.next();
        }
      }
    }
  }

  @Test
  void hearsOfANotification() throws Exception {
    try (Connection listens = connect();
        Connection notifies = connect();
        Statement listen = listens.createStatement();
        Statement notify = notifies.createStatement()) {
      listen.execute("LISTEN news");
      PGConnection listener = listens.unwrap(PGConnection.class);
      assertThat(listener.getNotifications(50)).as("a timeout of the socket").isNullOrEmpty();
      notify.execute("NOTIFY news, 'hello'");
      PGNotification[] notifications = listener.getNotifications(20_000);
      assertThat(notifications)
          .singleElement()
          .extracting(n -> n.getParameter())
          .isEqualTo("hello");
    }
  }
}
