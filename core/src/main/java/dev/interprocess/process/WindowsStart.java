package dev.interprocess.process;

import dev.interprocess.Passable;
import dev.interprocess.internal.event.Events;
import dev.interprocess.internal.event.SpawnEvent;
import dev.interprocess.internal.impl.PipeReadEnd;
import dev.interprocess.internal.impl.PipeWriteEnd;
import dev.interprocess.internal.impl.WindowsErrors;
import dev.interprocess.internal.job.Launch;
import dev.interprocess.internal.job.StartedProcess;
import dev.interprocess.internal.pipe.PipeEnd;
import dev.interprocess.internal.process.Program;
import dev.interprocess.internal.win32.WindowsException;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Starts children on Windows. */
final class WindowsStart {
  private final ChildPlan plan;

  private WindowsStart(ChildPlan plan) {
    this.plan = plan;
  }

  static Child start(ChildPlan plan) throws IOException {
    return new WindowsStart(plan).start();
  }

  private Child start() throws IOException {
    try (HandleInheritance inheritance = new HandleInheritance(plan.name())) {
      PipeEnd input = stream(inheritance, 0);
      PipeEnd output = stream(inheritance, 1);
      PipeEnd error = stream(inheritance, 2);
      for (Map.Entry<Integer, Passable> handle : plan.descriptors.entrySet()) {
        inheritance.add(handle.getKey(), handle.getValue(), plan.given.contains(handle.getValue()));
      }
      StartedProcess process = start(inheritance);
      inheritance.complete();
      return new Child(
          new WindowsChild(process),
          input == null ? null : new PipeWriteEnd(input),
          output == null ? null : new PipeReadEnd(output),
          error == null ? null : new PipeReadEnd(error));
    }
  }

  private @Nullable PipeEnd stream(HandleInheritance inheritance, int number) throws IOException {
    return plan.descriptors.containsKey(number)
        ? null
        : inheritance.add(number, plan.streams[number]);
  }

  private StartedProcess start(HandleInheritance inheritance) throws IOException {
    Launch launch =
        new Launch(
            plan.words,
            plan.environment,
            plan.directory,
            inheritance.handles(),
            plan.grouping == Program.Grouping.OWN_GROUP,
            plan.endsWithParent);
    SpawnEvent event = Events.spawn();
    try {
      StartedProcess process = StartedProcess.start(launch, plan.name());
      if (event != null) {
        event.end(plan.name(), process.pid());
      }
      return process;
    } catch (WindowsException e) {
      throw WindowsErrors.ofStart(plan.name(), e);
    }
  }
}
