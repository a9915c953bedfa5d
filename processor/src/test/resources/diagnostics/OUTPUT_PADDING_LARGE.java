import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 1})
class Larger {
  @ConvTranspose2D(filters = 1, kernel = 3, stride = {2, 3}, outputPadding = /*!OUTPUT_PADDING_LARGE*/2) Layer large;
  @From("input") @ConvTranspose2D(filters = 1, kernel = 3, stride = 2, dilation = 3, outputPadding = 2) Layer dilated;
}

// expect: [OUTPUT_PADDING_LARGE] 'outputPadding' of @ConvTranspose2D 'large' is 2: it must be less than 'stride' or 'dilation', here 2.
