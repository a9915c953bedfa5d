/** The annotations with which a plain class describes a neural network. Shapes are channels-last: height, width, channels. */
package dev.kernelsmith.annotations;
