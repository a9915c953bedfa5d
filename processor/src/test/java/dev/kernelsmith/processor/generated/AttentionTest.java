package dev.kernelsmith.processor.generated;

import org.junit.jupiter.api.Test;

/** Networks with attention: all kernels against the interpreter. */
class AttentionTest {
  private static final String IMPORTS =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  @Test
  void causal() {
    NetworkChecks.check(GeneratedNetwork.compile("Causal", IMPORTS + """
        @Network(input = {7, 20})
        class Causal {
          @LayerNorm Layer normal;
          @SelfAttention(heads = 4, causal = true, dropout = 0.25) Layer attention;
          @Add({"input", "attention"}) Layer both;
          @TimeDistributed @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """), 1);
  }

  @Test
  void masked() {
    NetworkChecks.check(GeneratedNetwork.compile("Masked", IMPORTS + """
        @Network(input = {5, 16})
        @Optimizer(type = OptimizerType.SGD)
        class Masked {
          @Dense(units = 8) Layer spread;
          @ArgMax Layer steps;
          @From("input") @Conv1D(filters = 6, kernel = 3) Layer memory;
          @Dense(units = 3, activation = Activation.TANH) Layer valid;
          @CrossAttention(value = {"input", "memory"}, heads = 1, mask = "valid", bias = false) Layer cross;
          @SelfAttention(heads = 2, mask = "steps") Layer self;
          @Dense(units = 3) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        }
        """), 2);
  }
}
