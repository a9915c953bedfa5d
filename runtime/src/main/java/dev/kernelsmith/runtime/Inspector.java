package dev.kernelsmith.runtime;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.InspectionProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Makes inspections of one network's predictions. */
final class Inspector {
  private static final long RESULT_BYTES = 24;

  private final NetworkSpec spec;
  private final Predictor predictor;
  private final @Nullable Supplier<? extends InspectionProgram> programs;

  /**
   * An inspector.
   *
   * @param predictor checks inputs
   * @param programs gives the generated code; null where there is none
   */
  Inspector(NetworkSpec spec, Predictor predictor, @Nullable Supplier<? extends InspectionProgram> programs) {
    this.spec = spec;
    this.predictor = predictor;
    this.programs = programs;
  }

  Inspection inspect(float[] parameters, float[] input) {
    program();
    predictor.requireOneInput();
    predictor.checkOne("the input", input);
    return inspect(parameters, new Object[] {input});
  }

  Inspection inspect(float[] parameters, Object[] inputs) {
    InspectionProgram program = program();
    predictor.check(inputs);
    Block sample = new Block(1, spec);
    predictor.copy(inputs, sample, 0);
    return new Inspection(spec, program, parameters, sample);
  }

  Inspection inspect(float[] parameters, Dataset data, int sample) {
    InspectionProgram program = program();
    SampleInputs inputs = new SampleInputs(data);
    inputs.check(predictor);
    if (sample < 0 || sample >= inputs.size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the data has %d samples, numbered from 0, and so none of number %d",
              inputs.size(), sample));
    }
    Block copy = new Block(1, spec);
    inputs.copier(predictor).copy(sample, copy, 0);
    return new Inspection(spec, program, parameters, copy);
  }

  /** Whether the code for it was generated. */
  boolean isPossible() {
    return programs != null;
  }

  /** The values of a layer for each sample. */
  float[][] activations(float[] parameters, Dataset data, String layer) {
    BlockProgram program = program().activations();
    int number = LayerNames.find(spec, layer);
    if (number < 0) {
      boolean input = spec.inputs().stream().anyMatch(given -> given.name().equals(layer));
      throw input
          ? new IllegalArgumentException(
              String.format(Locale.ROOT, "'%s' is an input of network %s: the data has its values", layer, spec.name()))
          : LayerNames.unknown(spec, layer);
    }
    SampleInputs inputs = new SampleInputs(data);
    inputs.check(predictor);
    long bytes = (long) Float.BYTES * spec.layers().get(number).shape().stream().reduce(1, Math::multiplyExact);
    inputs.requireMemory(bytes + RESULT_BYTES);
    float[][] rows = new float[inputs.size()][];
    Block block = Block.ofLayers(program, spec);
    block.parameters = parameters;
    SampleCopier copier = inputs.copier(predictor);
    program.once(0, block);
    for (int i = 0; i < rows.length; i++) {
      copier.copy(i, block, 0);
      program.run(0, block);
      rows[i] = block.outputs[number].clone();
    }
    return rows;
  }

  private InspectionProgram program() {
    if (programs == null) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s was compiled without the code that looks into it: write @Network(inspect = true) and compile again",
              spec.name()));
    }
    return programs.get();
  }
}
