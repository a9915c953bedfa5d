import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

class Names {
  static class NetworkEngine {}
}

interface Roots {
  interface dev {}
}

@Network(input = 2)
/*!NAME_HIDDEN*/class Hiding extends Names implements Roots {
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
class HidingNamesOnly extends Names {
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
class HidingPackagesOnly implements Roots {
  @Dense(units = 1) Layer out;
}

// expect: [NAME_HIDDEN] Class Hiding gives the generated HidingNetwork types called 'NetworkEngine' and 'dev', which leave no way to name dev.kernelsmith.runtime.NetworkEngine in it: rename one of them.
