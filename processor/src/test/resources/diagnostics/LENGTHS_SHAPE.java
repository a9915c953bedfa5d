import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 6})
class Lengths {
  @Dense(units = 3) Layer lengths;
  @From("input") @Gru(units = 4, lengths = /*!LENGTHS_SHAPE*/"lengths") Layer gru;
}

// expect: [LENGTHS_SHAPE] lengths = "lengths" of @Gru 'gru' has shape 3; one number for each sample is expected, the steps of it that count: name an input declared as @Input(value = 1, type = InputType.INT).
