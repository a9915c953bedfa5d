import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Once {
  @Dense(units = 2) Layer out;
}

@Network(input = 2)
class Often {
  @Block(value = Once.class, repeat = /*!BLOCK_REPEAT*/0) Layer never;
  @Block(value = Once.class, repeat = /*!BLOCK_REPEAT*/1001) Layer always;
  @Block(value = Once.class, repeat = 2) Layer twice;
}

// expect: [BLOCK_REPEAT] 'repeat' of block 'never' is 0: it must be from 1 to 1000.
// expect: [BLOCK_REPEAT] 'repeat' of block 'always' is 1001: it must be from 1 to 1000.
