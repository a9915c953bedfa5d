import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 6})
class Masks {
  @Dense(units = 3) Layer lengths;
  @From("input") @Gru(units = 4, mask = /*!MASK_SHAPE*/"lengths") Layer gru;
  @From("input") @SelfAttention(heads = 2, mask = /*!MASK_SHAPE*/"lengths") Layer attention;
}

// expect: [MASK_SHAPE] mask = "lengths" of @Gru 'gru' has shape 3; expected is 1, the number of steps that count, or 8, a number above 0 for each step that does: name an input declared as @Input(value = 1, type = InputType.INT), or as @Input(8).
// expect: [MASK_SHAPE] mask = "lengths" of @SelfAttention 'attention' has shape 3; expected is 1, the number of steps that count, or 8, a number above 0 for each step that does: name an input declared as @Input(value = 1, type = InputType.INT), or as @Input(8).
