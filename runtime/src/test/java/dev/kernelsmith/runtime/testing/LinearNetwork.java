package dev.kernelsmith.runtime.testing;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.internal.Access;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.ParameterGroup;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.List;
import java.util.Objects;

/** What the processor would generate for a network of one dense layer. */
public record LinearNetwork(NetworkEngine engine) implements CompiledNetwork {
  public static final float LEARNING_RATE = 0.05f;

  /** A classifier, initialised from a seed. */
  public static LinearNetwork classifier(int in, int classes, long seed) {
    return of(new LinearProgram(in, classes, true, 1), seed);
  }

  /** A regression, initialised from a seed. */
  public static LinearNetwork regression(int in, int out, long seed) {
    return of(new LinearProgram(in, out, false, 1), seed);
  }

  /** Sigmoid units with cross-entropy, initialised from a seed. */
  public static LinearNetwork sigmoid(int in, int out, long seed) {
    return of(new LinearProgram(in, out, LinearProgram.SIGMOID, 1), seed);
  }

  public static LinearNetwork of(LinearProgram program, long seed) {
    return new LinearNetwork(new NetworkEngine(spec(program), program, seed));
  }

  /** A network with a description of its own. */
  public static LinearNetwork of(NetworkSpec spec, LinearProgram program, long seed) {
    return new LinearNetwork(new NetworkEngine(spec, program, seed));
  }

  /** A network with task graphs for a fake device, which is what its engine's factory is. */
  public static LinearNetwork offloaded(LinearProgram program, long seed) {
    return offloaded(spec(program), program, seed);
  }

  /** The same with a description of its own. */
  public static LinearNetwork offloaded(NetworkSpec spec, LinearProgram program, long seed) {
    return new LinearNetwork(new NetworkEngine(spec, program, seed, new FakeDevice(spec, program)));
  }

  /** The device of {@link #offloaded}. */
  public FakeDevice fake() {
    return (FakeDevice) Objects.requireNonNull(Access.<NetworkEngine, DeviceNetwork>get().deviceFactory(engine));
  }

  /** Puts it on that device, with policy FAIL, for all predictions, however few samples they are of. */
  public DeviceNetwork placed(int trainBatch, int predictBatch) {
    DeviceNetwork placed = DeviceNetwork.open(this, FakeDevice.INFO, trainBatch, predictBatch, DevicePolicy.FAIL);
    placed.fewSamples(0);
    return placed;
  }

  static NetworkSpec spec(LinearProgram program) {
    return describe(program).build();
  }

  /** The description of the network that a program computes. */
  public static NetworkSpec.Builder describe(LinearProgram program) {
    return describe(program, List.of(program.in()));
  }

  /** The same, whose input has a shape. */
  public static NetworkSpec.Builder describe(LinearProgram program, List<Integer> shape) {
    int out = program.out();
    return describe(program, shape, List.of(out))
        .loss(
            program.softmax() ? new LossSpec(program.loss(), "dense", TargetKind.CLASS, 0, Activation.SOFTMAX)
                : program.sigmoid()
                    ? new LossSpec(program.loss(), "dense", TargetKind.PROBABILITIES, out, Activation.SIGMOID)
                    : new LossSpec(program.loss(), "dense", TargetKind.VALUES, out, Activation.IDENTITY));
  }

  /** The same without a loss, whose output has a shape, too. */
  public static NetworkSpec.Builder describe(LinearProgram program, List<Integer> shape, List<Integer> output) {
    int in = program.in();
    int out = program.out();
    String fingerprint = (program.softmax() ? "softmax" : program.sigmoid() ? "sigmoid" : "mse") + "-" + in + "-" + out;
    return NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Linear", fingerprint)
        .input(new TensorSpec("input", shape))
        .output(new TensorSpec("logits", output))
        .output(new TensorSpec("probabilities", output))
        .layer(new LayerSpec("out", "Dense", List.of("input"), List.of(out), List.of("out.weights", "out.bias"),
            2L * in * out))
        .parameter(new ParameterSpec("out.weights", List.of(in, out), 0, program.pitch(),
            Initializer.GLOROT_UNIFORM, in, out, ParameterGroup.TRAINED, true))
        .parameter(
            new ParameterSpec("out.bias", List.of(out), program.biasOffset(), program.pitch(), Initializer.ZEROS,
                in, out, ParameterGroup.TRAINED, false))
        .parameterFloats(program.parameterFloats())
        .optimizer("MOMENTUM", LEARNING_RATE, "velocity");
  }
}
