/** Sending signals. */
@NullMarked
package dev.interprocess.internal.signal;

import org.jspecify.annotations.NullMarked;
