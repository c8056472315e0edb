package dev.interprocess.cli;

import java.util.Locale;

/** The commands, in the order in which help lists them. */
enum Tools {
  DEMO,
  LISTEN,
  CONNECT,
  RELAY,
  RUN,
  FIFO,
  SIGNAL,
  LIST,
  DOCTOR,
  COMPLETION;

  String commandName() {
    return name().toLowerCase(Locale.ROOT);
  }

  Tool make() {
    return switch (this) {
      case DEMO -> new DemoCommand();
      case LISTEN -> new ListenCommand();
      case CONNECT -> new ConnectCommand();
      case RELAY -> new RelayCommand();
      case RUN -> new RunCommand();
      case FIFO -> new FifoCommand();
      case SIGNAL -> new SignalCommand();
      case LIST -> new ListCommand();
      case DOCTOR -> new DoctorCommand();
      case COMPLETION -> new CompletionCommand();
    };
  }

  static Tool named(String commandName) {
    return valueOf(commandName.toUpperCase(Locale.ROOT)).make();
  }
}
