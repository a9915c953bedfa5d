import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
/*!NO_CONSTRUCTOR*/class WithParameter {
  @Dense(units = 1) Layer out;

  WithParameter(int units) {}
}

@Network(input = 2)
/*!NO_CONSTRUCTOR*/class Hidden {
  @Dense(units = 1) Layer out;

  private Hidden() {}
}

@Network(input = 2)
class Sound {
  @Dense(units = 1) Layer out;

  Sound(int units) {}

  protected Sound() {}
}

// expect: [NO_CONSTRUCTOR] Class WithParameter has no constructor without parameters that WithParameterNetwork could call: add 'WithParameter() {}', not private.
// expect: [NO_CONSTRUCTOR] Class Hidden has no constructor without parameters that HiddenNetwork could call: add 'Hidden() {}', not private.
