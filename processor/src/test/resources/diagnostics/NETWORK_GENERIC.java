import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
/*!NETWORK_GENERIC*/class Generic<T, S extends Number> {
  @Dense(units = 1) Layer out;
}

// expect: [NETWORK_GENERIC] Class Generic has type parameters <T, S>, but a network has none: remove them.
