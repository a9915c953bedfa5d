/**
 * Devices that networks run on: {@link dev.kernelsmith.runtime.device.Device} names one, and says which are there. Nothing here
 * names a type of TornadoVM; what is asked of it goes through reflection, and the rest through generated code.
 */
@NullMarked
package dev.kernelsmith.runtime.device;

import org.jspecify.annotations.NullMarked;
