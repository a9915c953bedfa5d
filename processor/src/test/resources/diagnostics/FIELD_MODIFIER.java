import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Modifiers {
  @Dense(units = 4) static Layer /*!FIELD_MODIFIER*/one;
  @Dense(units = 4) private Layer /*!FIELD_MODIFIER*/two;
  @Dense(units = 4) final Layer /*!FIELD_MODIFIER*/three = null;
  @Dense(units = 4) protected volatile Layer four;
  @Dense(units = 4) private static Layer /*!FIELD_MODIFIER*//*!FIELD_MODIFIER*/five;
}

// expect: [FIELD_MODIFIER] Field 'one' carries @Dense but is static, so that ModifiersNetwork cannot set it: remove 'static'.
// expect: [FIELD_MODIFIER] Field 'two' carries @Dense but is private, so that ModifiersNetwork cannot set it: remove 'private'.
// expect: [FIELD_MODIFIER] Field 'three' carries @Dense but is final, so that ModifiersNetwork cannot set it: remove 'final'.
// expect: [FIELD_MODIFIER] Field 'five' carries @Dense but is private, so that ModifiersNetwork cannot set it: remove 'private'.
// expect: [FIELD_MODIFIER] Field 'five' carries @Dense but is static, so that ModifiersNetwork cannot set it: remove 'static'.
