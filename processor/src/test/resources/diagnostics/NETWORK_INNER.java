import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class Outer {
  @Network(input = 2)
  /*!NETWORK_INNER*/class Inner {
    @Dense(units = 1) Layer out;
  }
}

interface Models {
  @Network(input = 2)
  class ImplicitlyStatic {
    @Dense(units = 1) Layer out;
  }
}

// expect: [NETWORK_INNER] Class Outer.Inner is an inner class, so that Outer_InnerNetwork could not construct it without an outer instance: make it static or top-level.
