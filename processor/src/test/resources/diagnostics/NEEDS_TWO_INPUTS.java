import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Lonely {
  @Add(/*!ADD_NEEDS_TWO*/{}) Layer none;
  @Add(/*!ADD_NEEDS_TWO*/"input") Layer one;
  @Add({"input", "input"}) Layer twice;
}

// expect: [ADD_NEEDS_TWO] @Add 'none' needs at least two layers, but names 0: name them as in @Add({"a", "b"}).
// expect: [ADD_NEEDS_TWO] @Add 'one' needs at least two layers, but names 1: name them as in @Add({"a", "b"}).
