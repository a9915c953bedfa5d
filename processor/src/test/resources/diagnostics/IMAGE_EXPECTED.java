import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 784)
class Flat {
  /*!IMAGE_EXPECTED*/@Conv2D(filters = 2, kernel = 3) Layer conv;
  @Dense(units = 12) Layer dense;
  /*!IMAGE_EXPECTED*/@Pool(size = 2) Layer pool;
}

// expect: [IMAGE_EXPECTED] @Conv2D 'conv' needs an image, height x width x channels, but its input has shape 784: place it before any @Dense, or let it read an image with @From.
// expect: [IMAGE_EXPECTED] @Pool 'pool' needs an image, height x width x channels, but its input has shape 12: place it before any @Dense, or let it read an image with @From.
