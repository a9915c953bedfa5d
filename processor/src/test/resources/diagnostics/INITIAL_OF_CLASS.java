import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
/*!INITIAL_OF_CLASS*/@Initial(1)
class Whole {
  @Dense(units = 4) Layer out;
}

@Block
/*!OUTSIDE_NETWORK*/@Initial(file = "a")
class Part {
  @Dense(units = 4) Layer out;
}

// expect: [INITIAL_OF_CLASS] @Initial on class Whole must have a file and nothing else, since it is for all layers: put the rest on their fields.
// expect: [OUTSIDE_NETWORK] @Initial on the class has no effect, since class Part has no @Network: add @Network(input = ...) to the class, or remove @Initial.
