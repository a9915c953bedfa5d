import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Twofold {
  @ConvTranspose2D(filters = 1, kernel = 3, stride = 2, padding = Padding.SAME, outputPadding = /*!OUTPUT_PADDING_SAME*/1) Layer same;
  @ConvTranspose2D(filters = 1, kernel = 3, stride = 2, outputPadding = {1, 0}) Layer valid;
}

// expect: [OUTPUT_PADDING_SAME] @ConvTranspose2D 'same' has both 'outputPadding' and padding = SAME, with which the output is as large as the input times the stride: remove 'outputPadding', or give 'pads' in place of 'padding'.
