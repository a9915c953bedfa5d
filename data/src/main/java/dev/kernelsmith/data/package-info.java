/**
 * What all kinds of data share: a preparation makes inputs of raw things and an answer of a network's outputs, and a model is a network with its preparation, in
 * one file. The packages below are the kinds.
 */
@NullMarked
package dev.kernelsmith.data;

import org.jspecify.annotations.NullMarked;
