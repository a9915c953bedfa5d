import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 1})
class Zero {
  @Conv2D(filters = /*!NOT_POSITIVE*/0, kernel = {3, /*!NOT_POSITIVE*/-3}, stride = {/*!NOT_POSITIVE*/0, 1}) Layer conv;
  @Pool(size = /*!NOT_POSITIVE*/-1, stride = /*!NOT_POSITIVE*/0) Layer pool;
  @Dense(units = /*!NOT_POSITIVE*/-7) Layer out;
}

// expect: [NOT_POSITIVE] 'filters' of @Conv2D 'conv' is 0: it must be at least 1.
// expect: [NOT_POSITIVE] 'kernel' of @Conv2D 'conv' is -3: it must be at least 1.
// expect: [NOT_POSITIVE] 'stride' of @Conv2D 'conv' is 0: it must be at least 1.
// expect: [NOT_POSITIVE] 'size' of @Pool 'pool' is -1: it must be at least 1.
// expect: [NOT_POSITIVE] 'stride' of @Pool 'pool' is 0: it must be at least 1.
// expect: [NOT_POSITIVE] 'units' of @Dense 'out' is -7: it must be at least 1.
