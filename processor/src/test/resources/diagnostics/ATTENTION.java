import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {6, 8})
class Heads {
  @SelfAttention(heads = /*!ATTENTION*/3) Layer odd;
  @From("input") @SelfAttention(heads = /*!NOT_POSITIVE*/0, dropout = /*!NUMBER_RANGE*/1) Layer none;
  @From("input") @Conv1D(filters = 8, kernel = 3) Layer memory;
  @From("input") @SelfAttention(heads = 8, rotary = /*!ATTENTION*/true) Layer narrow;
  @CrossAttention(value = {"input", "memory"}, heads = 2, mask = /*!MASK_SHAPE*/"input") Layer masked;
  @CrossAttention(value = {"input", "memory"}, heads = 2, mask = /*!UNKNOWN_INPUT*/"nobody") Layer unknown;
  @From("input") @SelfAttention(heads = 2, mask = /*!UNKNOWN_INPUT*/"nobody") Layer unknownOfSelf;
  @CrossAttention(value = /*!TWO_INPUTS*/{"input"}, heads = 2) Layer alone;
  @CrossAttention(value = {"input", "memory"}, heads = 2) Layer fine;
  @From("input") /*!ATTENTION*/@Reuse("fine") Layer again;
  @From("input") @Dense(units = 8) Layer flat;
  /*!STEPS_EXPECTED*/@SelfAttention(heads = 2) Layer ofUnits;
}

// expect: [ATTENTION] @SelfAttention 'odd': 3 heads cannot share 8 channels: take a divisor of that number.
// expect: [NOT_POSITIVE] 'heads' of @SelfAttention 'none' is 0: it must be at least 1.
// expect: [NUMBER_RANGE] 'dropout' of @SelfAttention 'none' is 1.0, but must be at least 0 and below 1.
// expect: [ATTENTION] @SelfAttention 'narrow': pairs of channels are turned, but a head has 1: take other heads.
// expect: [MASK_SHAPE] mask = "input" of @CrossAttention 'masked' has shape 6x8; expected is 1, the number of steps that count, or 4, a number above 0 for each step that does: name an input declared as @Input(value = 1, type = InputType.INT), or as @Input(4).
// expect: [UNKNOWN_INPUT] Layer 'unknown' reads "nobody", but class Heads has no such layer: before it there are "input", "odd", "none", "memory", "narrow", "masked".
// expect: [UNKNOWN_INPUT] Layer 'unknownOfSelf' reads "nobody", but class Heads has no such layer: before it there are "input", "odd", "none", "memory", "narrow", "masked", "unknown".
// expect: [TWO_INPUTS] @CrossAttention 'alone' needs two layers, but names 1: name them as in @CrossAttention({"a", "b"}).
// expect: [ATTENTION] @CrossAttention 'again': it reads several layers, so that @Reuse, which says one, cannot use it. 'again' is @CrossAttention 'fine' once more, whose attributes hold for both: change them there, let 'again' read another layer with @From, or write @CrossAttention in place of its @Reuse.
// expect: [STEPS_EXPECTED] @SelfAttention 'ofUnits' needs steps x channels, but its input has shape 8: let it read such a layer with @From, or declare the input as {steps, channels}.
