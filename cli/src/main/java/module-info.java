/** The {@code ipc} tool. */
module dev.interprocess.cli {
  requires com.fasterxml.jackson.core;
  requires dev.interprocess;
  requires info.picocli;
  requires static org.jspecify;
}
