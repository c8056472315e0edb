package dev.interprocess.services;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.interprocess.LocalName;
import dev.interprocess.LocalStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The keys of an ssh-agent, asked for in its own protocol. */
class SshAgentTest {

  private static List<String> keys(Path socket) throws IOException {
    List<String> comments = new ArrayList<>();
    try (LocalStream agent = LocalStream.connect(LocalName.path(socket))) { // $SSH_AUTH_SOCK
      agent.write(new byte[] {0, 0, 0, 1, 11}); // the length of a message, and: list the keys
      int length = ByteBuffer.wrap(agent.readFully(4)).getInt();
      ByteBuffer answer = ByteBuffer.wrap(agent.readFully(length)).position(1);
      for (int count = answer.getInt(); count > 0; count--) {
        answer.position(answer.getInt() + answer.position()); // the key itself
        byte[] comment = new byte[answer.getInt()];
        answer.get(comment);
        comments.add(new String(comment, UTF_8));
      }
    }
    return comments;
  }

  @Test
  void areListed() throws Exception {
    String agent = Programs.require("ssh-agent");
    try (Place place = Place.make()) {
      Path socket = place.file("agent.sock");
      for (String name : List.of("one", "two")) {
        place.run(
            "ssh-keygen",
            "-q",
            "-t",
            "ed25519",
            "-N",
            "",
            "-C",
            name,
            "-f",
            place.file(name).toString());
      }
      try (Service service = place.start(agent, "-D", "-a", socket.toString())) {
        service.await(LocalName.path(socket));
        assertThat(keys(socket)).isEmpty();
        String add = "SSH_AUTH_SOCK=" + socket;
        place.run(
            "env",
            add,
            "ssh-add",
            "-q",
            place.file("one").toString(),
            place.file("two").toString());
        assertThat(keys(socket)).containsExactlyInAnyOrder("one", "two");
      }
    }
  }
}
