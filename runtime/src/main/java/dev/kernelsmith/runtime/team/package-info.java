/** Threads that share work. Not for users: no module exports it. */
@NullMarked
package dev.kernelsmith.runtime.team;

import org.jspecify.annotations.NullMarked;
