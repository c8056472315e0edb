package dev.interprocess.services;

import dev.interprocess.LocalName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;

/** nginx, listening on a socket; with things to ask it for. */
record Nginx(Place place, Service server) implements AutoCloseable {

  static Nginx start() throws IOException, InterruptedException {
    String nginx = Programs.require("nginx");
    Place place = Place.make();
    byte[] large = new byte[1 << 20];
    new Random(1).nextBytes(large);
    Files.write(place.file("large"), large);
    Files.writeString(place.file("text.txt"), "interprocess ".repeat(50_000));
    Files.writeString(
        place.file("conf"), CONFIGURATION.replace("FOLDER", place.folder().toString()));
    Service server =
        place.start(
            nginx,
            "-p",
            place.folder().toString(),
            "-e",
            "stderr",
            "-c",
            place.file("conf").toString());
    server.await(LocalName.path(place.file("nginx.sock")));
    return new Nginx(place, server);
  }

  /** What {@code /large} is. */
  byte[] large() throws IOException {
    return Files.readAllBytes(place.file("large"));
  }

  Path socket() {
    return place.file("nginx.sock");
  }

  @Override
  public void close() throws IOException {
    server.close();
    place.close();
  }

  /**
   * {@code /connection} tells which connection it is and how many requests it has had, {@code
   * /text.txt} comes compressed and so chunked, {@code /length} tells the length of what it was
   * sent, and {@code /slow} sends 100 bytes in a second.
   */
  private static final String CONFIGURATION =
      """
      daemon off;
      master_process off;
      pid FOLDER/pid;
      events { worker_connections 1024; }
      http {
        access_log off;
        client_max_body_size 100m;
        client_body_temp_path FOLDER/body;
        proxy_temp_path FOLDER/proxy;
        fastcgi_temp_path FOLDER/fastcgi;
        uwsgi_temp_path FOLDER/uwsgi;
        scgi_temp_path FOLDER/scgi;
        default_type text/plain;
        gzip on;
        gzip_types text/plain;
        types { text/plain txt; application/octet-stream large; }
        server {
          listen unix:FOLDER/nginx.sock;
          root FOLDER;
          location = /large { default_type application/octet-stream; }
          location = /connection { return 200 "$connection $connection_requests"; }
          location = /length { proxy_pass http://unix:FOLDER/length.sock:/; }
          location = /slow { alias FOLDER/text.txt; gzip off; limit_rate 100; }
        }
        server {
          listen unix:FOLDER/length.sock;
          location / { return 200 $http_content_length; }
        }
      }
      """;
}
