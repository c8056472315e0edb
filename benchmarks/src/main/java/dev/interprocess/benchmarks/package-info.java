/** Measurements, made with JMH. */
@NullMarked
package dev.interprocess.benchmarks;

import org.jspecify.annotations.NullMarked;
