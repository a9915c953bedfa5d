import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Faulty {
  @Dense(units = 2) static Layer /*!FIELD_MODIFIER*/shared;
}

@Block
class Wrong {
  @Conv2D(filters = 0, kernel = 3) Layer conv;
}

@Network(input = 2)
class Trusting {
  /*!BLOCK_FAULT*/@Block(Faulty.class) Layer first;
  /*!NOT_POSITIVE*/@Block(Wrong.class) Layer second;
  @From(/*!UNKNOWN_INPUT*/"nobody") /*!NOT_POSITIVE*/@Block(Wrong.class) Layer third;
}

// expect: [FIELD_MODIFIER] Field 'shared' carries @Dense but is static, so that FaultyNetwork cannot set it: remove 'static'.
// expect: [BLOCK_FAULT] Block 'first' is of class Faulty, which has a fault: [FIELD_MODIFIER] Field 'shared' carries @Dense but is static, so that TrustingNetwork cannot set it: remove 'static'.
// expect: [NOT_POSITIVE] 'filters' of @Conv2D 'second.conv' is 0: it must be at least 1. (Layer 'second.conv' is one of @Block class Wrong.)
// expect: [UNKNOWN_INPUT] Layer 'third' reads "nobody", but class Trusting has no such layer: before it there are "input", "first", "second".
// expect: [NOT_POSITIVE] 'filters' of @Conv2D 'third.conv' is 0: it must be at least 1. (Layer 'third.conv' is one of @Block class Wrong.)
