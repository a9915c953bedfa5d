/** Images of plain shapes, with a mask that says which pixels belong to which. */
@NullMarked
package dev.kernelsmith.samples.shapes;

import org.jspecify.annotations.NullMarked;
