import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
/*!NO_LAYERS*/class Empty {
  Layer forgotten;
  int count;
}

// expect: [NO_LAYERS] Class Empty has no layers: add a field such as '@Dense(units = 10) Layer output;'.
