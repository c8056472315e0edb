/**
 * Runs the real classes of the library under a scheduler of the tests' own, one step of one thread
 * at a time, and tries systematically in which order the steps may be.
 *
 * <p>{@link dev.interprocess.interleaving.SteppedClasses} loads the compiled classes of a package
 * and puts a call before all by which threads meet: volatile fields, compare-and-set, locks,
 * parking, interrupts, the clock and system calls. Nothing in them is made for that, so nothing
 * there costs anything, and what is tried is what runs. {@link dev.interprocess.interleaving.Steps}
 * are those calls, {@link dev.interprocess.interleaving.Run} decides at each who goes on, {@link
 * dev.interprocess.interleaving.ModelKernel} is epoll as it is documented, and {@link
 * dev.interprocess.interleaving.Explorer} tries every schedule that departs from the plain one up
 * to so many times. Time is the model's: it passes when nobody can go on, or while a thread stalls,
 * so a bound on a delay is checked exactly.
 *
 * <p>Memory is sequentially consistent here. That this is all there is to see, {@link
 * dev.interprocess.interleaving.Clocks} shows: it finds each access to a plain field that is not
 * ordered with another thread's.
 */
@NullMarked
package dev.interprocess.interleaving;

import org.jspecify.annotations.NullMarked;
