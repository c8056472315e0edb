/**
 * Handles of Windows that are read and written overlapped: their owner, the operations that go on
 * with them, and the one completion port that ends these.
 */
@NullMarked
package dev.interprocess.internal.overlapped;

import org.jspecify.annotations.NullMarked;
