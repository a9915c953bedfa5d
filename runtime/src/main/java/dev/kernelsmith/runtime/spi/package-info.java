/** What generated code and the runtime say to each other. Not for users: it may change with every version. */
package dev.kernelsmith.runtime.spi;
