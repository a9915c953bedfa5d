import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Piece {
  @Dense(units = 2) Layer out;
}

@Network(input = 2)
class Again {
  @Block(Piece.class) Layer first;
  @Reuse(/*!REUSE_OF_BLOCK*/"first") Layer second;
  @Reuse("first.out") Layer third;
}

// expect: [REUSE_OF_BLOCK] Layer 'second' uses 'first' again, which is a block: use layers of it again, as in @Reuse("first.conv"), or write another @Block like 'first', with parameters of its own.
