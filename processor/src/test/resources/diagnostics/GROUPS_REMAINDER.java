import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 6})
class Groups {
  @Conv2D(filters = 9, kernel = 3, groups = /*!GROUPS_REMAINDER*/4) Layer conv;
  @Conv2D(filters = 3, kernel = 1, groups = 3) Layer divides;
}

// expect: [GROUPS_REMAINDER] 'groups' of @Conv2D 'conv' is 4, but must divide both its 6 input channels and its 9 filters: set it to 3.
