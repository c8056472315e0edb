/** Children: starting them with just the descriptors they are given, and how they end. */
@NullMarked
package dev.interprocess.internal.process;

import org.jspecify.annotations.NullMarked;
