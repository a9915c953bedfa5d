import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Nothing {
  @Initial(parameter = /*!INITIAL_OF_NOTHING*/"biass", value = 1) @Dense(units = 4) Layer hidden;
  /*!INITIAL_OF_NOTHING*/@Initial(1) @BatchNorm Layer norm;
  @Frozen @Initial(1) @Dense(units = 4) Layer out;
}

// expect: [INITIAL_OF_NOTHING] @Initial on 'hidden' speaks of 'biass', but what there is, is weights, bias: name one of these with 'parameter'.
// expect: [INITIAL_OF_NOTHING] @Initial on 'norm' speaks of weights, but what there is, is gamma, beta, movingMean, movingVariance: name one of these with 'parameter'.
