import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {6, 5, 3})
class Formulas {
  @Formula(/*!FORMULA*/"y[n, h, w, c] = x[n, h + 1, w, c] where h < 6") Layer outside;
  @Formula({"t[n, c] += x[n, h, w, c]", /*!FORMULA*/"y[n, c] = t[n, c] * "}) Layer broken;
  @From("input") @Formula(value = "y[..., c] = x[..., c] + b[c]", parameters = /*!FORMULA*/"b[C]") Layer bias;
  @From("input") @Formula(value = "y[n, u] += x[n, h, w, c] * k[h, w, c, u]", parameters = {"k[H, W, C, 4]"}, shapes = /*!FORMULA*/"x[7, W, C]") Layer all;
  @From("input") /*!FORMULA*/@Scaled(by = 2, units = 3) Layer scaled;
  @From("input") @Formula(value = "y[n, h, w, c] = x[n, h, w, c] * input[n, h, w, c] * g[c]", parameters = "g = 1") Layer both;
  /*!FORMULA*/@Reuse("both") Layer again;
  @From("input") @Gate(by = 2) Layer gated;
  @From("input") @Formula(/*!UNKNOWN_INPUT*/"y[n, h, w, c] = x[n, h, w, c] * slope[n, c]") Layer last;
}

@Formula("y[n, i, j] = by * x[n, i, j, units]")
@interface Scaled { double by(); int units(); }

@Formula(value = /*!FORMULA*/"y[n, u] += x[n, i] * w[i, u]", parameters = "w[I, I]")
@interface Mixed { int u() default 4; }

@Formula(value = "y[n, i] = x[n, i] * w[i]", parameters = /*!FORMULA*/"w = 1")
@interface Twice { int w() default 4; }

@Formula(/*!FORMULA*/"y[n, i] = x[n, i]")
@interface Idle { int unused() default 4; }

@Formula(/*!FORMULA*/"y[n, i] = by * gate[n, i]")
@interface Gate { double by(); }

// expect: [FORMULA] @Formula 'outside': index 'h + 1' of 'x' runs from 1 to 6, but there are 6: 0 to 5. Add 'where 0 <= h + 1 < 6', which leaves out the others, as zeros around 'x' would, or give an index in it fewer values (at character 22 of 'value').\n  y[n, h, w, c] = x[n, h + 1, w, c] where h < 6\n                       ^
// expect: [FORMULA] @Formula 'broken': found the end, but expected a number, a name, '(' or '-' (at character 21 of 'value').\n  y[n, c] = t[n, c] * \n                      ^
// expect: [FORMULA] @Formula 'bias': what 'b' starts from is not said: write 'b = 0' where it is added, 'b = 1' where it is multiplied (at character 1 of 'parameters').\n  b[C]\n  ^
// expect: [FORMULA] @Formula 'all': '7' is 7, but 'x' has 6 there: its shape is 6x5x3 (at character 3 of 'shapes').\n  x[7, W, C]\n    ^
// expect: [FORMULA] @Scaled 'scaled': index 'units' of 'x' runs from 3 to 3, but there are 3: 0 to 2. Add 'where 0 <= units < 3', which leaves out the others, as zeros around 'x' would, or give an index in it fewer values (at character 30 of 'value').\n  y[n, i, j] = by * x[n, i, j, units]\n                               ^
// expect: [FORMULA] @Formula 'again': the formula reads 2 values, so that @Reuse, which says one, cannot use it: put it into a class with @Block, and use that again (at character 33 of 'value'). 'again' is @Formula 'both' once more, whose attributes hold for both: change them there, let 'again' read another layer with @From, or write @Formula in place of its @Reuse.\n  y[n, h, w, c] = x[n, h, w, c] * input[n, h, w, c] * g[c]\n                                  ^
// expect: [UNKNOWN_INPUT] Layer 'last' reads "slope", but class Formulas has no such layer: before it there are, among others, "outside", "broken", "bias", "all", "scaled", "both", "again", "gated". A parameter is declared: parameters = "slope", with its shape as far as it does not follow.
// expect: [FORMULA] @Mixed 'Mixed': 'u' is a member of @Mixed, and so no index: give one of them another name (at character 6 of 'value').\n  y[n, u] += x[n, i] * w[i, u]\n       ^
// expect: [FORMULA] @Twice 'Twice': 'w' is a member of @Twice as well: give one of them another name (at character 1 of 'parameters').\n  w = 1\n  ^
// expect: [FORMULA] @Idle 'Idle': member 'unused' of @Idle does not occur in the formula: remove it, or correct the name (at character 1 of 'value').\n  y[n, i] = x[n, i]\n  ^
// expect: [FORMULA] @Gate 'Gate': 'gate' is neither set here nor a parameter: declare it in 'parameters', or add a member 'String gate();' to @Gate, with which a layer names it (at character 16 of 'value').\n  y[n, i] = by * gate[n, i]\n                 ^
