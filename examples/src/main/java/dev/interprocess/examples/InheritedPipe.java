package dev.interprocess.examples;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.interprocess.PipeWriter;
import dev.interprocess.process.Inherited;
import java.io.IOException;

/** The same child in Java. */
public final class InheritedPipe {
  private InheritedPipe() {}

  public static void main(String[] arguments) throws IOException {
    try (PipeWriter out = Inherited.writer(3)) {
      out.write("hi".getBytes(UTF_8));
    }
  }
}
