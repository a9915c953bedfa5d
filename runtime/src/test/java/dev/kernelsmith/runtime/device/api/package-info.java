/** As much of the shape of TornadoVM's API as listing devices needs, with three devices behind it. */
package dev.kernelsmith.runtime.device.api;
