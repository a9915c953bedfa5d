/** What the runtime's packages do with networks that users must not: no module exports it. */
@NullMarked
package dev.kernelsmith.runtime.internal;

import org.jspecify.annotations.NullMarked;
