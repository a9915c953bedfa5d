import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class Base {
  /*!OUTSIDE_NETWORK*/@Dense(units = 4) Layer hidden;
}

class Between extends Base {}

@Network(input = 2)
/*!SUPERCLASS_LAYER*/class Derived extends Between {
  @Dense(units = 1) Layer out;
}

// expect: [OUTSIDE_NETWORK] @Dense on 'hidden' has no effect, since class Base has no @Network: add @Network(input = ...) to the class, or remove @Dense.
// expect: [SUPERCLASS_LAYER] Field 'hidden' of superclass Base carries @Dense, but only fields of Derived itself are layers: move it there.
