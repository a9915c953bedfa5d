import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {9, 9, 1})
class Idle {
  @Pool(size = 2, p = /*!NO_EFFECT*/3) Layer norm;
  @Pool(size = 2, padding = Padding.SAME, countPadding = /*!NO_EFFECT*/true) Layer maximum;
  @Pool(size = 2, type = PoolType.AVERAGE, countPadding = /*!NO_EFFECT*/true) Layer unpadded;
  @From("input") @Pool(size = 2, padding = Padding.FULL, ceiling = /*!NO_EFFECT*/true) Layer full;
  @From("input") @Pool(size = 2, pads = 1, type = PoolType.AVERAGE, ceiling = true, countPadding = true) Layer sound;
  @Pad(before = {1, 0, 0}, mode = PadMode.EDGE, value = /*!NO_EFFECT*/-1) Layer pad;
  @GlobalPool(p = /*!NO_EFFECT*/2) Layer all;
  @From("sound") @GlobalPool(type = PoolType.LP, p = 3) Layer some;
  @From("full") @GlobalPool Layer rest;
  @From("unpadded") @GlobalPool Layer more;
  @Add({"all", "some", "rest", "more"}) Layer sum;
}

// expect: [NO_EFFECT] 'p' of @Pool 'norm' has no effect with type = MAX: remove it, or set type = LP.
// expect: [NO_EFFECT] 'countPadding' of @Pool 'maximum' has no effect with type = MAX: remove it, or set type = AVERAGE.
// expect: [NO_EFFECT] 'countPadding' of @Pool 'unpadded' has no effect with padding = VALID: remove it, or set padding = SAME.
// expect: [NO_EFFECT] 'ceiling' of @Pool 'full' has no effect with padding = FULL: remove it, or set padding = VALID.
// expect: [NO_EFFECT] 'value' of @Pad 'pad' has no effect with mode = EDGE: remove it, or set mode = CONSTANT.
// expect: [NO_EFFECT] 'p' of @GlobalPool 'all' has no effect with type = AVERAGE: remove it, or set type = LP.
