/** Training data: where samples come from (arrays, IDX), how they are scaled, and how they are divided. */
@NullMarked
package dev.kernelsmith.runtime.data;

import org.jspecify.annotations.NullMarked;
