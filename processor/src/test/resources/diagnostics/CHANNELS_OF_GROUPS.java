import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 6})
class Groups {
  @GroupNorm(groups = 3) Layer fine;
  @GroupNorm(groups = /*!CHANNELS_OF_GROUPS*/4) Layer four;
  @From("fine") /*!CHANNELS_OF_GROUPS*/@GroupNorm Layer standard;
}

// expect: [CHANNELS_OF_GROUPS] 'groups' of @GroupNorm 'four' is 4, but must divide the 6 channels of its input 4x4x6: set it to 3.
// expect: [CHANNELS_OF_GROUPS] 'groups' of @GroupNorm 'standard' is 32, but must divide the 6 channels of its input 4x4x6: set it to 6.
