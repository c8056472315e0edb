package dev.interprocess.internal.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** A listener took a client. */
@Name("dev.interprocess.Accept")
@Label("Accept")
@Description("A listener took a client.")
@Category("Interprocess")
public final class AcceptEvent extends Event {
  @Label("Address")
  String address = "";

  @Label("Admitted")
  @Description("False if the access rules of the listener sent the client away")
  boolean admitted;

  public void end(Object address, boolean admitted) {
    if (shouldCommit()) {
      this.address = address.toString();
      this.admitted = admitted;
      commit();
    }
  }
}
