/**
 * Tests against programs that are not ours, as processes of their own: PeerExchangeTest has each of
 * them in both roles, with both kinds of name. The package {@code tool} has the tests of the tool.
 *
 * <p>Which behaviour is tested where stands in the documentation of the core's tests, the package
 * {@code dev.interprocess}: of its list line 8, one name for all languages, and line 48, pressure
 * in both directions, are shown here.
 */
@org.jspecify.annotations.NullMarked
package dev.interprocess.interop;
