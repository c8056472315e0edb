/** Sending signals, and receiving them. */
@NullMarked
package dev.interprocess.internal.signal;

import org.jspecify.annotations.NullMarked;
