package dev.interprocess.services;

import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** MariaDB through its JDBC driver. */
class MariaDbTest {
  private static Place place;
  private static Service server;

  @BeforeAll
  static void start() throws Exception {
    String install = Programs.require("mariadb-install-db");
    String mariadbd = Programs.require("mariadbd");
    place = Place.make();
    String data = "--datadir=" + place.file("data");
    place.run(
        install,
        "--no-defaults",
        data,
        "--auth-root-authentication-method=normal",
        "--skip-test-db");
    String socket = place.file("mysqld.sock").toString();
    server =
        place.start(mariadbd, "--no-defaults", data, "--socket=" + socket, "--skip-networking");
    server.await(LocalName.of(socket));
    System.setProperty("mariadb.socket", socket);
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

  private static Connection connect() throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", "root");
    properties.setProperty("socketFactory", MariaDbSocketFactory.class.getName());
    return DriverManager.getConnection("jdbc:mariadb://localhost/mysql", properties);
  }

  @Test
  void storesAndGivesBackWhatIsLargerThanItsPackets() throws Exception {
    byte[] large = new byte[12 << 20];
    new Random(1).nextBytes(large);
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("SET GLOBAL max_allowed_packet = 64 * 1024 * 1024");
      statement.execute("CREATE DATABASE app");
    }
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE app.large (bytes LONGBLOB)");
      try (PreparedStatement insert =
          connection.prepareStatement("INSERT INTO app.large VALUES (?)")) {
        insert.setBytes(1, large);
        assertThat(insert.executeUpdate()).isEqualTo(1);
      }
      try (ResultSet result = statement.executeQuery("SELECT bytes FROM app.large")) {
        assertThat(result.next()).isTrue();
        assertThat(result.getBytes(1)).isEqualTo(large);
      }
    }
  }

  @Test
  void cancelsAQuery() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement();
        ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<Boolean> sleep = executor.submit(() -> statement.execute("SELECT SLEEP(50)"));
      awaitWorking();
      statement.cancel();
      try {
        sleep.get(20, TimeUnit.SECONDS); // SLEEP may give 1 instead of an error
      } catch (ExecutionException e) {
        assertThat(e).hasMessageContaining("interrupted");
      }
    }
  }

  private static void awaitWorking() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      for (boolean works = false; !works; ) {
        try (ResultSet result =
            statement.executeQuery(
                "SELECT 1 FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP%'")) {
          works = result.next();
        }
      }
    }
  }
}
