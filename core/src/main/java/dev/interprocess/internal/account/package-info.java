/** Users and groups: their names and numbers. */
@NullMarked
package dev.interprocess.internal.account;

import org.jspecify.annotations.NullMarked;
