/** IDX files, in which MNIST and data sets like it are published. */
@NullMarked
package dev.kernelsmith.data.idx;

import org.jspecify.annotations.NullMarked;
