/** Owned descriptors: close-safe, counted users, would-block waited for and retried. */
@NullMarked
package dev.interprocess.internal.descriptor;

import org.jspecify.annotations.NullMarked;
