/**
 * The loop-nest language that carries everything: statements {@code out[affine] = | += | max= expression} over named axes of
 * constant extent, once per sample of the batch. With it come a verifier and an interpreter in double precision, the oracle for
 * all emitters. Depends on nothing.
 */
package dev.kernelsmith.processor.ir;
