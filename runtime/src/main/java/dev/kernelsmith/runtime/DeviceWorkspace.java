package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;

/** The one block of a network on a device. Whoever uses it holds the session, with the parameters on the device already. */
record DeviceWorkspace(DeviceSession session) implements Predictor.Workspaces {
  @Override
  public int lanes() {
    return session.placement().predictBatch();
  }

  @Override
  public Block acquire(float[] parameters) {
    return session.predictBlock();
  }

  @Override
  public void run(Block block) {
    session.predict();
  }

  @Override
  public void release(Block block) {}
}
