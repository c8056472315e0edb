/**
 * Communication between the processes of one machine, the same on every platform: {@link
 * LocalStream local sockets} with their {@link LocalName names} and {@link LocalListener
 * listeners}, and {@link UnnamedPipe unnamed pipes}.
 *
 * <p>Timeouts are {@link java.time.Duration}s: zero does not wait, {@code
 * ChronoUnit.FOREVER.getDuration()} (or anything over 292 years) has no limit, a negative one is an
 * {@link IllegalArgumentException}. Passing null anywhere throws {@link NullPointerException}. What
 * was never closed is closed when the garbage collector finds it, and logged once with where it was
 * opened: see the system property {@code dev.interprocess.leaks} ({@code off}, {@code on}, {@code
 * full}); where thousands are opened a second, of some only with {@code full}.
 *
 * <p>What no thread waits for goes on with a thread of the library's, on Linux a poller; one that
 * has no rest gets another beside it, up to as many as there are processors or as the system
 * property {@code dev.interprocess.pollers} allows.
 *
 * <p>Logs go to the {@link System.Logger} {@code dev.interprocess}; Flight Recorder gets the events
 * {@code dev.interprocess.Connect}, {@code Accept} and {@code Wait}.
 */
@NullMarked
package dev.interprocess;

import org.jspecify.annotations.NullMarked;
