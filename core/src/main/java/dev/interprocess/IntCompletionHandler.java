package dev.interprocess;

import org.jspecify.annotations.Nullable;

/**
 * Is told how an operation ended that no thread waits for: a {@link
 * java.nio.channels.CompletionHandler} whose result is a primitive, so that nothing is allocated.
 *
 * <p>It is called exactly once, on the object's {@link ByteReader#completions executor}. With
 * {@code Runnable::run} that is a poller's thread, which serves many: it must not block there. What
 * it throws is logged, and hurts nobody else. An operation that it begins is never completed inside
 * the call that begins it, so a chain of them never grows the stack.
 *
 * @param <A> what is handed on to it
 */
public interface IntCompletionHandler<A extends @Nullable Object> {
  /** It is done, with the result that the blocking method gives. */
  void completed(int result, A attachment);

  /** It failed, with what the blocking method throws. */
  void failed(Throwable failure, A attachment);
}
