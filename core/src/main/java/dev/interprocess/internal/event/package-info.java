/** Java Flight Recorder events of the library. */
@NullMarked
package dev.interprocess.internal.event;

import org.jspecify.annotations.NullMarked;
