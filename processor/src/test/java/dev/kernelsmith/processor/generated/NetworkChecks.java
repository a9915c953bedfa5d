package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.GeneratedNetwork.Variant;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.GradientSums;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;

/** Everything that must hold for one compiled network with a loss, checked against the interpreter. */
final class NetworkChecks {
  /** More than one block, the last of them with fillers. */
  private static final int SAMPLES = 21;

  private static final double UNIT = 1e-5;

  private final GeneratedNetwork network;
  private final long seed;
  private final NetworkSpec spec;
  private final Batch batch;
  private final Program training;

  private NetworkChecks(GeneratedNetwork network, long seed) {
    this.network = network;
    this.seed = seed;
    spec = network.spec();
    batch = Batch.random(spec, SAMPLES, seed).weighted(seed);
    training = Objects.requireNonNull(network.programs().training(), "a network with a loss can be trained");
  }

  /**
   * Checks a network.
   *
   * @throws AssertionError with what does not hold
   */
  static void check(GeneratedNetwork network, long seed) {
    NetworkChecks checks = new NetworkChecks(network, seed);
    checks.warnings();
    Verifier.verify(checks.network.programs().prediction());
    Verifier.verify(checks.training);
    checks.training();
    checks.prediction();
    checks.evaluation();
    checks.update();
  }

  private void warnings() {
    if (!network.complaints().isEmpty()) {
      throw new AssertionError("the compiler has something to say: " + network.complaints());
    }
  }

  private void training() {
    Reference reference = Reference.run(network, training, spec, batch);
    double tolerance = UNIT * Math.sqrt(Reference.longestSum(training, SAMPLES));
    Map<Variant, TrainingStep> steps = new EnumMap<>(Variant.class);
    for (Variant variant : Variant.values()) {
      TrainingStep step = TrainingStep.run(network.kernels(variant), spec, batch);
      reference.check(variant + " losses", Reference::losses, step.losses(), tolerance, tolerance);
      reference.check(variant + " logits", run -> run.output(0), step.logits(), tolerance, 0);
      reference.checkGradients(variant.toString(), spec, step.gradients(), tolerance);
      steps.put(variant, step);
      inPieces(variant, step);
    }
    Closeness.same("losses", steps.get(Variant.VECTOR_32).losses(), steps.get(Variant.VECTOR_16).losses());
    Closeness.same("logits", steps.get(Variant.VECTOR_32).logits(), steps.get(Variant.VECTOR_16).logits());
    Closeness.same("gradients", steps.get(Variant.VECTOR_32).gradients(), steps.get(Variant.VECTOR_16).gradients());
  }

  /** The same by threads that share kernels, where they can. */
  private void inPieces(Variant variant, TrainingStep expected) {
    BlockProgram program = Objects.requireNonNull(network.kernels(variant).training());
    if (program.hasPieces()) {
      TrainingStep step = TrainingStep.runInPieces(program, spec, batch, seed);
      Closeness.same(variant + " losses in pieces", expected.losses(), step.losses());
      Closeness.same(variant + " logits in pieces", expected.logits(), step.logits());
      Closeness.same(variant + " gradients in pieces", expected.gradients(), step.gradients());
    }
  }

  private void prediction() {
    Reference reference = Reference.run(network, network.programs().prediction(), spec, batch);
    double tolerance = UNIT * Math.sqrt(Reference.longestSum(network.programs().prediction(), SAMPLES));
    for (Variant variant : Variant.values()) {
      KernelProgram kernels = network.kernels(variant);
      float[][] together = predict(kernels.prediction());
      float[][] alone = predict(kernels.single());
      reference.check(variant + " logits", run -> run.output(0), together[0], tolerance, 0);
      reference.check(variant + " outputs", run -> run.output(1), together[1], tolerance, 0);
      Closeness.same(variant + " logits of one sample", together[0], alone[0]);
      Closeness.same(variant + " outputs of one sample", together[1], alone[1]);
    }
  }

  /** Both outputs of all samples, which are the same where threads share kernels. */
  private float[][] predict(BlockProgram program) {
    float[][] outputs = predict(program, block -> program.runAll(block));
    if (program.hasPieces()) {
      float[][] inPieces = predict(program, block -> ShuffledCrew.runAll(program, seed, block));
      Closeness.same("logits in pieces", outputs[0], inPieces[0]);
      Closeness.same("outputs in pieces", outputs[1], inPieces[1]);
    }
    return outputs;
  }

  /** Both outputs of all samples. One block is used for all, so that what one prediction leaves behind shows in the next. */
  private float[][] predict(BlockProgram program, Consumer<Block> run) {
    Block block = new Block(program, spec);
    int lanes = program.lanes();
    float[][] outputs = new float[2][];
    for (int number = 0; number < batch.blocks(lanes); number++) {
      batch.stage(block, number);
      run.accept(block);
      int live = Math.min(lanes, SAMPLES - number * lanes);
      for (int o = 0; o < outputs.length; o++) {
        int length = spec.outputs().get(o).length();
        outputs[o] = outputs[o] == null ? new float[SAMPLES * length] : outputs[o];
        System.arraycopy(block.outputs[o], 0, outputs[o], number * lanes * length, live * length);
      }
    }
    return outputs;
  }

