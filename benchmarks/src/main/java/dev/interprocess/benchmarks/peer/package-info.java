/**
 * Programs that do the same work with several libraries of the JVM: see {@code peers/README.md}.
 */
@NullMarked
package dev.interprocess.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
