import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 8)
class Lonely {
  @Add(/*!NEEDS_TWO_INPUTS*/{}) Layer none;
  @Add(/*!NEEDS_TWO_INPUTS*/"input") Layer one;
  @Add({"input", "input"}) Layer twice;
  @Concat(/*!NEEDS_TWO_INPUTS*/"twice") Layer alone;
}

// expect: [NEEDS_TWO_INPUTS] @Add 'none' needs at least two layers, but names 0: name them as in @Add({"a", "b"}).
// expect: [NEEDS_TWO_INPUTS] @Add 'one' needs at least two layers, but names 1: name them as in @Add({"a", "b"}).
// expect: [NEEDS_TWO_INPUTS] @Concat 'alone' needs at least two layers, but names 1: name them as in @Concat({"a", "b"}).
