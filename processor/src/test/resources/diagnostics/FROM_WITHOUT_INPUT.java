import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Wired {
  /*!FROM_WITHOUT_INPUT*/@From("input") @Constant({1, 2}) Layer numbers;
  /*!REUSE_WITHOUT_PARAMETERS*/@Reuse("numbers") Layer again;
  @Add({"numbers", "input"}) Layer sum;
}

// expect: [FROM_WITHOUT_INPUT] Layer 'numbers' carries @From beside @Constant, which reads nothing: remove @From.
// expect: [REUSE_WITHOUT_PARAMETERS] Layer 'again' uses 'numbers' again, but @Constant has no parameters to share: write @Constant once more.
