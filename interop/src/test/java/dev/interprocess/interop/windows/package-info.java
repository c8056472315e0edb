/**
 * Programs for Windows, with Wine in its place: ours and those of others, talking to each other.
 */
@NullMarked
package dev.interprocess.interop.windows;

import org.jspecify.annotations.NullMarked;
