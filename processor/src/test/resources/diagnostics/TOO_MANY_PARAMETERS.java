import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 65536)
class Dense2 {
  @Dense(units = /*!TOO_MANY_PARAMETERS*/65536) Layer out;
}

@Network(input = {64, 64, 4096})
class Conv {
  @Conv2D(filters = /*!TOO_MANY_PARAMETERS*/4096, kernel = 33) Layer out;
}

@Network(input = 32768)
/*!TOO_MANY_PARAMETERS*/class Sum {
  @Dense(units = 32768) Layer one;
  @Dense(units = 32768) Layer two;
}

// expect: [TOO_MANY_PARAMETERS] @Dense 'out' with input 65536 takes 4295032832 parameters, but at most 2147483639 are possible: reduce units or the input.
// expect: [TOO_MANY_PARAMETERS] @Conv2D 'out' with input 64x64x4096 takes 18270392320 parameters, but at most 2147483639 are possible: reduce filters or the input.
// expect: [TOO_MANY_PARAMETERS] Class Sum takes 2147549184 parameters, but at most 2147483639 are possible: reduce its layers.
