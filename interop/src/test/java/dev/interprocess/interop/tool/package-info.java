/** Tests of the command-line tool {@code ipc} as its users run it: as a process. */
@org.jspecify.annotations.NullMarked
package dev.interprocess.interop.tool;
