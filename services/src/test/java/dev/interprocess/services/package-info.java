/**
 * Real services of Debian, and the libraries that people use to speak to them, over our sockets.
 */
@org.jspecify.annotations.NullMarked
package dev.interprocess.services;
