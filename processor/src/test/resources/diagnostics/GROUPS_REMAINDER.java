import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {8, 8, 6})
class Groups {
  @Conv2D(filters = 9, kernel = 3, groups = /*!GROUPS_REMAINDER*/4) Layer conv;
  @Conv2D(filters = 3, kernel = 1, groups = 3) Layer divides;
  @From("input") @ConvTranspose2D(filters = 4, kernel = 2, groups = /*!GROUPS_REMAINDER*/4) Layer transposed;
  @From("input") @ConvTranspose2D(filters = 4, kernel = 2, groups = 2) Layer dividesToo;
}

// expect: [GROUPS_REMAINDER] 'groups' of @Conv2D 'conv' is 4, but must divide both its 6 input channels and its 9 filters: set it to 3.
// expect: [GROUPS_REMAINDER] 'groups' of @ConvTranspose2D 'transposed' is 4, but must divide both its 6 input channels and its 4 filters: set it to 2.
