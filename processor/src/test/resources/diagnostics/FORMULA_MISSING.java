import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4})
/*!FORMULA_MISSING*/@Optimizer(learningRate = 0.1)
class Nothing {
  @Dense(units = 3) /*!FORMULA_MISSING*/@Loss(weight = 2) Layer out;
}

// expect: [FORMULA_MISSING] @Optimizer says no rule: write @Optimizer(type = OptimizerType.ADAM), or put an annotation with @Formula beside it that sets 'p'.
// expect: [FORMULA_MISSING] @Loss says no loss: write @Loss(LossFunction.MEAN_SQUARED_ERROR), or put an annotation with @Formula beside it that sets 'loss'.
