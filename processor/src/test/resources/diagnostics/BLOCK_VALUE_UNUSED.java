import static dev.kernelsmith.annotations.Block.*;
import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Thrifty {
  @Dense(units = UNITS) Layer out;
}

@Network(input = 2)
class Lavish {
  @Block(value = Thrifty.class, units = 3, filters = /*!BLOCK_VALUE_UNUSED*/7, given = {1, 2}) Layer first;
}

// expect: [BLOCK_VALUE_UNUSED] Block 'first' gives 'filters', 'given[0]', 'given[1]', but no layer of Thrifty takes it: remove it, or let a layer of the block take it by its constant.
