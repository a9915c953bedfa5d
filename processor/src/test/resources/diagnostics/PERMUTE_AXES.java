import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3, 2})
class Axes {
  @Permute({2, 0, 1}) Layer fits;
  @Permute(/*!PERMUTE_AXES*/{1, 0}) Layer few;
  @From("input") @Permute(/*!PERMUTE_AXES*/{}) Layer none;
}

// expect: [PERMUTE_AXES] @Permute 'few' names 2 axes, but its input has shape 2x4x3: name each of its 3 axes once, in the order in which they shall stand.
// expect: [PERMUTE_AXES] @Permute 'none' names 0 axes, but its input has shape 4x3x2: name each of its 3 axes once, in the order in which they shall stand.
