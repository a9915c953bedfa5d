import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Steps {
  /*!TIME_DISTRIBUTED*/@TimeDistributed @BatchNorm Layer norm;
  @From("input") /*!TIME_DISTRIBUTED*/@TimeDistributed @Formula("y[...] = 2 * x[...]") Layer twice;
  /*!TIME_DISTRIBUTED*/@TimeDistributed @Constant({1, 2}) Layer numbers;
  @From("input") @Dense(units = 3) Layer dense;
  /*!TIME_DISTRIBUTED*/@TimeDistributed @Dense(units = 3) Layer flat;
  @From("input") @Conv1D(filters = 3, kernel = 2) Layer fewer;
  /*!TIME_DISTRIBUTED*/@TimeDistributed @Add({"input", "fewer"}) Layer both;
  @From("input") /*!TIME_DISTRIBUTED*/@TimeDistributed @Reshape({1, 1, 1, 3}) Layer deep;
  @From("input") @TimeDistributed @Dense(units = 2) Layer fine;
  @From("input") /*!TIME_DISTRIBUTED*/@TimeDistributed @Reuse("fine") Layer again;
  @From("input") /*!TIME_DISTRIBUTED*/@TimeDistributed @Block(Part.class) Layer part;
  /*!MARK_WITHOUT_LAYER*/@TimeDistributed Layer nothing;

  @Block static class Part {
    @Dense(units = 2) Layer inner;
  }
}

// expect: [TIME_DISTRIBUTED] @BatchNorm 'norm' cannot be @TimeDistributed: its statistics are those of all steps anyway: remove it.
// expect: [TIME_DISTRIBUTED] @Formula 'twice' cannot be @TimeDistributed: a formula has an index for steps: remove it.
// expect: [TIME_DISTRIBUTED] @Constant 'numbers' cannot be @TimeDistributed: it reads nothing: remove it.
// expect: [TIME_DISTRIBUTED] @Dense 'flat' cannot be @TimeDistributed: what it reads has shape 3, and steps are the first of two extents or more.
// expect: [TIME_DISTRIBUTED] @Add 'both' cannot be @TimeDistributed: what it reads has shapes 4x3 and 3x3, which are not the same number of steps.
// expect: [TIME_DISTRIBUTED] @Reshape 'deep' cannot be @TimeDistributed: it makes 1x1x1x3 of each step, and a shape has four extents at most, the steps among them.
// expect: [TIME_DISTRIBUTED] @Reuse 'again' cannot be @TimeDistributed: it is as the layer that it names: put it there, or remove it.
// expect: [TIME_DISTRIBUTED] @Block 'part' cannot be @TimeDistributed: put it on the layers of its class.
// expect: [MARK_WITHOUT_LAYER] Field 'nothing' carries @TimeDistributed but no layer annotation: add one, such as @Dense(units = 10), or remove @TimeDistributed.
