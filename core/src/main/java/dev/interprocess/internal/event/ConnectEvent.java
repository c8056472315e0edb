package dev.interprocess.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A connection was made, from the first try on. */
@Name("dev.interprocess.Connect")
@Label("Connect")
@Description("A connection was made, from the first try on.")
@Category("Interprocess")
public final class ConnectEvent extends Event {
  @Label("Address")
  String address = "";

  public void end(Object address) {
    if (shouldCommit()) {
      this.address = address.toString();
      commit();
    }
  }
}
