import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {100, 100, 1})
class Large {
  @Conv2D(filters = 2, kernel = 30, stride = 20) Layer ofInput;
  @From("input") @Conv2D(filters = 2, kernel = 1) Layer conv;
  @Pool(size = 2, stride = /*!STRIDE_TOO_LARGE*/{17, 16}) Layer pool;
  @From("conv") @Pool(size = /*!STRIDE_TOO_LARGE*/50, padding = Padding.SAME) Layer defaulted;
  @From("conv") @Pool(size = {16, 17}, stride = {16, 1000000000}) Layer one;
  @Dense(units = 2) Layer first;
  @From("pool") @Dense(units = 2) Layer second;
  @From("defaulted") @Dense(units = 2) Layer third;
  @From("ofInput") @Dense(units = 2) Layer fourth;
  @Add({"first", "second", "third", "fourth"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer output;
}

@Network(input = {100, 100, 1})
class Untrained {
  @Conv2D(filters = 2, kernel = 1) Layer conv;
  @Pool(size = 20) Layer pool;
}

@Network(input = {40, 40, 1}, inspect = true)
class Seen {
  @Conv2D(filters = 1, kernel = 1, stride = /*!STRIDE_TOO_LARGE*/17) Layer conv;
}

// expect: [STRIDE_TOO_LARGE] 'stride' of @Pool 'pool' is 17x16 over an input of 100x100x2, so that the gradient of the input falls into 272 parts, each with code of its own, but at most 256 are possible: step by less, or in two layers one after the other.
// expect: [STRIDE_TOO_LARGE] 'size' of @Pool 'defaulted' is 50x50 over an input of 100x100x2, so that the gradient of the input falls into 2500 parts, each with code of its own, but at most 256 are possible: step by less, or in two layers one after the other.
// expect: [STRIDE_TOO_LARGE] 'stride' of @Conv2D 'conv' is 17x17 over an input of 40x40x1, so that the gradient of the input falls into 289 parts, each with code of its own, but at most 256 are possible: step by less, or in two layers one after the other. @Network(inspect = true) asks for the gradient by 'input'.
