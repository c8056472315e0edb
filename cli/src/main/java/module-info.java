/** The {@code ipc} tool. */
module dev.interprocess.cli {
  requires com.fasterxml.jackson.core;
  requires dev.interprocess;
  requires info.picocli;
  requires jdk.unsupported; // by which signals are received where there is no other way
  requires static org.jspecify;
}
