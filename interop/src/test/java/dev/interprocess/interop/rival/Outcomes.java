package dev.interprocess.interop.rival;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/** Runs tests inside a test, and tells how each ended: its name, and what it threw or "passed". */
record Outcomes(Map<String, String> byTest) {
  static final String PASSED = "passed";

  static Outcomes of(List<Class<?>> classes) {
    Map<String, String> outcomes = new TreeMap<>();
    TestExecutionListener listener =
        new TestExecutionListener() {
          @Override
          public void executionSkipped(TestIdentifier test, String reason) {
            outcomes.put(name(test), "skipped: " + reason);
          }

          @Override
          public void executionFinished(TestIdentifier test, TestExecutionResult result) {
            if (test.isTest() || result.getThrowable().isPresent()) {
              outcomes.put(name(test), result.getThrowable().map(Object::toString).orElse(PASSED));
            }
          }
        };
    LauncherFactory.create()
        .execute(
            LauncherDiscoveryRequestBuilder.request()
                .selectors(classes.stream().map(c -> selectClass(c)).toList())
                .build(),
            listener);
    return new Outcomes(outcomes);
  }

  /** As {@code SocketTest.testUnconnectedSocket[2]}, whatever class has inherited the method. */
  private static String name(TestIdentifier test) {
    String id = test.getUniqueIdObject().getLastSegment().getValue();
    String parameters = id.startsWith("#") ? "[" + id.substring(1) + "]" : "";
    return switch (test.getSource().orElse(null)) {
      case MethodSource method ->
          method.getJavaClass().getSimpleName() + "." + method.getMethodName() + parameters;
      case null, default -> id;
    };
  }
}
