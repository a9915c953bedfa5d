package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.ParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A network with an image and five whole numbers as inputs, a class and two values as outputs, and a loss for each. What tells the class is
 * read by other layers as well; about half of the numbers are none of the classes that they are read as.
 */
final class SeveralOfEach {
  static final int SAMPLES = 21;
  static final int CLASSES = 4;
  static final float WEIGHT = 0.25f;

  static final String NAME = "SeveralOfEach";

  static final String SOURCE =
      """
          import dev.kernelsmith.annotations.*;
          import dev.kernelsmith.runtime.Layer;

          @Network
          @Optimizer(type = OptimizerType.MOMENTUM)
          class SeveralOfEach {
            @Input({6, 6, 2}) Layer image;
            @Conv2D(filters = 4, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer conv;
            @Pool(size = 2) Layer pool;
            @Dense(units = 8, activation = Activation.TANH) Layer left;
            @Input(value = 5, type = InputType.INT) Layer codes;
            @OneHot(classes = 3) Layer places;
            @Constant({0.5f, -1, 2, 2, 0.25f}) Layer scales;
            @Multiply({"codes", "scales"}) Layer scaled;
            @From("codes") @Max Layer largest;
            @Add({"scaled", "largest"}) Layer shifted;
            @Reshape({5, 1}) Layer column;
            @Concat({"places", "column"}) Layer told;
            @Dense(units = 8, activation = Activation.RELU) Layer right;
            @Add({"left", "right"}) Layer both;
            @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) @Dense(units = 4) Layer digit;
            @Dense(units = 6, activation = Activation.TANH) Layer mixed;
            @Loss(value = LossFunction.MEAN_SQUARED_ERROR, weight = 0.25f) @Dense(units = 2) Layer value;
          }
          """;

  private SeveralOfEach() {}

  /** Compiles it to all that can be generated. */
  static GeneratedNetwork compile() {
    return GeneratedNetwork.compileAs(NAME, SOURCE);
  }

  /**
   * Samples and parameters.
   *
   * @param parameters the flat parameter array
   */
  record Samples(float[][] images, int[][] codes, int[] classes, float[][] values, float[] parameters) {
    static Samples random(NetworkSpec spec, long seed) {
      Random random = new Random(seed);
      return new Samples(
          rows(random, 72),
          random.ints(SAMPLES, -3, 4).mapToObj(i -> random.ints(5, -3, 4).toArray()).toArray(int[][]::new),
          random.ints(SAMPLES, 0, CLASSES).toArray(), rows(random, 2), Batch.random(spec, 1, seed).parameters());
    }

    private static float[][] rows(Random random, int length) {
      float[][] rows = new float[SAMPLES][length];
      for (float[] row : rows) {
        for (int i = 0; i < length; i++) {
          row[i] = random.nextFloat(-1, 1);
        }
      }
      return rows;
    }

    Dataset data() {
      float[][] numbers = new float[SAMPLES][5];
      for (int i = 0; i < SAMPLES; i++) {
        for (int k = 0; k < 5; k++) {
          numbers[i][k] = codes[i][k];
        }
      }
      Dataset first = ArrayDataset.ofClasses(images, classes);
      Dataset second = ArrayDataset.ofValues(numbers, values);
      return JoinedDataset.of(List.of(first, second), List.of(first, second));
    }

    /** Fills a block as the runtime does: lanes without a sample repeat the block's first one, with loss gradient 0. */
    void stage(Block block, int number) {
      int lanes = block.lanes;
      for (int lane = 0; lane < lanes; lane++) {
        boolean live = number * lanes + lane < SAMPLES;
        int sample = number * lanes + (live ? lane : 0);
        System.arraycopy(images[sample], 0, block.inputs[0], lane * 72, 72);
        System.arraycopy(codes[sample], 0, block.intInputs[1], lane * 5, 5);
        block.classes[0][lane] = classes[sample];
        System.arraycopy(values[sample], 0, block.targets[1], lane * 2, 2);
        for (float[] lossGradients : block.lossGradients) {
          lossGradients[lane] = live ? 1f / SAMPLES : Block.FILLER;
        }
      }
      block.parameters = parameters;
    }

    /** What the interpreter makes of them. */
    Tensors run(GeneratedNetwork network, Program program) {
      Map<String, ParameterSpec> specs =
          network.spec().parameters().stream().collect(Collectors.toMap(ParameterSpec::name, Function.identity()));
      Map<Buffer, String> names =
          network.programs().network().parameters().stream()
              .collect(Collectors.toMap(Parameter::buffer, Parameter::name));
      Tensors tensors = new Tensors(SAMPLES);
      for (Buffer buffer : program.buffers()) {
        switch (buffer.role()) {
          case INPUT -> tensors.put(buffer, flat(images));
          case INT_INPUT ->
              tensors.put(buffer, Arrays.stream(codes).flatMapToInt(Arrays::stream).asDoubleStream().toArray());
          case CLASS -> tensors.put(buffer, Arrays.stream(classes).asDoubleStream().toArray());
          case TARGET -> tensors.put(buffer, flat(values));
          case LOSS_GRADIENT -> tensors.put(buffer, lossGradients());
          case PARAMETER ->
              tensors.put(buffer, Reference.doubles(specs.get(names.get(buffer)).read(parameters)));
          default -> {}
        }
      }
      Interpreter.run(program, tensors);
      return tensors;
    }

    private static double[] lossGradients() {
      double[] lossGradients = new double[SAMPLES];
      Arrays.fill(lossGradients, 1.0 / SAMPLES);
      return lossGradients;
    }

    private static double[] flat(float[][] rows) {
      double[] values = new double[rows.length * rows[0].length];
      for (int i = 0; i < values.length; i++) {
        values[i] = rows[i / rows[0].length][i % rows[0].length];
      }
      return values;
    }
  }
}
