import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Cold {
  @Dense(units = 4) Layer out;
  /*!MARK_WITHOUT_LAYER*/@Frozen Layer nothing;
  /*!MARK_WITHOUT_LAYER*/@RateFactor(2) Layer pace;
  /*!MARK_WITHOUT_LAYER*/@Initial(2) Layer start;
}

// expect: [MARK_WITHOUT_LAYER] Field 'nothing' carries @Frozen but no layer annotation: add one, such as @Dense(units = 10), or remove @Frozen.
// expect: [MARK_WITHOUT_LAYER] Field 'pace' carries @RateFactor but no layer annotation: add one, such as @Dense(units = 10), or remove @RateFactor.
// expect: [MARK_WITHOUT_LAYER] Field 'start' carries @Initial but no layer annotation: add one, such as @Dense(units = 10), or remove @Initial.
