import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 4)
class Ghosts {
  @Reuse(/*!REUSE_OF_NOTHING*/"first") Layer early;
  @Dense(units = 4) Layer first;
  @Reuse(/*!REUSE_OF_NOTHING*/"frist") Layer misspelt;
  @Reuse(/*!REUSE_OF_NOTHING*/"input") Layer again;
  @Reuse(/*!REUSE_OF_NOTHING*/"itself") Layer itself;
}

@Block
class Piece {
  @Dense(units = 2) Layer out;
}

@Network(input = 2)
class Early {
  @Reuse(/*!REUSE_OF_NOTHING*/"piece") Layer first;
  @Block(Piece.class) Layer piece;
}

@Network(input = 2)
class Repeated {
  @Block(value = Piece.class, repeat = 2) Layer piece;
  @Reuse(/*!REUSE_OF_NOTHING*/"piece.3") Layer third;
  @Reuse(/*!REUSE_OF_NOTHING*/"piece.2.conv") Layer inner;
}

// expect: [REUSE_OF_NOTHING] Layer 'early' uses "first" again, but class Ghosts has no such layer before it: move field 'first' above 'early'.
// expect: [REUSE_OF_NOTHING] Layer 'misspelt' uses "frist" again, but class Ghosts has no such layer before it: did you mean "first"?
// expect: [REUSE_OF_NOTHING] Layer 'again' uses "input" again, but class Ghosts has no such layer before it: there is "first".
// expect: [REUSE_OF_NOTHING] Layer 'itself' uses "itself" again, but class Ghosts has no such layer before it: there is "first".
// expect: [REUSE_OF_NOTHING] Layer 'first' uses "piece" again, but class Early has no such layer before it: move field 'piece' above 'first'.
// expect: [REUSE_OF_NOTHING] Layer 'third' uses "piece.3" again, but class Repeated has no such layer before it: there are "piece.1", "piece.2".
// expect: [REUSE_OF_NOTHING] Layer 'inner' uses "piece.2.conv" again, but class Repeated has no such layer before it: there is "piece.2.out".
