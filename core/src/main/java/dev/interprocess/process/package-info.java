/**
 * Child processes that inherit the descriptors that they are given, by number, and nothing else.
 * Start at {@link dev.interprocess.process.Child}; a child that is a Java program itself finds them
 * by {@link dev.interprocess.process.Inherited}.
 */
@NullMarked
package dev.interprocess.process;

import org.jspecify.annotations.NullMarked;
