/** The acceptance tests of junixsocket, run on our sockets and on its own. */
@org.jspecify.annotations.NullMarked
package dev.interprocess.interop.rival;
