import static dev.kernelsmith.annotations.Block.*;
import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Wanting {
  @Dense(units = UNITS) Layer one;
  @Dense(units = GIVEN_1) Layer middle;
  @Dense(units = 2 * GIVEN_2) Layer two;
}

@Network(input = 2)
class Stingy {
  /*!BLOCK_VALUE_MISSING*/@Block(value = Wanting.class, units = 3, given = {1}) Layer first;
  /*!BLOCK_VALUE_MISSING*/@Block(Wanting.class) Layer second;
}

// expect: [BLOCK_VALUE_MISSING] Block 'first' does not give 'given[1]', which layers of Wanting take: add 'given[1]' to its @Block.
// expect: [BLOCK_VALUE_MISSING] Block 'second' does not give 'units', 'given[0]', 'given[1]', which layers of Wanting take: add 'units' to its @Block.
