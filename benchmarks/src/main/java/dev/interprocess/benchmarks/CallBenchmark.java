package dev.interprocess.benchmarks;

import dev.interprocess.LocalStream;
import dev.interprocess.SocketPair;
import dev.interprocess.UnnamedPipe;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A message out and in again on one thread, without a wait: what the calls themselves cost. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class CallBenchmark {
  private static final int SIZE = 64;

  private SocketPair<LocalStream> pair;
  private UnnamedPipe pipe;
  private MemorySegment bytes;

  @Setup
  public void open() throws IOException {
    pair = LocalStream.pair();
    pipe = UnnamedPipe.create();
    bytes = Arena.ofAuto().allocate(SIZE);
  }

  @TearDown
  public void close() {
    pair.close();
    pipe.close();
  }

  @Benchmark
  public long sendAndRecv() throws IOException {
    pair.first().write(bytes);
    return pair.second().read(bytes);
  }

  @Benchmark
  public long writeAndRead() throws IOException {
    pipe.writer().write(bytes);
    return pipe.reader().read(bytes);
  }
}
