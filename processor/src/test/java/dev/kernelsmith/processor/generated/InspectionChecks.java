package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.InputGradients;
import dev.kernelsmith.runtime.Inspection;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What an inspection of any network must give, against the interpreter in double and against finite differences of it. */
final class InspectionChecks {
  private static final double STEP = 1e-5;

  private final GeneratedNetwork generated;
  private final CompiledNetwork network;
  private final NetworkSpec spec;
  private final LoweredNetwork lowered;
  private final Map<Buffer, double[]> parameters;
  private final Object[] inputs;

  private InspectionChecks(GeneratedNetwork generated, long seed) {
    this.generated = generated;
    network = generated.network(seed);
    spec = network.engine().spec();
    float[] flat = Batch.random(spec, 1, seed).parameters();
    network.engine().publish(flat);
    lowered = LoweredNetwork.of(generated.graph(), Mode.PREDICTION);
    Map<String, ParameterSpec> specs =
        spec.parameters().stream().collect(Collectors.toMap(ParameterSpec::name, Function.identity()));
    parameters =
        lowered.parameters().stream()
            .collect(Collectors.toMap(Parameter::buffer, p -> Reference.doubles(specs.get(p.name()).read(flat))));
    Random random = new Random(seed);
    inputs =
        spec.inputs().stream()
            .map(input -> input.isInt() ? random.ints(input.length(), -3, 4).toArray() : floats(input.length(), random))
            .toArray();
  }

  private static float[] floats(int length, Random random) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      values[i] = random.nextFloat(-1, 1);
    }
    return values;
  }

  /** Checks a network that can be inspected. */
  static void check(GeneratedNetwork generated, long seed) {
    InspectionChecks checks = new InspectionChecks(generated, seed);
    Objects.requireNonNull(generated.programs().inspection()).all().forEach(Verifier::verify);
    Inspection inspection = checks.network.engine().inspect(checks.inputs);
    checks.activations(inspection);
    checks.scores(inspection, seed);
  }

  /** The inputs in double. */
  private double[][] point() {
    double[][] point = new double[inputs.length][];
    for (int i = 0; i < point.length; i++) {
      point[i] =
          inputs[i] instanceof float[] floats ? Reference.doubles(floats)
              : java.util.Arrays.stream((int[]) inputs[i]).asDoubleStream().toArray();
    }
    return point;
  }

  /** The forward pass as it is lowered, before anything is made of it. */
  private Tensors forward(double[][] point) {
    Program program = new Program("forward", ScatterToGather.gathered(lowered.whole()));
    Tensors tensors = new Tensors(1);
    parameters.forEach(tensors::put);
    for (int i = 0; i < point.length; i++) {
      tensors.put(lowered.inputs().get(i), point[i]);
    }
    Interpreter.run(program, tensors);
    return tensors;
  }

  private void activations(Inspection inspection) {
    Tensors expected = forward(point());
    double tolerance = 1e-5 * Math.sqrt(Reference.longestSum(generated.programs().prediction(), 1));
    for (LayerNode layer : generated.graph().layers()) {
      double[] values = expected.get(lowered.values().get(layer.name()));
      assertEquals(layer.shape().dims(), inspection.activations(layer.name()).shape(), layer.name());
      Closeness.check(
          "value of " + layer.name(), values, inspection.activations(layer.name()).floats(), 4 * tolerance, tolerance);
    }
    Closeness.check(
        "first output", Reference.doubles(network.engine().logits(inputs)),
        inspection.activations(spec.outputLayers().getFirst()).floats(), 4 * tolerance, tolerance);
  }

  /** Along one random direction: the derivative is that of the interpreter's outputs, where these are smooth. */
  private void scores(Inspection inspection, long seed) {
    Random random = new Random(seed);
    for (int o = 0; o < generated.graph().outputs().size(); o++) {
      Buffer value = lowered.values().get(generated.graph().outputs().get(o).layer());
      int unit = random.nextInt(value.elements());
      InputGradients gradients = inspection.scoreGradients(spec.outputLayers().get(o), unit);
      double[][] at = point();
      double[][] ahead = point();
      double[][] behind = point();
      double derived = 0;
      double size = 0;
      for (int i = 0; i < inputs.length; i++) {
        if (inputs[i] instanceof float[]) {
          float[] by = gradients.by(spec.inputs().get(i).name()).floats();
          for (int k = 0; k < by.length; k++) {
            double direction = random.nextGaussian();
            derived += direction * by[k];
            size += Math.abs(direction * by[k]);
            ahead[i][k] += STEP * direction;
            behind[i][k] -= STEP * direction;
          }
        }
      }
      double here = forward(at).get(value)[unit];
      double right = (forward(ahead).get(value)[unit] - here) / STEP;
      double left = (here - forward(behind).get(value)[unit]) / STEP;
      double both = (right + left) / 2;
      if (Math.abs(right - left) <= 1e-3 * Math.max(Math.abs(both), 1e-3)) {
        assertEquals(both, derived, 1e-3 * Math.max(size, 1e-3), "score " + unit + " of output " + o);
      }
    }
  }
}
