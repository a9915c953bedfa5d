import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {2, 2, 2, 2})
class Ranks {
  /*!ONE_HOT_RANK*/@OneHot(classes = 3) Layer deep;
  @From("input") @Flatten Layer flat;
  @From("flat") @OneHot(classes = /*!NUMBER_RANGE*/0) Layer none;
  @From("flat") @OneHot(classes = /*!NUMBER_RANGE*/16777217) Layer many;
  @From("flat") @OneHot(classes = 16777216) Layer most;
}

// expect: [ONE_HOT_RANK] @OneHot 'deep' adds an axis for its classes, but its input has shape 2x2x2x2, and a shape has four extents at most: join some by a @Reshape before it.
// expect: [NUMBER_RANGE] 'classes' of @OneHot 'none' is 0, but must be from 1 to 16777216.
// expect: [NUMBER_RANGE] 'classes' of @OneHot 'many' is 16777217, but must be from 1 to 16777216.
