/** What a process of Windows is told: signals of its C runtime, and events of its console. */
@NullMarked
package dev.interprocess.internal.console;

import org.jspecify.annotations.NullMarked;
