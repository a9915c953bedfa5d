import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class A {
  @Network(input = 2)
  static class B {
    @Dense(units = 1) Layer out;
  }
}

@Network(input = 2)
/*!NAME_SHARED*/class A_B {
  @Dense(units = 1) Layer out;
}

// expect: [NAME_SHARED] For A_B the class A_BNetwork would be generated, and for A.B as well: rename one of them.
