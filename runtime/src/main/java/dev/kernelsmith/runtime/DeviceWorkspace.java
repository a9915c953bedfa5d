package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.spi.Block;

/** The one block of a network on a device. Whoever uses it holds the session, with the parameters on the device already. */
final class DeviceWorkspace implements Predictor.Workspaces {
  private final DeviceSession session;

  DeviceWorkspace(DeviceSession session) {
    this.session = session;
  }

  @Override
  public int lanes() {
    return session.placement().predictBatch();
  }

  @Override
  public int atOnce() {
    return 1;
  }

  @Override
  public Block acquire(float[] parameters) {
    return session.predictBlock();
  }

  @Override
  public boolean hasPieces() {
    return false;
  }

  @Override
  public void run(Block block, int threads) {
    session.predict();
  }

  @Override
  public void release(Block block) {}
}
