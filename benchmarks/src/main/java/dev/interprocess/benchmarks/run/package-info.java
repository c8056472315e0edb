/** Runs the peers side by side, and tells how they compare: what {@code ./bench} starts. */
@NullMarked
package dev.interprocess.benchmarks.run;

import org.jspecify.annotations.NullMarked;
