import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Formula("y[...] = x[...] * sigmoid(x[...])") @interface Swish {}

@Network(input = {4})
class Places {
  @Dense(units = 3) @Swish @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
  /*!FORMULA_PLACE*/@Swish void method(/*!FORMULA_PLACE*/@Swish int parameter) {}
}

class Plain {
  /*!FORMULA_PLACE*/@Swish Layer method() {
    return null;
  }
}

/*!FORMULA_PLACE*/@Swish @interface Other {}

// expect: [FORMULA_PLACE] @Swish on 'method' has no effect: a formula stands on a field of a class with @Network, as its layer or beside one, or on the class, as its optimizer. Put it there, or remove it.
// expect: [FORMULA_PLACE] @Swish on 'parameter' has no effect: a formula stands on a field of a class with @Network, as its layer or beside one, or on the class, as its optimizer. Put it there, or remove it.
// expect: [FORMULA_PLACE] @Swish on 'method' has no effect: a formula stands on a field of a class with @Network, as its layer or beside one, or on the class, as its optimizer. Put it there, or remove it.
// expect: [FORMULA_PLACE] @Swish on 'Other' has no effect: a formula stands on a field of a class with @Network, as its layer or beside one, or on the class, as its optimizer. Put it there, or remove it.
