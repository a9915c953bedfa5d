import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network
class Idle {
  @Input(2) Layer table;
  @Dense(units = 4) Layer out;
  /*!UNUSED_INPUT*/@Input({2, 2, 1}) Layer image;
}

@Network(input = /*!UNUSED_INPUT*/2)
class Passed {
  @Constant({0.5f, 1}) Layer offset;
  @Dense(units = 4) Layer out;
}

@Network
class Alone {
  /*!UNUSED_INPUT*/@Input(2) Layer table;
  @Constant({0.5f, 1}) Layer offset;
  @Dense(units = 4) Layer out;
}

// expect: [UNUSED_INPUT] No layer reads the input 'image': remove it, or name it in a layer's @From.
// expect: [UNUSED_INPUT] No layer reads the input 'input': name it in a layer's @From.
// expect: [UNUSED_INPUT] No layer reads the input 'table': name it in a layer's @From.
