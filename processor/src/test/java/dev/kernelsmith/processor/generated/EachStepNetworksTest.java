package dev.kernelsmith.processor.generated;

import org.junit.jupiter.api.Test;

/** Networks of layers that are applied to each step: all kernels against the interpreter. */
class EachStepNetworksTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  @Test
  void films() {
    NetworkChecks.check(GeneratedNetwork.compileAs("Film", IMPORTS + """
        @Network(input = {3, 6, 6, 2})
        class Film {
          @TimeDistributed @Conv2D(filters = 5, kernel = 3, padding = Padding.SAME, activation = Activation.RELU) Layer frames;
          @TimeDistributed @Pool(size = 2) Layer smaller;
          @TimeDistributed @GroupNorm(groups = 1) Layer normal;
          @TimeDistributed @Conv2D(filters = 4, kernel = 3, stride = 2) Layer strided;
          @TimeDistributed @GlobalPool Layer each;
          @TimeDistributed @Dense(units = 17, activation = Activation.SOFTMAX) Layer shares;
          @Flatten Layer flat;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """), 1);
  }

  @Test
  void sequences() {
    NetworkChecks.check(GeneratedNetwork.compileAs("Steps", IMPORTS + """
        @Network(input = {5, 4})
        @Optimizer(type = OptimizerType.SGD)
        class Steps {
          @TimeDistributed @Dense(units = 18, activation = Activation.TANH) Layer dense;
          @TimeDistributed @Dropout(rate = 0.25) Layer dropped;
          @TimeDistributed @LayerNorm Layer normal;
          @TimeDistributed @Dense(units = 18, bias = false) Layer other;
          @TimeDistributed @Add({"normal", "other"}) Layer both;
          @TimeDistributed @PRelu Layer bent;
          @From("both") @Reuse("other") Layer again;
          @TimeDistributed @Reshape({3, 6}) Layer apart;
          @TimeDistributed @MatMul(value = {"apart", "apart"}, transposeB = true) Layer products;
          @TimeDistributed @Flatten Layer flat;
          @From("flat") @TimeDistributed @Max Layer largest;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """), 2);
  }
}
