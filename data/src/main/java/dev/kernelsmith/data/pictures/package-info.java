/** Pictures as training data: folders of files, their sizes and colours, and random changes that make more of them. */
@NullMarked
package dev.kernelsmith.data.pictures;

import org.jspecify.annotations.NullMarked;
