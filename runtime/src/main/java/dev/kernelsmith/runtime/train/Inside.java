package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.internal.Access;

/** What engines and networks on devices show to this package only. */
final class Inside {
  private Inside() {}

  /** The way in, once there is a network. */
  static Access<NetworkEngine, DeviceNetwork> of() {
    return Access.get();
  }
}
