/**
 * How well networks do, in the terms of the field: precision, recall, F1, areas under ROC curves, confusion matrices, errors of regressions, and metrics of one's own. All of
 * it is computed from {@link dev.kernelsmith.metrics.Predictions}, by the definitions of scikit-learn, and apart from the runtime, which knows loss and accuracy only.
 */
@NullMarked
package dev.kernelsmith.metrics;

import org.jspecify.annotations.NullMarked;
