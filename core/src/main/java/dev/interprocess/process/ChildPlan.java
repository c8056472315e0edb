package dev.interprocess.process;

import dev.interprocess.Passable;
import dev.interprocess.internal.libc.Target;
import dev.interprocess.internal.process.Program;
import dev.interprocess.unix.Signal;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a child is to be, as its builder was told. */
final class ChildPlan {
  final List<String> words;
  final Redirect[] streams = {Redirect.PIPE, Redirect.PIPE, Redirect.PIPE};
  final SortedMap<Integer, Passable> descriptors = new TreeMap<>();
  final List<Passable> given = new ArrayList<>();
  final List<String> listenerNames = new ArrayList<>();
  @Nullable Map<String, String> environment; // null: that of this process
  @Nullable Path directory;
  Program.Grouping grouping = Program.Grouping.SHARED;
  final Set<Signal> blocked = new LinkedHashSet<>();
  final Set<Signal> ignored = new LinkedHashSet<>();
  boolean endsWithParent;

  ChildPlan(List<String> words) {
    this.words = words;
  }

  String name() {
    return words.getFirst();
  }

  /** Its variables, to be edited: those of this process at first. */
  Map<String, String> variables() {
    Map<String, String> variables = environment;
    if (variables == null) {
      variables =
          Target.CURRENT.isWindows()
              ? new TreeMap<>(String.CASE_INSENSITIVE_ORDER) // as names are there
              : new LinkedHashMap<>();
      variables.putAll(System.getenv());
      environment = variables;
    }
    return variables;
  }
}
