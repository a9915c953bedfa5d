import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = /*!TOO_MANY_ELEMENTS*/{2147483647, 2147483647, 2147483647})
class Huge {
  @Dense(units = 4) Layer out;
}

@Network(input = {1000, 1000, 1})
class Growing {
  @Conv2D(filters = /*!TOO_MANY_ELEMENTS*/3000, kernel = 1) Layer conv;
  @From("input") @Pool(size = /*!TOO_MANY_ELEMENTS*/2000000000, stride = 1, padding = Padding.SAME) Layer pool;
}

@Network(input = {50000, 4})
class Reading {
  @SelfAttention(heads = /*!TOO_MANY_ELEMENTS*/1) Layer one;
  @From("input") @SelfAttention(heads = /*!TOO_MANY_ELEMENTS*/2) Layer two;
}

@Network(input = {40000, 4})
class Writing {
  @SelfAttention(heads = /*!TOO_MANY_ELEMENTS*/2) Layer two;
}

// expect: [TOO_MANY_ELEMENTS] The input of Huge has shape 2147483647x2147483647x2147483647, that is more than 2^63 elements, but at most 2147483639 are possible: reduce 'input'.
// expect: [TOO_MANY_ELEMENTS] @Conv2D 'conv' has shape 1000x1000x3000, that is 3000000000 elements, but at most 2147483639 are possible: reduce 'filters'.
// expect: [TOO_MANY_ELEMENTS] The padded input of @Pool 'pool' has shape 2000000999x2000000999x1, that is 4000003996000998001 elements, but at most 2147483639 are possible: reduce 'size'.
// expect: [TOO_MANY_ELEMENTS] The table of scores of @SelfAttention 'one' has shape 1x50000x50000, that is 2500000000 elements, but at most 2147483639 are possible: reduce the steps of its input.
// expect: [TOO_MANY_ELEMENTS] The table of scores of @SelfAttention 'two' has shape 2x50000x50000, that is 5000000000 elements, but at most 2147483639 are possible: reduce 'heads' and the steps of its input.
// expect: [TOO_MANY_ELEMENTS] The table of scores of @SelfAttention 'two' has shape 2x40000x40000, that is 3200000000 elements, but at most 2147483639 are possible: reduce 'heads', or the steps of its input.
