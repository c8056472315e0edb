/**
 * Unix domain sockets and their names: addresses, listening, connecting, the file of a listener.
 */
@NullMarked
package dev.interprocess.internal.socket;

import org.jspecify.annotations.NullMarked;
