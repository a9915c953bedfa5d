import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {2, 2, 2, 2})
class Ranks {
  /*!ONE_HOT_RANK*/@OneHot(classes = 3) Layer deep;
  @From("input") @Flatten Layer flat;
  @From("flat") @OneHot(classes = /*!NUMBER_RANGE*/0) Layer none;
  @From("flat") @OneHot(classes = /*!NUMBER_RANGE*/16777217) Layer many;
  @From("flat") @OneHot(classes = 16777216) Layer most;
  @From("input") /*!ONE_HOT_RANK*/@Embedding(vocabulary = 3, units = 2) Layer deepTable;
  @From("flat") @Embedding(vocabulary = /*!NUMBER_RANGE*/0, units = /*!NOT_POSITIVE*/-1) Layer noTable;
  @From("flat") @Embedding(vocabulary = /*!TOO_MANY_PARAMETERS*/16777216, units = 200) Layer largeTable;
}

// expect: [ONE_HOT_RANK] @OneHot 'deep' adds an axis for its classes, but its input has shape 2x2x2x2, and a shape has four extents at most: join some by a @Reshape before it.
// expect: [NUMBER_RANGE] 'classes' of @OneHot 'none' is 0, but must be from 1 to 16777216.
// expect: [NUMBER_RANGE] 'classes' of @OneHot 'many' is 16777217, but must be from 1 to 16777216.
// expect: [ONE_HOT_RANK] @Embedding 'deepTable' adds an axis for its units, but its input has shape 2x2x2x2, and a shape has four extents at most: join some by a @Reshape before it.
// expect: [NUMBER_RANGE] 'vocabulary' of @Embedding 'noTable' is 0, but must be from 1 to 16777216.
// expect: [NOT_POSITIVE] 'units' of @Embedding 'noTable' is -1: it must be at least 1.
// expect: [TOO_MANY_PARAMETERS] @Embedding 'largeTable' with input 16 takes 3489660928 parameters, but at most 2147483639 are possible: reduce vocabulary or the input.
