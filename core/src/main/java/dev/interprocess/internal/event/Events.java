package dev.interprocess.internal.event;

import jdk.jfr.FlightRecorder;
import org.jspecify.annotations.Nullable;

/**
 * Begins the library's events for Java Flight Recorder, or gives null while no recording runs: the
 * event classes, which would slow down the start of every program, are not even loaded then.
 */
public final class Events {
  // A run-time image need not have Flight Recorder.
  private static final boolean PRESENT = ModuleLayer.boot().findModule("jdk.jfr").isPresent();

  private Events() {}

  public static @Nullable ConnectEvent connect() {
    if (!isRecording()) {
      return null;
    }
    ConnectEvent event = new ConnectEvent();
    event.begin();
    return event;
  }

  public static @Nullable AcceptEvent accept() {
    if (!isRecording()) {
      return null;
    }
    AcceptEvent event = new AcceptEvent();
    event.begin();
    return event;
  }

  public static @Nullable WaitEvent await() {
    if (!isRecording()) {
      return null;
    }
    WaitEvent event = new WaitEvent();
    event.begin();
    return event;
  }

  public static @Nullable SpawnEvent spawn() {
    if (!isRecording()) {
      return null;
    }
    SpawnEvent event = new SpawnEvent();
    event.begin();
    return event;
  }

  /** Whether somebody may want to know of each wait. */
  public static boolean isRecording() {
    return PRESENT && FlightRecorder.isInitialized();
  }
}
