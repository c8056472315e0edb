/**
 * What only Unix has: Unix domain sockets with their addresses, and who is at the other end.
 * Portable code stays on the interfaces of {@link dev.interprocess} and looks here by pattern
 * matching.
 */
@NullMarked
package dev.interprocess.unix;

import org.jspecify.annotations.NullMarked;
