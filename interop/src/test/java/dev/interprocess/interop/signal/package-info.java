/** Signals from programs that we did not write, or in C, in numbers. */
@NullMarked
package dev.interprocess.interop.signal;

import org.jspecify.annotations.NullMarked;
