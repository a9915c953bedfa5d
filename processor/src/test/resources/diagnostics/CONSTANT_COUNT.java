import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Counts {
  @Constant(3) Layer one;
  @Constant(value = 3, shape = {1, 2}) Layer filled;
  @Constant(value = /*!CONSTANT_COUNT*/{1, 2}, shape = {1, 3}) Layer tooFew;
  @Constant(/*!CONSTANT_COUNT*/{}) Layer empty;
  @Constant(value = 1, shape = /*!INPUT_RANK*/{}) Layer nothing;
  @Constant(value = 1, shape = {2, /*!INPUT_NOT_POSITIVE*/0}) Layer flat;
  @Constant({1, Float/*!NUMBER_RANGE*/.NaN, 1 /*!NUMBER_RANGE*// 0f}) Layer broken;
  @Add({"one", "filled", "input"}) Layer sum;
}

// expect: [CONSTANT_COUNT] 'value' of @Constant 'tooFew' has 2 numbers, but its shape is 1x3, that is 3: give one number, which fills the shape, or one for each element.
// expect: [CONSTANT_COUNT] 'value' of @Constant 'empty' has 0 numbers, but there must be some: give one number, which fills the shape, or one for each element.
// expect: [INPUT_RANK] @Constant 'nothing' has 0 extents: give one to four, {units}, {steps, channels}, {height, width, channels} or {depth, height, width, channels}.
// expect: [INPUT_NOT_POSITIVE] @Constant 'flat' has a number of channels of 0: it must be at least 1.
// expect: [NUMBER_RANGE] 'value' of @Constant 'broken' is NaN, but must be finite.
// expect: [NUMBER_RANGE] 'value' of @Constant 'broken' is Infinity, but must be finite.
