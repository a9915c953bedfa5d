import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Formula("y[...] = x[...] * sigmoid(x[...])") @interface Swish {}
@Formula("loss[n] += abs(y[...] - t[...])") @interface Distance {}
@Formula("w = uniform(-0.1, 0.1)") @interface Small {}
@Formula("p = p - rate * g") @interface Plain {}

/*!FORMULA_USE*/@Swish
@Network(input = {4})
class Uses {
  /*!FORMULA_USE*/@Distance Layer nothing;
  @Dense(units = 3) /*!FORMULA_USE*/@Plain Layer hidden;
  @Dense(units = 3) @Swish /*!FORMULA_USE*/@Formula("y[...] = 2 * x[...]") Layer twice;
  @Flatten /*!FORMULA_USE*/@Small Layer flat;
  @Dense(units = 3) @Distance Layer out;
}

@Plain /*!FORMULA_USE*/@Formula("p = p - 2 * rate * g") @Optimizer(learningRate = 0.1)
@Network(input = {4})
class Several {
  @Dense(units = 3) @Distance Layer out;
}

@Network
class OfInput {
  @Input(4) /*!FORMULA_USE*/@Small Layer other;
  @Dense(units = 3) @Distance Layer out;
}

// expect: [FORMULA_USE] @Swish on 'Uses' is an activation, but on a class it is an optimizer, which sets 'p', without indices: put others on a field.
// expect: [FORMULA_USE] @Distance on 'nothing' is a loss, but the field has no layer: add one, such as @Dense(units = 10).
// expect: [FORMULA_USE] @Plain on 'hidden' is an optimizer, but it is for the class with @Network: put it there.
// expect: [FORMULA_USE] @Formula on 'twice' is an activation, but there is another one: keep one of them.
// expect: [FORMULA_USE] @Small on 'flat' is an initializer, but the layer has no weights: remove it.
// expect: [FORMULA_USE] @Formula on 'Several' is an optimizer, but there is another one: keep one of them.
// expect: [FORMULA_USE] @Small on 'other' is an initializer, but the field is an input: put it on a layer.
