import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3, 2})
class Corners {
  @Upsample(factor = 2, interpolation = Interpolation.BILINEAR, coordinates = Coordinates.ALIGN_CORNERS) Layer fits;
  @Upsample(factor = {2, 1}, coordinates = Coordinates/*!UPSAMPLE_CORNERS*/.ALIGN_CORNERS) Layer nearest;
}

// expect: [UPSAMPLE_CORNERS] @Upsample 'nearest' has coordinates = ALIGN_CORNERS, under which elements repeat unevenly: set interpolation = BILINEAR, or leave coordinates away.
