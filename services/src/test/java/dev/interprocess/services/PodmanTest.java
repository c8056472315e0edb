package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.LocalName;
import dev.interprocess.net.LocalSocketFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Docker's API, as podman offers it. No container is started: in the machines that we have, the
 * control groups are such that none can be ("cgroups in hybrid mode not supported", says crun).
 */
class PodmanTest {
  private static Place place;
  private static Service podman;
  private static OkHttpClient client;

  @BeforeAll
  static void start() throws Exception {
    String program = Programs.require("podman");
    assumeTrue(
        System.getProperty("user.name").equals("root"), "podman for others needs more setup");
    place = Place.make();
    podman =
        Service.start(
            place,
            List.of(
                program,
                "--root=" + place.file("root"),
                "--runroot=" + place.file("runroot"),
                "--storage-driver=vfs",
                "system",
                "service",
                "--time=0",
                "unix://" + socket()));
    podman.await(LocalName.path(socket()));
    client = docker(socket());
  }

  @AfterAll
  static void stop() throws Exception {
    if (podman != null) {
      podman.close();
    }
    if (place != null) {
      place.close();
    }
  }

  private static Path socket() {
    return place.file("podman.sock");
  }

  private static OkHttpClient docker(Path socket) {
    OkHttpClient docker =
        new OkHttpClient.Builder()
            .socketFactory(new LocalSocketFactory(LocalName.path(socket))) // /run/docker.sock
            .readTimeout(Duration.ofMinutes(1))
            .build();
    return docker;
  }

  private static String call(Request request) throws Exception {
    try (Response response = client.newCall(request).execute()) {
      String body = response.body().string();
      assertThat(response.isSuccessful()).as("%s: %s", request, body).isTrue();
      return body;
    }
  }

  private static Request.Builder url(String path) {
    return new Request.Builder().url("http://localhost" + path);
  }

  @Test
  void tellsItsVersion() throws Exception {
    assertThat(call(url("/_ping").build())).isEqualTo("OK");
    assertThat(call(url("/version").build())).contains("\"Name\":\"Podman Engine\"");
  }

  @Test
  void importsAnImageAndMakesAContainer() throws Exception {
    Path file = Files.writeString(place.file("hello"), "hello");
    Path tar = place.file("image.tar");
    place.run(
        "tar",
        "-C",
        place.folder().toString(),
        "-cf",
        tar.toString(),
        file.getFileName().toString());
    RequestBody image =
        RequestBody.create(Files.readAllBytes(tar), MediaType.get("application/x-tar"));
    call(url("/images/create?fromSrc=-&repo=localhost/hello").post(image).build());
    assertThat(call(url("/images/json").build())).contains("localhost/hello:latest");

    RequestBody container =
        RequestBody.create(
            "{\"Image\":\"localhost/hello\",\"Cmd\":[\"/hello\"]}".getBytes(UTF_8),
            MediaType.get("application/json"));
    call(url("/containers/create?name=one").post(container).build());
    assertThat(call(url("/containers/json?all=true").build())).contains("\"/one\"");
    call(url("/containers/one?force=true").delete().build());
    assertThat(call(url("/containers/json?all=true").build())).doesNotContain("\"/one\"");
  }
}
