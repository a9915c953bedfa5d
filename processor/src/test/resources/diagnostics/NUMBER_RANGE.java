import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Range {
  @BatchNorm(epsilon = /*!NUMBER_RANGE*/0f, momentum = /*!NUMBER_RANGE*/1f) Layer first;
  @BatchNorm(epsilon = Float/*!NUMBER_RANGE*/.NaN, momentum = /*!NUMBER_RANGE*/-0.1f) Layer second;
  @BatchNorm(epsilon = Float/*!NUMBER_RANGE*/.POSITIVE_INFINITY) Layer third;
}

@Network(input = 8)
class Dropped {
  static final float NAN = Float.NaN;
  @Dropout(rate = 0f) Layer none;
  @Dropout(rate = /*!NUMBER_RANGE*/1f) Layer all;
  @Dropout(rate = /*!NUMBER_RANGE*/-0.5f) Layer negative;
  @Dropout(rate = /*!NUMBER_RANGE*/NAN) Layer nan;
  @Dropout(rate = 0.99999994f) Layer most;
}

// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'first' is 0.0, but must be 1.17549435E-38 or more, and finite.
// expect: [NUMBER_RANGE] 'momentum' of @BatchNorm 'first' is 1.0, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'second' is NaN, but must be 1.17549435E-38 or more, and finite.
// expect: [NUMBER_RANGE] 'momentum' of @BatchNorm 'second' is -0.1, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'epsilon' of @BatchNorm 'third' is Infinity, but must be 1.17549435E-38 or more, and finite.
// expect: [NUMBER_RANGE] 'rate' of @Dropout 'all' is 1.0, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'rate' of @Dropout 'negative' is -0.5, but must be at least 0 and below 1.
// expect: [NUMBER_RANGE] 'rate' of @Dropout 'nan' is NaN, but must be at least 0 and below 1.
