package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.device.DeviceException;
import dev.kernelsmith.runtime.device.DeviceSession;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;

/** A device: the network's task graphs there. */
final class DevicePlace implements Place {
  private final DeviceNetwork network;
  private final DeviceSession session;

  private DevicePlace(DeviceNetwork network, DeviceSession session) {
    this.network = network;
    this.session = session;
  }

  /**
   * The place of a network that is on a device.
   *
   * @throws DeviceException if the CPU stands in for the device
   */
  static DevicePlace of(DeviceNetwork network) {
    DeviceSession session = Inside.of().session(Objects.requireNonNull(network, "network"));
    if (session == null) {
      throw new DeviceException(
          network.reason()
              .orElse(
                  String.format(Locale.ROOT,
                      "network %s is on the CPU: put it on a device, for example with on(Device.parse(\"tornado\"))",
                      network.engine().spec().name())));
    }
    return new DevicePlace(network, session);
  }

  DeviceNetwork network() {
    return network;
  }

  DeviceSession session() {
    return session;
  }

  /** Has the parameters on the device to itself, too. */
  @Override
  public <T> T exclusively(Supplier<T> work) {
    Inside.of().beginTraining(network.engine());
    session.beginTraining();
    try {
      return work.get();
    } finally {
      session.endTraining();
      Inside.of().endTraining(network.engine());
    }
  }

  @Override
  public String description() {
    return String.format(Locale.ROOT, "tornado %s, %s", session.info().backend(), session.info().name());
  }

  @Override
  public Steps steps(int batchSize, long seed, List<UpdateRanges.Range> updates) {
    for (UpdateRanges.Range range : updates) {
      if (range.factor() != 1) {
        throw new IllegalStateException(
            "a device updates with the factors of annotations alone: in place of rateFactor and freeze put @RateFactor and @Frozen on layers and compile again, or train on the CPU");
      }
    }
    if (network.engine().spec().averageSlot() >= 0) {
      throw new IllegalStateException(
          "a device predicts with the parameters that it trains, not with their moving averages: train on the CPU, or leave averageDecay out of @Optimizer");
    }
    requireBatch(batchSize);
    return new DeviceSteps(session, network.engine().spec(), seed);
  }

  /** Throws an {@link IllegalArgumentException} where a step of so many samples cannot run. */
  void requireBatch(int batchSize) {
    int most = network.trainBatch();
    if (most == 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s was put on device %s for predictions only: put it there with on(device, %d, %d) to train it",
              name(), network.device(), batchSize, network.predictBatch()));
    }
    if (batchSize > most) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "batchSize is %d, but network %s was put on device %s with steps of at most %d samples: use batches of at most %d, or put it there with on(device, %d, %d)",
              batchSize, name(), network.device(), most, most, batchSize, network.predictBatch()));
    }
  }

  private String name() {
    return network.engine().spec().name();
  }

  @Override
  public Evaluator evaluator(Dataset data, List<Targets> targets) {
    return new DeviceEvaluator(session, Inside.of().program(network.engine()), network.engine().spec(), data, targets);
  }

  /** Kernels were compiled when the network was put on the device. */
  @Override
  public void warmUp(int batchSize) {}

  @Override
  public void publish(float[] parameters) {
    Inside.of().publishTrained(network, parameters);
  }
}
