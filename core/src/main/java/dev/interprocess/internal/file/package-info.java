/** Files as descriptors: what they are, their bytes, opening them anew. */
@NullMarked
package dev.interprocess.internal.file;

import org.jspecify.annotations.NullMarked;
