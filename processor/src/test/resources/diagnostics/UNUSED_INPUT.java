import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network
class Idle {
  @Input(2) Layer table;
  @Dense(units = 4) Layer out;
  /*!UNUSED_INPUT*/@Input({2, 2, 1}) Layer image;
}

// expect: [UNUSED_INPUT] No layer reads the input 'image': remove it, or name it in a layer's @From.
