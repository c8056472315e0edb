package dev.interprocess.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A child was started, from the call on until its program was executed. */
@Name("dev.interprocess.Spawn")
@Label("Spawn")
@Description("A child was started, from the call on until its program was executed.")
@Category("Interprocess")
public final class SpawnEvent extends Event {
  @Label("Program")
  String program = "";

  @Label("Process")
  long pid;

  public void end(String program, long pid) {
    if (shouldCommit()) {
      this.program = program;
      this.pid = pid;
      commit();
    }
  }
}
