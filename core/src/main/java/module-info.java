/**
 * Interprocess communication for the JVM: everything that the processes of one machine use to talk
 * to each other. Start at {@link dev.interprocess.LocalStream}.
 */
module dev.interprocess {
  requires static java.management;
  requires static jdk.jfr;
  requires static jdk.management;
  requires static org.jspecify;

  exports dev.interprocess;
  exports dev.interprocess.net;
  exports dev.interprocess.process;
  exports dev.interprocess.unix;
  exports dev.interprocess.windows;
}
