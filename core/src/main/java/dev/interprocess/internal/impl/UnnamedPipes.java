package dev.interprocess.internal.impl;

import dev.interprocess.PipeReader;
import dev.interprocess.PipeWriter;
import dev.interprocess.internal.libc.Target;
import java.io.IOException;

/** What unnamed pipes are on this system. */
public interface UnnamedPipes {
  UnnamedPipes HERE = Target.CURRENT.isWindows() ? new HandlePipes() : new DescriptorPipes();

  /** The two ends of one pipe. */
  record Ends(PipeReader reader, PipeWriter writer) {}

  /** Of the usual capacity. */
  Ends bytes() throws IOException;

  /** Of at least that capacity, which is positive. */
  Ends bytes(int capacity) throws IOException;

  Ends packets() throws IOException;
}
