package dev.kernelsmith.processor.generated;

import org.junit.jupiter.api.Test;

/** Sequences of one step, heads and units that are one, windows longer than what they run over, marks on layers of any kind: all kernels against the interpreter. */
class OddSequencesTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  private static void check(String name, String network) {
    NetworkChecks.check(GeneratedNetwork.compileAs(name, IMPORTS + network), name.hashCode());
  }

  @Test
  void attentionOfOneStepAndOneChannel() {
    check("OneByOne", """
        @Network(input = {1, 1})
        class OneByOne {
          @SelfAttention(heads = 1, causal = true) Layer att;
          @Flatten Layer flat;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void headsOfOneChannelAndOneStepThatReadsMany() {
    check("Cross", """
        @Network(input = {7, 3})
        class Cross {
          @Dense(units = 8) Layer spread;
          @ArgMax Layer steps;
          @From("input") @Conv1D(filters = 2, kernel = 7) Layer query;
          @CrossAttention(value = {"query", "input"}, heads = 2, mask = "steps") Layer att;
          @Flatten Layer flat;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void recurrentLayersOfOneUnitAndOneStep() {
    check("Tiny", """
        @Network(input = {1, 1})
        class Tiny {
          @Lstm(units = 1, sequences = true) Layer a;
          @Gru(units = 1, sequences = true) Layer b;
          @SimpleRnn(units = 1) Layer c;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void recurrentLayersWithMasksByStep() {
    check("Masks", """
        @Network(input = {4, 3})
        class Masks {
          @Dense(units = 4, activation = Activation.TANH) Layer mask;
          @From("input") @Lstm(units = 1, mask = "mask", sequences = true) Layer a;
          @Gru(units = 5, mask = "mask") Layer b;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void blocksInBlocks() {
    check("Nested", """
        @Block class Inner {
          @TimeDistributed @Dense(units = Block.UNITS) Layer a;
          @LayerNorm Layer n;
          @Add({"input", "n"}) Layer out;
        }
        @Block class Outer {
          @Block(value = Inner.class, units = Block.UNITS) Layer one;
          @SelfAttention(heads = 1) Layer att;
          @Block(value = Inner.class, units = Block.UNITS) Layer two;
        }
        @Network(input = {6, 3})
        class Nested {
          @Block(value = Outer.class, units = 3) Layer a;
          @Block(value = Outer.class, units = 3, repeat = 2) Layer b;
          @TimeDistributed @Dense(units = 2) Layer d;
          @Flatten Layer flat;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void picturesOfEachStep() {
    check("Video", """
        @Network(input = {2, 4, 4, 1})
        class Video {
          @TimeDistributed @Conv2D(filters = 2, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer c;
          @TimeDistributed @Pool(size = 2) Layer p;
          @TimeDistributed @Flatten Layer f;
          @TimeDistributed @Dense(units = 3, activation = Activation.SOFTMAX) Layer d;
          @Lstm(units = 2) Layer last;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void sequencesOfEachStep() {
    check("Twice", """
        @Network(input = {2, 3, 2})
        class Twice {
          @TimeDistributed @SelfAttention(heads = 2, causal = true) Layer att;
          @TimeDistributed @Lstm(units = 2, sequences = true) Layer states;
          @TimeDistributed @Gru(units = 1) Layer last;
          @TimeDistributed @Dense(units = 2) Layer each;
          @Flatten Layer flat;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void marksOnWhatHasNoWeights() {
    check("Marks", """
        @Network(input = {4, 2})
        class Marks {
          @BatchNorm Layer normal;
          @TimeDistributed @Dropout(rate = 0.5) Layer drop;
          @TimeDistributed @PRelu Layer slope;
          @TimeDistributed @LayerNorm Layer own;
          @TimeDistributed @Activate(Activation.SOFTMAX) Layer share;
          @Flatten Layer flat;
          @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  @Test
  void formulasOfOnesOwn() {
    check("Own", """
        @Formula(value = {"g[n, u] += x[n, k] * w[k, u]", "h[n, u] += x[n, k] * v[k, u]", "y[n, u] = g[n, u] * sigmoid(beta * g[n, u]) * h[n, u]"},
            parameters = {"w[K, units]", "v[K, units]"})
        @interface Swiglu { int units(); double beta() default 1; }
        @Formula("y[...] = x[...] * (alpha + (x[...] > 0 ? 1 : slope))")
        @interface Bent { double alpha() default 0.5; double slope() default 0.1; }
        @Formula("loss[n] += pow(abs(y[...] - t[...]), power)") @interface Powered { double power() default 1.5; }
        @Network(input = {3})
        class Own {
          @Swiglu(units = 1) Layer a;
          @Swiglu(units = 7, beta = 2) Layer b;
          @Dense(units = 4) @Bent(slope = 0) Layer c;
          @Dense(units = 1) @Powered(power = 3) Layer out;
        }
        """);
  }

  /** Rows enough to be gone through together in what users get, too. */
  @Test
  void softmaxOfManyRows() {
    check("Rows", """
        @Network(input = {70, 16})
        class Rows {
          @SelfAttention(heads = 2, causal = true, dropout = 0.25) Layer att;
          @LayerNorm Layer normal;
          @TimeDistributed @Dense(units = 67, activation = Activation.SOFTMAX) Layer share;
          @LayerNorm Layer again;
          @Mean(axes = 0) Layer mean;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """);
  }
}