  /** Losses from raw outputs, and from extreme ones. */
  private void evaluation() {
    Program evaluation =
        Objects.requireNonNull(network.programs().evaluation(), "a network with a loss can be evaluated");
    Verifier.verify(evaluation);
    for (Variant variant : Variant.values()) {
      KernelProgram kernels = network.kernels(variant);
      float[] logits = predict(kernels.prediction())[0];
      double tolerance = UNIT * Math.sqrt(Reference.longestSum(evaluation, SAMPLES));
      for (float scale : new float[] {1, 1000}) {
        for (int i = 0; i < logits.length; i++) {
          logits[i] *= scale;
        }
        double[] expected = Reference.losses(evaluation, logits, batch);
        float[] actual = evaluate(kernels, logits);
        // A mean that a float can hold may be that of a sum which none can.
        if (Closeness.largest(expected) < Float.MAX_VALUE / Reference.longestSum(evaluation, SAMPLES)) {
          Closeness.check(
              variant + " losses of logits times " + scale, expected, actual, tolerance, tolerance * scale);
        }
      }
    }
  }

  private float[] evaluate(KernelProgram kernels, float[] logits) {
    BlockProgram program = Objects.requireNonNull(kernels.evaluation(), "a network with a loss can be evaluated");
    Block block = Block.ofOutputs(program, spec);
    int lanes = program.lanes();
    int length = spec.outputs().getFirst().length();
    float[] losses = new float[SAMPLES];
    for (int number = 0; number < batch.blocks(lanes); number++) {
      int live = Math.min(lanes, SAMPLES - number * lanes);
      batch.stageTargets(block, number);
      System.arraycopy(logits, number * lanes * length, block.inputs[0], 0, live * length);
      program.runAll(block);
      System.arraycopy(block.losses[0], 0, losses, number * lanes, live);
    }
    return losses;
  }

  private void update() {
    float[][] vector = null;
    for (Variant variant : Variant.values()) {
      float[][] result = update(variant);
      if (vector != null) {
        for (int i = 0; i < result.length; i++) {
          Closeness.same("updated array " + i, vector[i], result[i]);
        }
      }
      vector = variant.isVector() ? result : null;
    }
  }

  /** Three steps from two gradient copies; the parameters, then the slots. */
  private float[][] update(Variant variant) {
    KernelProgram kernels = network.kernels(variant);
    UpdateReference reference = new UpdateReference(network);
    GradientSums sums = new GradientSums(kernels, spec);
    Random random = new Random(seed);
    int copy = gradientCopy(variant);
    int length = spec.updatedFloats();
    float[][] arrays = new float[1 + spec.slots().size()][spec.trainedFloats()];
    arrays[0] = batch.parameters().clone();
    float[][] slots = Arrays.copyOfRange(arrays, 1, arrays.length);
    double[] parameters = Reference.doubles(arrays[0]);
    double[][] expectedSlots = new double[slots.length][spec.trainedFloats()];
    int start = spec.parameterStart();
    int middle = start + Math.max(0, length - start) / 32 * 16;
    for (int step = 1; step <= 3; step++) {
      float[] gradients = gradientCopies(variant, random);
      float rate = 0.02f / step;
      double[] sum = new double[length];
      for (int i = 0; i < length; i++) {
        sum[i] = (double) gradients[i] + gradients[copy + i];
      }
      reference.step(parameters, sum, expectedSlots, rate, step);
      for (int range = sums.ranges() - 1; range >= 0; range--) {
        sums.sum(range, arrays[0], gradients, 2, slots, rate, step);
      }
      double[] totals = sums.totals();
      kernels.update(arrays[0], gradients, 2, slots, rate, step, totals, middle, length);
      kernels.update(arrays[0], gradients, 2, slots, rate, step, totals, start, middle);
    }
    Closeness.check(variant + " updated parameters", parameters, arrays[0], 1e-5, 1e-6);
    for (int s = 0; s < slots.length; s++) {
      // How far a weight is from its average is known as well as the weight is.
      double floor = s == spec.averageSlot() ? 1e-6 : 0;
      Closeness.check(variant + " slot " + spec.slots().get(s), expectedSlots[s], slots[s], 1e-5, floor);
    }
    return arrays;
  }

  /** Floats of a gradient copy, with the parts of sums. */
  private int gradientCopy(Variant variant) {
    BlockProgram program = Objects.requireNonNull(network.kernels(variant).training());
    return spec.gradientFloats() + program.parts();
  }

  private float[] gradientCopies(Variant variant, Random random) {
    int length = gradientCopy(variant);
    float[] copies = new float[2 * length];
    for (int copy = 0; copy < 2; copy++) {
      float[] one = Batch.random(spec, 1, random.nextLong()).parameters();
      System.arraycopy(one, 0, copies, copy * length, spec.updatedFloats());
    }
    return copies;
  }
}
