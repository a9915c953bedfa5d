import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class Outer {
  private static class Middle {
    @Network(input = 2)
    static /*!NETWORK_HIDDEN*/class Small {
      @Dense(units = 1) Layer out;
    }
  }
}

// expect: [NETWORK_HIDDEN] Class Outer.Middle.Small lies in the private class Middle, where the generated Outer_Middle_SmallNetwork cannot reach it: remove 'private' from Middle.
