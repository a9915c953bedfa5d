import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Block
class Inner {
  @Dense(units = 4) Layer wide;
  @Dense(units = 4) Layer out;
}

@Block
class Faulty {
  @From("stem") @Dense(units = 4) Layer first;
  @From("inptu") @Dense(units = 4) Layer second;
  @Block(Inner.class) Layer nested;
  @Add({"frist", "nseted"}) Layer sum;
  @Reuse("nested.wied") Layer again;
  @Reuse("wide") Layer outside;
}

@Network(input = 2)
class Misspelt {
  @Dense(units = 4) Layer first;
  @From(/*!UNKNOWN_INPUT*/"frist") @Dense(units = 4) Layer second;
  @From(/*!UNKNOWN_INPUT*/"Input") @Dense(units = 4) Layer third;
  @Block(Inner.class) Layer branch;
  /*!REUSE_OF_NOTHING*//*!REUSE_OF_NOTHING*//*!UNKNOWN_INPUT*//*!UNKNOWN_INPUT*//*!UNKNOWN_INPUT*//*!UNKNOWN_INPUT*/@Block(Faulty.class) Layer fault;
  @From(/*!UNKNOWN_INPUT*/"brunch") @Dense(units = 4) Layer fourth;
  @Multiply({"first", /*!UNKNOWN_INPUT*/"branch.widd"}) Layer product;
  @Add({"first", /*!UNKNOWN_INPUT*/"residual", /*!UNKNOWN_INPUT*/""}) Layer sum;
}

// expect: [UNKNOWN_INPUT] Layer 'second' reads "frist", but class Misspelt has no such layer: did you mean "first"?
// expect: [UNKNOWN_INPUT] Layer 'third' reads "Input", but class Misspelt has no such layer: did you mean "input"?
// expect: [REUSE_OF_NOTHING] Layer 'fault.again' uses "nested.wied" again, but class Faulty has no such layer before it: did you mean "nested.wide"?
// expect: [REUSE_OF_NOTHING] Layer 'fault.outside' uses "wide" again, but class Faulty has no such layer before it: there are "first", "second", "sum", "nested".
// expect: [UNKNOWN_INPUT] Layer 'fault.first' reads "stem", but class Faulty has no such layer: before it there is "input".
// expect: [UNKNOWN_INPUT] Layer 'fault.second' reads "inptu", but class Faulty has no such layer: did you mean "input"?
// expect: [UNKNOWN_INPUT] Layer 'fault.sum' reads "frist", but class Faulty has no such layer: did you mean "first"?
// expect: [UNKNOWN_INPUT] Layer 'fault.sum' reads "nseted", but class Faulty has no such layer: did you mean "nested"?
// expect: [UNKNOWN_INPUT] Layer 'fourth' reads "brunch", but class Misspelt has no such layer: did you mean "branch"?
// expect: [UNKNOWN_INPUT] Layer 'product' reads "branch.widd", but class Misspelt has no such layer: did you mean "branch.wide"?
// expect: [UNKNOWN_INPUT] Layer 'sum' reads "residual", but class Misspelt has no such layer: before it there are "input", "first", "second", "third", "branch", "fault", "fourth", "product".
// expect: [UNKNOWN_INPUT] Layer 'sum' reads "", but class Misspelt has no such layer: before it there are "input", "first", "second", "third", "branch", "fault", "fourth", "product".
