import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 24)
class Extents {
  @Reshape(/*!RESHAPE_EXTENTS*/{}) Layer none;
  @From("input") @Reshape(/*!RESHAPE_EXTENTS*/{1, 2, 3, 4, 1}) Layer five;
  @From("input") @Reshape(/*!RESHAPE_EXTENTS*/{-1, 4, -1}) Layer open;
  @From("input") @Reshape(/*!RESHAPE_EXTENTS*/{0, 24}) Layer zero;
}

// expect: [RESHAPE_EXTENTS] 'value' of @Reshape 'none' is []: give one to four extents, each at least 1; one of them may be -1, for what the others leave.
// expect: [RESHAPE_EXTENTS] 'value' of @Reshape 'five' is [1, 2, 3, 4, 1]: give one to four extents, each at least 1; one of them may be -1, for what the others leave.
// expect: [RESHAPE_EXTENTS] 'value' of @Reshape 'open' is [-1, 4, -1]: give one to four extents, each at least 1; one of them may be -1, for what the others leave.
// expect: [RESHAPE_EXTENTS] 'value' of @Reshape 'zero' is [0, 24]: give one to four extents, each at least 1; one of them may be -1, for what the others leave.
