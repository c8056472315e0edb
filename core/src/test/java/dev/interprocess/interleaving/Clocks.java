package dev.interprocess.interleaving;

import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What happened before what, by vector clocks: finds accesses to plain fields that are not ordered
 * by any volatile field or lock.
 */
final class Clocks {
  static final int MOST_THREADS = 12;

  private final IdentityHashMap<Object, Map<String, int[]>> published = new IdentityHashMap<>();
  private final IdentityHashMap<Object, Map<String, Access>> plain = new IdentityHashMap<>();

  private static final class Access {
    final int[] reads = new int[MOST_THREADS];
    @Nullable ModelThread writer;
    int written;
  }

  /** Reads what others have published there. */
  void acquire(ModelThread me, Object where, String field) {
    Map<String, int[]> there = published.get(where);
    int[] clock = there == null ? null : there.get(field);
    if (clock != null) {
      join(me.clock, clock);
    }
  }

  /** Publishes all that it has done. */
  void release(ModelThread me, Object where, String field) {
    join(
        published
            .computeIfAbsent(where, _ -> new HashMap<>())
            .computeIfAbsent(field, _ -> new int[MOST_THREADS]),
        me.clock);
    me.clock[me.number]++;
  }

  /** Another thread begins with all that this has done. */
  void start(ModelThread me, ModelThread other) {
    join(other.clock, me.clock);
    other.clock[other.number]++;
    me.clock[me.number]++;
  }

  /** Of a plain field; the other thread if it is a race. */
  @Nullable ModelThread access(
      ModelThread me, Object where, String field, boolean write, Iterable<ModelThread> all) {
    Access access =
        plain
            .computeIfAbsent(where, _ -> new HashMap<>())
            .computeIfAbsent(field, _ -> new Access());
    ModelThread writer = access.writer;
    if (writer != null && writer != me && access.written > me.clock[writer.number]) {
      return writer;
    }
    if (!write) {
      access.reads[me.number] = me.clock[me.number];
      return null;
    }
    for (ModelThread other : all) {
      if (other != me && access.reads[other.number] > me.clock[other.number]) {
        return other;
      }
    }
    access.writer = me;
    access.written = me.clock[me.number];
    return null;
  }

  private static void join(int[] into, int[] from) {
    for (int i = 0; i < into.length; i++) {
      into[i] = Math.max(into[i], from[i]);
    }
  }
}
