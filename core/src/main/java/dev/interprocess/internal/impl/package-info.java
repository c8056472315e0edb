/**
 * What the exported packages share behind their interfaces. Together with them it is the upper
 * layer: the other internal packages know neither.
 */
@NullMarked
package dev.interprocess.internal.impl;

import org.jspecify.annotations.NullMarked;
