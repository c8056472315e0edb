/** Small programs, one for each thing that a user comes for. Each runs alone and ends by itself. */
@NullMarked
package dev.interprocess.examples;

import org.jspecify.annotations.NullMarked;
