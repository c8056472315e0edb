/** The library on aarch64, by qemu, against a native process. */
@org.jspecify.annotations.NullMarked
package dev.interprocess.interop.aarch64;
