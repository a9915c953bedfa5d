/** Arithmetic that generated kernels call. Not for users: it may change with every version. */
package dev.kernelsmith.runtime.kernel;
