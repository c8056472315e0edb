package dev.interprocess.interleaving;

import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** A thread of a run, of which one at a time goes on. */
final class ModelThread {
  final int number;
  final String name;
  final Thread thread;
  final int[] clock = new int[Clocks.MOST_THREADS];

  /** Whether the scenario is about it, and ends when it has ended. */
  boolean isScenarios;

  boolean started;
  boolean done;

  // What it waits for, if anything, and until when at most.
  @Nullable BooleanSupplier awaited;
  long until = Long.MAX_VALUE;
  String place = "";

  // Whether it is in a call that waits, which a signal ends; one that comes before is lost.
  boolean inCall;
  boolean signalled;

  boolean permit;
  boolean interrupted;
  @Nullable ModelInterruptible inForeignCall;

  private volatile boolean turn;

  ModelThread(Run run, int number, String name, Runnable body) {
    this.number = number;
    this.name = name;
    this.thread =
        Thread.ofVirtual()
            .name(name)
            .unstarted(
                () -> {
                  awaitTurn();
                  run.body(this, body);
                });
  }

  boolean canGoOn() {
    BooleanSupplier seen = awaited;
    return started && !done && (seen == null || seen.getAsBoolean());
  }

  boolean waitsForTheClock() {
    return started && !done && awaited != null && until != Long.MAX_VALUE;
  }

  void giveTurn() {
    turn = true;
    LockSupport.unpark(thread);
  }

  void awaitTurn() {
    while (!turn) {
      LockSupport.park();
    }
    turn = false;
  }

  @Override
  public String toString() {
    String state =
        done ? "ended" : !started ? "not started" : awaited == null ? "goes on" : "waits";
    return name + " " + state + " at " + place + (until < Long.MAX_VALUE ? " until " + until : "");
  }
}
