package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.device.DeviceSession;
import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.spi.DeviceProgram;
import dev.kernelsmith.runtime.spi.KernelProgram;
import org.jspecify.annotations.Nullable;

/** Opens to the runtime's other packages what only this one sees. */
final class EngineAccess extends Access<NetworkEngine, DeviceNetwork> {
  @Override
  public KernelProgram program(NetworkEngine engine) {
    return engine.program();
  }

  @Override
  public DeviceProgram.@Nullable Factory deviceFactory(NetworkEngine engine) {
    return engine.deviceFactory();
  }

  @Override
  public float[] workingParameters(NetworkEngine engine) {
    return engine.workingParameters();
  }

  @Override
  public long publications(NetworkEngine engine) {
    return engine.publications();
  }

  @Override
  public void warmUp(NetworkEngine engine, int batchSize) {
    engine.warmUp(batchSize);
  }

  @Override
  public void beginTraining(NetworkEngine engine) {
    engine.beginTraining();
  }

  @Override
  public void endTraining(NetworkEngine engine) {
    engine.endTraining();
  }

  @Override
  public @Nullable DeviceSession session(DeviceNetwork placed) {
    return placed.session();
  }

  @Override
  public @Nullable DeviceSession acquire(DeviceNetwork placed) {
    return placed.acquire();
  }

  @Override
  public void publishTrained(DeviceNetwork placed, float[] parameters) {
    placed.publishTrained(parameters);
  }
}
