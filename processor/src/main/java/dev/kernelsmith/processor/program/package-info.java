/** The programs of a network, put together from its lowered forward pass and the derived backward pass. */
package dev.kernelsmith.processor.program;
