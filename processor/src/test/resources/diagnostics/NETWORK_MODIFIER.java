import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
abstract /*!NETWORK_MODIFIER*/class Abstract {
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
final /*!NETWORK_MODIFIER*/class Final {
  @Dense(units = 1) Layer out;
}

@Network(input = 2)
sealed /*!NETWORK_MODIFIER*/class Sealed permits Below {
  @Dense(units = 1) Layer out;
}

final class Below extends Sealed {}

class Outer {
  @Network(input = 2)
  private static /*!NETWORK_MODIFIER*/class Private {
    @Dense(units = 1) Layer out;
  }
}

// expect: [NETWORK_MODIFIER] Class Abstract is abstract, but the generated AbstractNetwork must extend and construct it: remove 'abstract'.
// expect: [NETWORK_MODIFIER] Class Final is final, but the generated FinalNetwork must extend and construct it: remove 'final'.
// expect: [NETWORK_MODIFIER] Class Sealed is sealed, but the generated SealedNetwork must extend and construct it: remove 'sealed'.
// expect: [NETWORK_MODIFIER] Class Outer.Private is private, but the generated Outer_PrivateNetwork must extend and construct it: remove 'private'.
