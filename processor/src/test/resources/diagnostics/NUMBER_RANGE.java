import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Range {
  @BatchNorm(epsilon = /*!NUMBER_RANGE*/0f, momentum = /*!NUMBER_RANGE*/1f) Layer first;
  @BatchNorm(epsilon = /*!NUMBER_RANGE*/Float.NaN, momentum = /*!NUMBER_RANGE*/-0.1f) Layer second;
  @BatchNorm(epsilon = /*!NUMBER_RANGE*/Float.POSITIVE_INFINITY) Layer third;
}

// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'first' is 0.0, but must be above 0 and finite.
// expect: [NUMBER_RANGE] 'momentum' of @BatchNorm 'first' is 1.0, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'second' is NaN, but must be above 0 and finite.
// expect: [NUMBER_RANGE] 'momentum' of @BatchNorm 'second' is -0.1, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'third' is Infinity, but must be above 0 and finite.
