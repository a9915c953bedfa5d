import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Single {
  @LayerNorm(axis = 0) Layer fine;
  /*!NORMALISES_ONE*/@LayerNorm Layer layer;
  @From("fine") /*!NORMALISES_ONE*/@RmsNorm(axis = 2) Layer root;
  @From("fine") @InstanceNorm Layer positions;
  @Dense(units = 5) Layer units;
  /*!NORMALISES_ONE*/@InstanceNorm Layer instance;
  @From("units") /*!NORMALISES_ONE*/@GroupNorm(groups = 5) Layer group;
}

// expect: [NORMALISES_ONE] @LayerNorm 'layer' normalises each number by itself, since its input has shape 4x4x1, which leaves nothing of it: set 'axis' to an earlier one.
// expect: [NORMALISES_ONE] @RmsNorm 'root' normalises each number by itself, since its input has shape 4x4x1, which leaves nothing of it: set 'axis' to an earlier one.
// expect: [NORMALISES_ONE] @InstanceNorm 'instance' normalises each number by itself, since its input has shape 5, which leaves nothing of it: use @LayerNorm, or let it read an image with @From.
// expect: [NORMALISES_ONE] @GroupNorm 'group' normalises each number by itself, since its input has shape 5, which leaves nothing of it: set 'groups' to less.
