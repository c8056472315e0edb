/**
 * What Windows has: named pipes as streams and as messages, who is at their other end, and who may
 * connect to them. On other systems the factories of these types throw {@link
 * UnsupportedOperationException}; {@link dev.interprocess.Platform#supports} can be asked first.
 */
@NullMarked
package dev.interprocess.windows;

import org.jspecify.annotations.NullMarked;
