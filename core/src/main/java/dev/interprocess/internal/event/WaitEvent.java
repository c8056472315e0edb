package dev.interprocess.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A thread, or an operation without one, waited until a pipe or socket could go on. */
@Name("dev.interprocess.Wait")
@Label("Wait")
@Description("A thread, or an operation without one, waited until a pipe or socket could go on.")
@Category("Interprocess")
public final class WaitEvent extends Event {
  @Label("Operation")
  String operation = "";

  @Label("Channel")
  String channel = "";

  @Label("Outcome")
  String outcome = "";

  public void end(String operation, Object channel, Enum<?> outcome) {
    if (shouldCommit()) {
      this.operation = operation;
      this.channel = channel.toString();
      this.outcome = outcome.name();
      commit();
    }
  }
}
