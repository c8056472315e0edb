/**
 * The functions of Windows, one Java method each, in the class of their header. What fails gives
 * the error number that the very same call has left, as a negative number or, where the function
 * has no other result, as it is; a handle is a {@code long}.
 */
@NullMarked
package dev.interprocess.internal.win32;

import org.jspecify.annotations.NullMarked;
