/** The network class, the class of its parts, and what they say of the network. */
package dev.kernelsmith.processor.emit.network;
