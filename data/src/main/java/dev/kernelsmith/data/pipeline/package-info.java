/** Records of any kind, one after another: changed, chosen, mixed, read ahead of a training, and made into samples. */
@NullMarked
package dev.kernelsmith.data.pipeline;

import org.jspecify.annotations.NullMarked;
