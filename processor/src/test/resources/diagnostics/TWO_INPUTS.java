import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Operands {
  @Subtract(/*!TWO_INPUTS*/"input") Layer one;
  @Divide(/*!TWO_INPUTS*/{"input", "input", "input"}) Layer three;
}

// expect: [TWO_INPUTS] @Subtract 'one' needs two layers, but names 1: name them as in @Subtract({"a", "b"}).
// expect: [TWO_INPUTS] @Divide 'three' needs two layers, but names 3: name them as in @Divide({"a", "b"}).
