/** Streams over channels of the JDK, where there is no other way to a connection. */
@NullMarked
package dev.interprocess.internal.channel;

import org.jspecify.annotations.NullMarked;
