/** Derives the backward pass from the statements of the forward pass. Knows statements only, no layer. */
package dev.kernelsmith.processor.autodiff;
