/** Named pipes of Windows: their names, both ends, what comes in and goes out. */
@NullMarked
package dev.interprocess.internal.pipe;

import org.jspecify.annotations.NullMarked;
