import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Formula("w = 0.5") @interface Half {}
@Formula("loss[n] += abs(y[...] - t[...])") @interface Distance {}
@Formula("p = p - rate * g") @interface Plain {}

@Network(input = {4})
@Plain @Optimizer(type = OptimizerType/*!FORMULA_BESIDE_VALUE*/.ADAM)
class Both {
  @Dense(units = 4, activation = Activation/*!FORMULA_BESIDE_VALUE*/.TANH) @Formula("y[...] = 2 * x[...]") Layer a;
  @From("input") @Dense(units = 4, initializer = Initializer/*!FORMULA_BESIDE_VALUE*/.ONES) @Half Layer b;
  @Dense(units = 3) @Loss(LossFunction/*!FORMULA_BESIDE_VALUE*/.HUBER) @Distance Layer out;
}

// expect: [FORMULA_BESIDE_VALUE] 'Optimizer': @Plain says what 'type' says, too: remove one of them.
// expect: [FORMULA_BESIDE_VALUE] 'a': @Formula says what 'activation' says, too: remove one of them.
// expect: [FORMULA_BESIDE_VALUE] 'b': @Half says what 'initializer' says, too: remove one of them.
// expect: [FORMULA_BESIDE_VALUE] 'out': @Distance says what 'value' says, too: remove one of them.
