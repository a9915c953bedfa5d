package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Everything that must hold for what a device makes of one network, checked against the interpreter. */
final class DeviceChecks {
  private static final double UNIT = 1e-5;
  private static final double FEW_LAYERS = 10;

  private final GeneratedNetwork network;
  private final NetworkSpec spec;
  private final Map<List<Object>, Reference> references = new HashMap<>();

  DeviceChecks(GeneratedNetwork network) {
    this.network = network;
    spec = network.spec();
  }

  /**
   * Checks what came of a case.
   *
   * @throws AssertionError with what does not hold
   */
  void check(DeviceCase wanted, DeviceResult result) {
    Batch batch = Batch.random(spec, wanted.samples(), wanted.seed()).weighted(wanted.seed());
    prediction("predicted", reference(network.programs().prediction(), wanted, batch), result.before(), wanted);
    DeviceResult.Step step = result.step();
    if (!wanted.trains()) {
      same("predicted again", result.before(), result.after());
      return;
    }
    training(Objects.requireNonNull(step), wanted, batch);
    update(step, wanted, batch);
    Batch updated = new Batch(batch.size(), batch.inputs(), batch.classes(), batch.targets(), step.parameters());
    Reference after = Reference.run(network, network.programs().prediction(), spec, updated);
    prediction("predicted after the step", after, result.after(), wanted);
    DeviceResult.Step again = Objects.requireNonNull(result.again());
    Closeness.same("losses of the repeated step", step.losses(), again.losses());
    Closeness.same("logits of the repeated step", step.logits(), again.logits());
    Closeness.same("gradients of the repeated step", step.gradients(), again.gradients());
    Closeness.same("parameters of the repeated step", step.parameters(), again.parameters());
    same("slots of the repeated step", step.slots(), again.slots());
  }

  private static void same(String what, float[][] expected, float[][] actual) {
    for (int i = 0; i < expected.length; i++) {
      Closeness.same(what + " " + i, expected[i], actual[i]);
    }
  }

  /** What the interpreter makes of a batch, which cases with other schedules share. */
  private Reference reference(Program program, DeviceCase wanted, Batch batch) {
    return references.computeIfAbsent(
        List.of(program.name(), wanted.samples(), wanted.seed()), key -> Reference.run(network, program, spec, batch));
  }

  /** The rounding errors of a layer pass through all that follow, and add up where there are more than a few. */
  private double tolerance(Program program, DeviceCase wanted) {
    double depth = Math.max(1, network.graph().layers().size() / FEW_LAYERS);
    return UNIT * depth * Math.sqrt(Reference.longestSum(program, wanted.samples()));
  }

  private void prediction(String what, Reference reference, float[][] outputs, DeviceCase wanted) {
    double tolerance = tolerance(network.programs().prediction(), wanted);
    reference.check(what + " logits", run -> run.output(0), outputs[0], tolerance, 0);
    reference.check(what + " outputs", run -> run.output(1), outputs[1], tolerance, 0);
  }

  private void training(DeviceResult.Step step, DeviceCase wanted, Batch batch) {
    Program training = Objects.requireNonNull(network.programs().training());
    Reference reference = reference(training, wanted, batch);
    double tolerance = tolerance(training, wanted);
    reference.check("losses", Reference::losses, step.losses(), tolerance, tolerance);
    reference.check("logits", run -> run.output(0), step.logits(), tolerance, 0);
    reference.checkGradients("device", spec, step.gradients(), tolerance);
  }

  /** The update, from the gradients that the device has: what is wrong with those is told by {@link #training}. */
  private void update(DeviceResult.Step step, DeviceCase wanted, Batch batch) {
    float[][] slots = DeviceResult.slots(spec, wanted.seed());
    double[][] expectedSlots = Arrays.stream(slots).map(Reference::doubles).toArray(double[][]::new);
    double[] parameters = Reference.doubles(batch.parameters());
    new UpdateReference(network)
        .step(parameters, Reference.doubles(step.gradients()), expectedSlots, DeviceResult.RATE, DeviceResult.STEP);
    Closeness.check("updated parameters", parameters, step.parameters(), UNIT, 1e-6);
    for (int s = 0; s < slots.length; s++) {
      Closeness.check("slot " + spec.slots().get(s), expectedSlots[s], step.slots()[s], UNIT, 0);
    }
  }
}
