package dev.interprocess.internal.socket;

import static dev.interprocess.internal.abi.Linux.FD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.F_DUPFD_CLOEXEC;
import static dev.interprocess.internal.abi.Linux.F_SETFD;

import dev.interprocess.internal.descriptor.OwnedDescriptor;
import dev.interprocess.internal.libc.ErrnoException;
import dev.interprocess.internal.libc.Fcntl;
import dev.interprocess.internal.libc.Unistd;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The descriptors that a service manager handed over, from number 3 on: {@code LISTEN_FDS}, {@code
 * LISTEN_FDNAMES}, and {@code LISTEN_PID}, which says whether they are meant for this process. Each
 * is taken once, and none is inherited by children. See <a
 * href="https://www.freedesktop.org/software/systemd/man/latest/sd_listen_fds.html">sd_listen_fds(3)</a>.
 */
public final class ListenFds {
  private static final int FIRST = 3;

  /** What the name of a descriptor is that was given none. */
  private static final String UNKNOWN = "unknown";

  private static final ListenFds OF_THIS_PROCESS =
      new ListenFds(System.getenv(), ProcessHandle.current().pid());

  private record Entry(String name, int number) {}

  private static final int INETD = 0;

  private final List<Entry> entries = new ArrayList<>();
  private final Set<Integer> taken = new HashSet<>();
  private boolean inetdTaken;

  private ListenFds(Map<String, String> environment, long pid) {
    if (!Long.toString(pid).equals(environment.get("LISTEN_PID"))) {
      return; // for whoever started us, and did not take them out of the environment
    }
    String[] names = environment.getOrDefault("LISTEN_FDNAMES", "").split(":", -1);
    int count = number(environment.getOrDefault("LISTEN_FDS", "0"));
    // Up to the first that is not open, whatever the environment says.
    for (int i = 0; i < count && Fcntl.fcntl(FIRST + i, F_SETFD, FD_CLOEXEC) >= 0; i++) {
      String name = i < names.length && !names[i].isEmpty() ? names[i] : UNKNOWN;
      entries.add(new Entry(name, FIRST + i));
    }
  }

  private static int number(String text) {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }

  public static ListenFds ofThisProcess() {
    return OF_THIS_PROCESS;
  }

  /**
   * Takes the first of that name, of any if empty, that is a listener of that type: without a name
   * also the one that {@code inetd} gives as standard input, a duplicate of it.
   */
  public synchronized Optional<OwnedDescriptor> takeListener(String name, SocketType type)
      throws ErrnoException {
    Predicate<Entry> matches =
        entry -> (name.isEmpty() || entry.name.equals(name)) && isListener(entry.number, type);
    Optional<Entry> found = entries.stream().filter(matches).findFirst();
    found.ifPresent(
        entry -> {
          entries.remove(entry);
          taken.add(entry.number);
        });
    if (found.isEmpty() && name.isEmpty() && !inetdTaken && isListener(INETD, type)) {
      inetdTaken = true;
      int duplicate = ErrnoException.check("duplicate", Fcntl.fcntl(INETD, F_DUPFD_CLOEXEC, 0));
      return Optional.of(new OwnedDescriptor(duplicate, "standard input"));
    }
    return found.map(ListenFds::owned);
  }

  /** The names of those that nobody has taken. */
  public synchronized List<String> names() {
    return entries.stream().map(Entry::name).toList();
  }

  private static boolean isListener(int fd, SocketType type) {
    try {
      return UnixSockets.isOfType(fd, type) && UnixSockets.isListening(fd);
    } catch (ErrnoException e) {
      return false;
    }
  }

  /** Takes all that are left, by name. */
  public synchronized Map<String, List<OwnedDescriptor>> takeAll() {
    Map<String, List<OwnedDescriptor>> all = new LinkedHashMap<>();
    for (Iterator<Entry> rest = entries.iterator(); rest.hasNext(); rest.remove()) {
      Entry entry = rest.next();
      taken.add(entry.number);
      all.computeIfAbsent(entry.name, name -> new ArrayList<>()).add(owned(entry));
    }
    return all;
  }

  /** Makes of a descriptor what it is, or refuses and closes it. */
  public interface Adoption<T> {
    T of(OwnedDescriptor descriptor) throws IOException;
  }

  /**
   * Takes one by its number, whether a manager or any other parent has given it: a duplicate, so
   * that the number stays as it is when it turns out to be something else. The standard streams
   * stay open, as the JVM has them too.
   *
   * @throws IllegalStateException if it was taken before
   */
  public synchronized <T> T take(int number, Adoption<T> adoption) throws IOException {
    if (taken.contains(number)) {
      throw new IllegalStateException("inherited descriptor " + number + " was taken before");
    }
    int duplicate = ErrnoException.check("take", Fcntl.fcntl(number, F_DUPFD_CLOEXEC, FIRST));
    T adopted = adoption.of(new OwnedDescriptor(duplicate, "inherited descriptor " + number));
    taken.add(number);
    entries.removeIf(entry -> entry.number == number);
    if (number >= FIRST) {
      Unistd.close(number);
    }
    return adopted;
  }

  private static OwnedDescriptor owned(Entry entry) {
    return new OwnedDescriptor(entry.number, "inherited descriptor " + entry.number);
  }
}
