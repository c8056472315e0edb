package dev.interprocess.internal.job;

import static dev.interprocess.internal.abi.Windows.CREATE_NEW_PROCESS_GROUP;
import static dev.interprocess.internal.abi.Windows.CREATE_NO_WINDOW;
import static dev.interprocess.internal.abi.Windows.CREATE_UNICODE_ENVIRONMENT;
import static dev.interprocess.internal.abi.Windows.EXTENDED_STARTUPINFO_PRESENT;
import static dev.interprocess.internal.abi.Windows.PROC_THREAD_ATTRIBUTE_HANDLE_LIST;
import static dev.interprocess.internal.abi.Windows.PROC_THREAD_ATTRIBUTE_JOB_LIST;
import static dev.interprocess.internal.abi.Windows.STARTF_USESTDHANDLES;
import static java.lang.foreign.MemorySegment.NULL;
import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import dev.interprocess.internal.abi.Windows.PROCESS_INFORMATION;
import dev.interprocess.internal.abi.Windows.STARTUPINFOEXW;
import dev.interprocess.internal.abi.Windows.STARTUPINFOW;
import dev.interprocess.internal.win32.ConsoleApi;
import dev.interprocess.internal.win32.HandleApi;
import dev.interprocess.internal.win32.ProcessThreadsApi;
import dev.interprocess.internal.win32.WindowsException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.Objects;

/** Starts programs by {@code CreateProcess}. */
final class ProcessCreation implements AutoCloseable {
  private final Arena arena = Arena.ofConfined();
  private final Launch launch;
  private final InheritedHandles handles;
  private final MemorySegment attributes;

  private ProcessCreation(Launch launch, long job) throws WindowsException {
    this.launch = launch;
    InheritedHandles inherited = null;
    MemorySegment list = null;
    try {
      inherited = InheritedHandles.of(launch.handles(), arena);
      list = attributes(job, inherited);
    } finally {
      if (list == null) {
        if (inherited != null) {
          inherited.close();
        }
        arena.close();
      }
    }
    this.handles = inherited;
    this.attributes = list;
  }

  /** A process that was started, and the one handle of it. */
  record Created(long process, int pid) {}

  /**
   * Starts it.
   *
   * @param job that it belongs to from the first moment, or 0
   */
  static Created create(Launch launch, long job) throws WindowsException {
    try (ProcessCreation creation = new ProcessCreation(launch, job)) {
      return creation.start();
    }
  }

  private MemorySegment attributes(long job, InheritedHandles handles) throws WindowsException {
    MemorySegment size = arena.allocate(JAVA_LONG);
    int count = 2;
    ProcessThreadsApi.initializeProcThreadAttributeList(NULL, count, 0, size);
    MemorySegment list = arena.allocate(size.get(JAVA_LONG, 0), 16);
    WindowsException.check(
        "start", ProcessThreadsApi.initializeProcThreadAttributeList(list, count, 0, size));
    if (handles.count() > 0) {
      add(list, PROC_THREAD_ATTRIBUTE_HANDLE_LIST, handles.list(arena));
    }
    if (job != 0) {
      add(list, PROC_THREAD_ATTRIBUTE_JOB_LIST, arena.allocateFrom(JAVA_LONG, job));
    }
    return list;
  }

  private static void add(MemorySegment list, long attribute, MemorySegment value)
      throws WindowsException {
    WindowsException.check(
        "start",
        ProcessThreadsApi.updateProcThreadAttribute(
            list, 0, attribute, value, value.byteSize(), NULL, NULL));
  }

  private MemorySegment startupInfo() {
    MemorySegment info = arena.allocate(STARTUPINFOEXW.SIZEOF, 8);
    info.set(JAVA_INT, STARTUPINFOW.cb, STARTUPINFOEXW.SIZEOF);
    info.set(JAVA_INT, STARTUPINFOW.dwFlags, STARTF_USESTDHANDLES);
    info.set(JAVA_LONG, STARTUPINFOW.hStdInput, handles.standard(0));
    info.set(JAVA_LONG, STARTUPINFOW.hStdOutput, handles.standard(1));
    info.set(JAVA_LONG, STARTUPINFOW.hStdError, handles.standard(2));
    MemorySegment numbers = handles.numbers(arena);
    if (numbers.byteSize() > 0) {
      info.set(JAVA_SHORT, STARTUPINFOW.cbReserved2, (short) numbers.byteSize());
      info.set(ADDRESS, STARTUPINFOW.lpReserved2, numbers);
    }
    info.set(ADDRESS, STARTUPINFOEXW.lpAttributeList, attributes);
    return info;
  }

  private Created start() throws WindowsException {
    Path directory = launch.directory();
    Path executable =
        Executable.find(
            launch.words().getFirst(),
            directory == null ? Path.of("") : directory,
            Objects.requireNonNullElse(System.getenv("PATH"), "")); // by whatever case it has
    MemorySegment created = arena.allocate(PROCESS_INFORMATION.SIZEOF, 8);
    WindowsException.check(
        "start",
        ProcessThreadsApi.createProcess(
            text(SystemPath.of(executable)),
            text(CommandLine.of(launch.words())),
            NULL,
            NULL,
            handles.count() > 0 ? 1 : 0,
            flags(),
            launch.environment() == null ? NULL : text(EnvironmentBlock.of(launch.environment())),
            directory == null ? NULL : text(directory.toAbsolutePath().toString()),
            startupInfo(),
            created));
    HandleApi.closeHandle(created.get(JAVA_LONG, PROCESS_INFORMATION.hThread));
    return new Created(
        created.get(JAVA_LONG, PROCESS_INFORMATION.hProcess),
        created.get(JAVA_INT, PROCESS_INFORMATION.dwProcessId));
  }

  private int flags() {
    // Where we have no console, one of a program of ours must not come up.
    return EXTENDED_STARTUPINFO_PRESENT
        | CREATE_UNICODE_ENVIRONMENT
        | (launch.ownGroup() ? CREATE_NEW_PROCESS_GROUP : 0)
        | (hasConsole() ? 0 : CREATE_NO_WINDOW);
  }

  private boolean hasConsole() {
    return ConsoleApi.getConsoleProcessList(arena.allocate(JAVA_INT), 1) > 0;
  }

  private MemorySegment text(String text) {
    return arena.allocateFrom(text, UTF_16LE);
  }

  @Override
  public void close() {
    ProcessThreadsApi.deleteProcThreadAttributeList(attributes);
    handles.close();
    arena.close();
  }
}
