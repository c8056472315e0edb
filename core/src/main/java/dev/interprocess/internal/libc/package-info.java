/**
 * Typed downcalls: one Java method a C function, in a class for each header.
 *
 * <p>A method returns what the function returns, or the negative error number when it failed, as
 * the system call itself does; nothing is allocated for a call. A handle is made when its function
 * is first called, so that a program pays only for what it uses.
 */
@NullMarked
package dev.interprocess.internal.libc;

import org.jspecify.annotations.NullMarked;
