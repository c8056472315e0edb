/** Tests against programs that are not ours, as processes of their own. */
@org.jspecify.annotations.NullMarked
package dev.interprocess.interop;
