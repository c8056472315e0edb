/**
 * Waiting until a descriptor can go on: the kernel for platform threads, epoll for virtual ones.
 */
@NullMarked
package dev.interprocess.internal.poll;

import org.jspecify.annotations.NullMarked;
