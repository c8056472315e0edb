/** The {@code ipc} tool: one class for each command, and the few things that they share. */
@NullMarked
package dev.interprocess.cli;

import org.jspecify.annotations.NullMarked;
