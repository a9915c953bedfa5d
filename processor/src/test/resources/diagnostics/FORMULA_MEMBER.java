import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4})
class Members {
  @Scaled(by = {2, 3}) Layer scaled;
}

@Formula("y[n, i] = 2 * x[n, i]")
@interface Scaled { int[] /*!FORMULA_MEMBER*/by(); }

// expect: [FORMULA_MEMBER] Member 'by' of @Scaled has type int[], but members of an annotation with @Formula are numbers or names of inputs: give it the type int, double, boolean or String.
