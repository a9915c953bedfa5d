/** Tables as training data: CSV files, whose columns become features, targets and classes. */
@NullMarked
package dev.kernelsmith.data.tables;

import org.jspecify.annotations.NullMarked;
