package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceSession;

/** A device: the network's task graphs there. */
record DevicePlace(DeviceNetwork network, DeviceSession session) implements Place {
  @Override
  public String description() {
    return "tornado %s, %s".formatted(session.info().backend(), session.info().name());
  }

  @Override
  public Steps steps(Dataset data, Targets targets, int batchSize) {
    int most = network.trainBatch();
    if (most == 0) {
      throw new IllegalArgumentException(
          "network %s was put on device %s for predictions only: put it there with on(device, %d, %d) to train it"
              .formatted(name(), network.device(), batchSize, network.predictBatch()));
    }
    if (batchSize > most) {
      throw new IllegalArgumentException(
          "the trainer's batchSize is %d, but network %s was put on device %s with steps of at most %d samples: call batchSize(%d), or put it there with on(device, %d, %d)"
              .formatted(
                  batchSize, name(), network.device(), most, most, batchSize, network.predictBatch()));
    }
    return new DeviceSteps(session, new Staging(network.engine().spec(), data, targets));
  }

  private String name() {
    return network.engine().spec().name();
  }

  @Override
  public Evaluator evaluator(Dataset data, Targets targets) {
    return new DeviceEvaluator(session, network.engine().spec(), data, targets);
  }

  /** Kernels were compiled when the network was put on the device. */
  @Override
  public void prime() {}

  @Override
  public void publish(float[] parameters) {
    network.publishTrained(parameters);
  }
}
