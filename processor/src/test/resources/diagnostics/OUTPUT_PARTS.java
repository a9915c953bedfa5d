import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {40, 40, 1})
class Parts {
  @ConvTranspose2D(filters = 1, kernel = 3, stride = /*!OUTPUT_PARTS*/17) Layer large;
}

// expect: [OUTPUT_PARTS] 'stride' of @ConvTranspose2D 'large' is 17x17, so that the output falls into 289 parts, each with code of its own, but at most 256 are possible: step by less, or in two layers one after the other.
