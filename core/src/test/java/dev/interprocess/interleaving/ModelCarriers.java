package dev.interprocess.interleaving;

import java.lang.management.ManagementFactory;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import jdk.management.VirtualThreadSchedulerMXBean;

/** How many carriers the virtual threads have. */
final class ModelCarriers implements VirtualThreadSchedulerMXBean {
  static final int USERS = 1;

  private int parallelism = USERS;

  @Override
  public int getParallelism() {
    Run.step("the number of carriers", false);
    return parallelism;
  }

  @Override
  public void setParallelism(int size) {
    Run.step("the number of carriers", true);
    parallelism = size;
  }

  /** Without a step. */
  int number() {
    return parallelism;
  }

  @Override
  public int getPoolSize() {
    return -1;
  }

  @Override
  public int getMountedVirtualThreadCount() {
    return -1;
  }

  @Override
  public long getQueuedVirtualThreadCount() {
    return -1;
  }

  @Override
  public ObjectName getObjectName() {
    try {
      return new ObjectName(ManagementFactory.RUNTIME_MXBEAN_NAME);
    } catch (MalformedObjectNameException e) {
      throw new IllegalStateException(e);
    }
  }
}
