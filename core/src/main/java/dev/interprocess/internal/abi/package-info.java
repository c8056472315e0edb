/** Constants and struct layouts for each system and processor: data, no behaviour. */
@NullMarked
package dev.interprocess.internal.abi;

import org.jspecify.annotations.NullMarked;
