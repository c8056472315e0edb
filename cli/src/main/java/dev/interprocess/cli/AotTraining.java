package dev.interprocess.cli;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * What the launcher runs once after a build, to record in an AOT cache what starting the tool
 * needs: the usual commands, their errors, and one connection.
 */
public final class AotTraining {
  private AotTraining() {}

  public static void main(String[] arguments) throws InterruptedException {
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    String name = "local:ipc-training-" + ProcessHandle.current().pid();
    Exit.prepare();
    Main.run("--version");
    Main.run("connect", "--help");
    Main.run("connect", "unix:/nonexistent/socket");
    Main.run("connect", name);
    Main.run("connect", "nonsense");
    Main.run("relay", "--timeout", "1s", "stdio:", name);
    Main.run("list");
    Main.run("doctor");
    Main.run("run", "true");
    Main.run("signal", "list");
    Main.run("signal", "watch", "--timeout", "0", "RTMIN");
    Thread listener = Thread.ofPlatform().start(() -> Main.run("listen", "--echo", name));
    Main.run("connect", "--retry", "5s", name);
    listener.join();
  }
}
