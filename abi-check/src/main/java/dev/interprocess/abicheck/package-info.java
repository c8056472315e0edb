/** Holds the constants and struct layouts of the core module against the real C headers. */
@NullMarked
package dev.interprocess.abicheck;

import org.jspecify.annotations.NullMarked;
