package dev.interprocess.unix;

import static dev.interprocess.internal.abi.Linux.CLD_CONTINUED;
import static dev.interprocess.internal.abi.Linux.CLD_DUMPED;
import static dev.interprocess.internal.abi.Linux.CLD_EXITED;
import static dev.interprocess.internal.abi.Linux.CLD_KILLED;
import static dev.interprocess.internal.abi.Linux.CLD_STOPPED;
import static dev.interprocess.internal.abi.Linux.CLD_TRAPPED;
import static dev.interprocess.internal.abi.Linux.SI_ASYNCIO;
import static dev.interprocess.internal.abi.Linux.SI_MESGQ;
import static dev.interprocess.internal.abi.Linux.SI_QUEUE;
import static dev.interprocess.internal.abi.Linux.SI_TIMER;
import static dev.interprocess.internal.abi.Linux.SI_TKILL;
import static dev.interprocess.internal.abi.Linux.SI_USER;
import static dev.interprocess.internal.abi.LinuxSignal.SIGCHLD;

import dev.interprocess.internal.signal.SignalInfo;
import dev.interprocess.unix.ReceivedSignal.Code;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** What the kernel's numbers mean. */
final class SignalDecoder {
  private SignalDecoder() {}

  static ReceivedSignal decode(SignalInfo info) {
    Code code = code(info);
    boolean hasSender =
        switch (code) {
          case USER, QUEUE, THREAD, MESSAGE_QUEUE, CHILD -> info.pid() != 0;
          case TIMER, ASYNC_IO, KERNEL, UNKNOWN -> false;
        };
    boolean hasValue =
        switch (code) {
          case QUEUE, TIMER, MESSAGE_QUEUE, ASYNC_IO -> true;
          case USER, THREAD, CHILD, KERNEL, UNKNOWN -> false;
        };
    return new ReceivedSignal(
        Signal.of(info.signal()),
        code,
        hasSender ? OptionalLong.of(info.pid()) : OptionalLong.empty(),
        hasSender ? OptionalLong.of(Integer.toUnsignedLong(info.uid())) : OptionalLong.empty(),
        hasValue ? OptionalInt.of(info.value()) : OptionalInt.empty(),
        code == Code.CHILD ? child(info) : Optional.empty(),
        info.time(),
        info.dropped());
  }

  private static Code code(SignalInfo info) {
    return switch (info.code()) {
      case SI_USER -> Code.USER;
      case SI_QUEUE -> Code.QUEUE;
      case SI_TKILL -> Code.THREAD;
      case SI_TIMER -> Code.TIMER;
      case SI_MESGQ -> Code.MESSAGE_QUEUE;
      case SI_ASYNCIO -> Code.ASYNC_IO;
      default -> {
        // The small numbers mean something else for each signal.
        if (info.signal() == SIGCHLD && event(info.code()).isPresent()) {
          yield Code.CHILD;
        }
        yield info.code() > 0 ? Code.KERNEL : Code.UNKNOWN;
      }
    };
  }

  private static Optional<ChildChange> child(SignalInfo info) {
    int status = info.status();
    return event(info.code())
        .map(
            event ->
                event == ChildChange.Event.EXITED
                    ? new ChildChange(event, OptionalInt.of(status), Optional.empty())
                    : new ChildChange(event, OptionalInt.empty(), Optional.of(Signal.of(status))));
  }

  private static Optional<ChildChange.Event> event(int code) {
    return switch (code) {
      case CLD_EXITED -> Optional.of(ChildChange.Event.EXITED);
      case CLD_KILLED -> Optional.of(ChildChange.Event.KILLED);
      case CLD_DUMPED -> Optional.of(ChildChange.Event.DUMPED);
      case CLD_TRAPPED -> Optional.of(ChildChange.Event.TRAPPED);
      case CLD_STOPPED -> Optional.of(ChildChange.Event.STOPPED);
      case CLD_CONTINUED -> Optional.of(ChildChange.Event.CONTINUED);
      default -> Optional.empty();
    };
  }
}
