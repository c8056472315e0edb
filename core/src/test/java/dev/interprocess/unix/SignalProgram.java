package dev.interprocess.unix;

import dev.interprocess.Platform;
import dev.interprocess.SignalReceiver;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.time.Duration;
import java.util.Arrays;

/**
 * A JVM of its own, for what ends a JVM or changes it for good: one word each, and then what for.
 */
final class SignalProgram {
  private static final int PR_SET_MDWE = 65;
  private static final int PR_MDWE_REFUSE_EXEC_GAIN = 1;

  private SignalProgram() {}

  public static void main(String[] arguments) throws Throwable {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("hook")));
    Signal[] signals = Arrays.stream(arguments).skip(1).map(Signal::of).toArray(Signal[]::new);
    switch (arguments[0]) {
      case "watch" -> watch(Signal.Disposition.CONSUME, signals);
      case "chain" -> watch(Signal.Disposition.CHAIN, signals);
      case "default" -> watch(Signal.Disposition.DEFAULT, signals);
      case "close" -> {
        Signal.watch(signals).close();
        waitToBeEnded();
      }
      case "raise" -> {
        signals[0].raiseDefault();
        System.out.println("lives");
        System.out.flush();
        Runtime.getRuntime().halt(0);
      }
      case "leave" -> Signal.watch(signals).onEach(signal -> {}); // and the JVM can end
      case "ignored" -> {
        System.out.println(signals[0].isIgnored() + " " + signals[0].usedByJvm());
        Runtime.getRuntime().halt(0);
      }
      case "no-code" -> withoutCodeInMemory();
      default -> throw new IllegalArgumentException(arguments[0]);
    }
  }

  private static void watch(Signal.Disposition disposition, Signal... signals) throws Exception {
    try (SignalReceiver<ReceivedSignal> receiver = Signal.watch(disposition, signals)) {
      System.out.println("ready");
      for (ReceivedSignal signal : receiver.incoming()) {
        System.out.println("received " + signal.signal());
      }
    }
  }

  private static void waitToBeEnded() throws InterruptedException {
    System.out.println("ready");
    Thread.sleep(Duration.ofMinutes(1));
  }

  /** As on a system that lets no program write code: all of the JVM's own was made before. */
  @SuppressWarnings("restricted") // prctl is no function of the library
  private static void withoutCodeInMemory() throws Throwable {
    Linker linker = Linker.nativeLinker();
    int result =
        (int)
            linker
                .downcallHandle(
                    linker.defaultLookup().findOrThrow("prctl"),
                    FunctionDescriptor.of(
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_INT,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG,
                        ValueLayout.JAVA_LONG),
                    Linker.Option.firstVariadicArg(1))
                .invokeExact(PR_SET_MDWE, (long) PR_MDWE_REFUSE_EXEC_GAIN, 0L, 0L, 0L);
    System.out.println("refused " + result);
    System.out.println("origin " + Platform.supports(Platform.Feature.SIGNAL_ORIGIN));
    try {
      Signal.watch(Signal.realTime(0));
    } catch (UnsupportedOperationException e) {
      System.out.println("no real-time signals");
    }
    watch(Signal.Disposition.CONSUME, Signal.USR1, Signal.TERM);
  }
}
