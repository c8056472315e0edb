/** Processes of Windows: what they are started with, their job objects, and how they end. */
@NullMarked
package dev.interprocess.internal.job;

import org.jspecify.annotations.NullMarked;
