package dev.interprocess.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.interprocess.SystemError;
import dev.interprocess.support.TestJvm;
import dev.interprocess.unix.Signal;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import org.junit.jupiter.api.Test;

/** A child that has become another user's can't be signalled, which is told. */
class ChildOfAnotherUserTest {
  /** Root, but without the right to signal the processes of others. */
  private static final String WITHOUT_CAP_KILL = "exec setpriv --bounding-set -kill \"$0\" \"$@\"";

  @Test
  void terminateIsDeniedAndTheChildGoesOn() throws Exception {
    assumeTrue(System.getProperty("user.name").equals("root"), "needs root, to change the user");
    try (TestJvm jvm = TestJvm.start(WITHOUT_CAP_KILL, Denied.class)) {
      assertThat(jvm.hear()).isEqualTo("EPERM, runs");
      assertThat(jvm.hear()).isEqualTo("exit code 4");
    }
  }

  /** Has a child that becomes the user nobody, and tells what came of terminating it. */
  static final class Denied {
    private Denied() {}

    public static void main(String[] arguments) throws Exception {
      String script =
          "import os, sys; os.setresuid(65534, 65534, 65534); print(flush=True);"
              + " sys.stdin.read(); sys.exit(4)";
      try (Child child = Children.python(script).start()) {
        child.output().readFully(1);
        String outcome;
        try {
          outcome = child.terminate(Children.LONG).toString();
        } catch (AccessDeniedException e) {
          outcome = ((SystemError) (IOException) e).name();
        }
        boolean runs = Signal.probe(child.pid());
        System.out.println(outcome + (runs ? ", runs" : ""));
        child.input().close();
        System.out.println(child.waitFor());
      }
    }
  }
}
