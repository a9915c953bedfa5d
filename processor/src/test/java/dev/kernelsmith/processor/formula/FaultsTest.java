package dev.kernelsmith.processor.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is said of formulas that are none, and at which character: the one before which the mark ¦ stands. */
class FaultsTest {
  private static final Map<String, List<Integer>> SHAPES =
      Map.of("x", List.of(8), "image", List.of(6, 5, 3), "steps", List.of(4, 3), "one", List.of(1));

  private static Fault fault(String value, String parameters, String shapes) {
    List<String> none = List.of();
    return assertThrows(
        Fault.class,
        () -> {
          FormulaText text =
              FormulaText.of(
                  new FormulaText.Source(
                      List.of(value.replace("¦", "")),
                      parameters.isEmpty() ? none : List.of(parameters.replace("¦", "").split(" & ")),
                      shapes.isEmpty() ? none : List.of(shapes.replace("¦", "").split(" & "))));
          text.typed(text.inputs().stream().collect(Collectors.toMap(name -> name, SHAPES::get)), Map.of());
        });
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', quoteCharacter = '"', textBlock = """
      y[n, i] = x[n, i]¦]                            # found ']', but expected an operator, 'where', ';' or the end
      y[n, i] = x[n, i ¦;                            # found ';', but expected an operator, ',' or ']'
      y[n, i] = x[n, i] * ¦                          # found the end, but expected a number, a name, '(' or '-'
      y[n, i] = x[n, i]¦^2                           # '^' means nothing in a formula: write pow(a, b), or a product
      y[n, i] = 2¦x[n, i]                            # 'x' stands right behind a number: write * between a number and a name
      y ¦= x[n, i]                                   # "found '=', but expected '[' and the indices of 'y'; without any are 'w' of an initializer, set last, and 'p' of an optimizer"
      y[n, i] ¦x[n, i]                               # found 'x', but expected '=', '+=', 'max=' or 'min='
      y[n, i] = (x[n, i] > 0¦)                       # found ')', but expected '?' behind a comparison, as in 'a > b ? a : b'
      y[n, i] = x[n, i] > 0 ? 1¦                     # found the end, but expected ':' and what holds otherwise
      y[n, i] = x[n, i] where i¦                     # found the end, but expected a comparison, as in 'i < 3'
      y[n, i] = ¦cosh(x[n, i])                       # there is no function 'cosh'; there are exp, log, sqrt, tanh, sigmoid, softplus, erf, sin, cos, floor, abs, rsqrt, max, min, pow
      y[n, i] = ¦exp(x[n, i], 2)                     # exp takes one argument; 2 are given
      y[n, i] = ¦max(x[n, i])                        # max takes 2 arguments or more; 1 is given
      y[n, i] = x[n, i] ; ¦exp[n, i] = y[n, i]       # 'exp' is a function in every formula: give what is called so here another name
      y[n, i] = x[n, i] + ¦alpha                     # 'alpha' is neither an index of the statement nor a number that is known
      y[n, i] = x[n, i] + ¦n                         # the number of a sample is no value: a sample must not depend on where it stands in a batch
      y[n, i] = x[n, i] + ¦x                         # "'x' is a value: write its indices, as in 'x[n, ...]'"
      y[n, i] = x[n, i] / ¦0                         # "a division by '0', which is 0"
      y[n, i] = x[n, i] * ¦1e39                      # 1.0E39 is no float: the largest is 3.4e38, and what is nearest to 0 is 1.2e-38
      y[n, i] = x[n, i] * (1 / ¦0)                    # "a division by '0', which is 0"
      ¦y[] = x[n, 0]                                 # "the first index of the result 'y' is the sample, a name that stands alone: write 'y[n, ...]'"
      y[n, i] = ¦y[n, i] + x[n, i]                   # 'y' is read before it is set: give what is set here another name
      y[n, i] = ¦t[n, i] ; t[n, i] = x[n, i]         # 't' is read before it is set: move the statement that sets it up
      ¦t[n, i] = x[n, i] ; y[n, i] = x[n, i]         # "'t' is set and not read; the result is what the last statement sets, 'y'"
      y[n, i] = x[n, i] ; ¦y[n, i] = x[n, i]         # 'y' is set twice: give what is set here another name
      ¦x[n, i] = one[n]                              # 'x' is what the layer reads: give what is set here another name
      y[n, i] = x[¦i, i]                             # "the first index of 'x' is the sample: write 'x[n, ...]'"
      y[n, i] = x[n, ¦n + i]                         # "the sample 'n' stands alone, as the first index of 'x'"
      y[n, i] = ¦x[n, i, 0]                          # "'x' has 1 index besides the sample, since its shape is 8; 2 are given"
      y[n, h] = ¦image[n, h]                         # "'image' has 3 indices besides the sample, since its shape is 6x5x3; 1 is given"
      y[n, c] = steps[n, ¦t, c]                      # "'t' is no index of 'y[n, c]', which so would have several values: write '+=' to add them up, or 'max='"
      y[n, i] = x[n, i] + steps[n, ¦i, 0]            # "'i' has 8 values elsewhere in the statement, but 'steps' has 4 there: its shape is 4x3"
      y[n, i] = x[n, ¦i + 1] where i < 8             # "index 'i + 1' of 'x' runs from 1 to 8, but there are 8: 0 to 7. Add 'where 0 <= i + 1 < 8', which leaves out the others, as zeros around 'x' would, or give an index in it fewer values"
      y[n, ¦i] += x[n, i + j]                        # "how many values 'i' has follows from nothing: give a parameter or the result a shape, or add 'where i < 3'"
      y[n, i] += x[n, i * 3 + j] where ¦j < 0        # 'j' would have 0 values; at least 1 is expected
      y[n, i] += x[n, ¦i + j] where j < 9            # "nothing is left for 'i': what is read is smaller than what is taken from it at a time, j < 9"
      y[n, i] = x[n, i] where ¦i > 9                 # "the condition never holds: what it bounds runs from 0 to 7"
      y[n, i] = x[n, i] where ¦n < 3                 # a condition cannot choose among samples
      y[n, i] = x[n, i] where ¦i != 3                # "a condition bounds an index from below or above: write a choice, 'a != b ? ... : 0', in the value"
      y[n, i] = x[n, i] where ¦2 < 3                 # "'2 < 3' has no index: conditions bound indices"
      m[i] += ¦x[n, i] ; y[n, i] = x[n, i] - m[i]    # "'x' has a value for each sample, but 'm' is set for all samples at once: write 'm[n, ...]', since the result for one sample must not depend on others"
      y[n, ¦2 * i] = x[n, i]                         # "'y[n, 2 * i]' with '=' takes an index of its own for each extent that is set; '2 * i' is none: set 'y' by such, or write '+='"
      y[..., i] = x[..., ¦...]                       # '...' stands twice in 'x[..., ...]': once is all
      y[n, i] = x[n, ¦0.5]                           # "'0.5' is 0.5, but indices and extents are whole numbers"
      y[n, i] = x[n, ¦i / 2]                          # "'i / 2' is no whole number: in an index only whole numbers are divided, without remainder"
      y[n, i] = x[n, ¦exp(i)]                        # "'exp(i)' is no index: an index is a sum of names times whole numbers, as in 'h * 2 + i - 1'"
      """)
  void areToldAtTheirCharacter(String formula, String text) {
    Fault fault = fault(formula, "", "");
    assertEquals(text, fault.getMessage());
    assertEquals(formula.indexOf('¦'), fault.place().at(), fault.getMessage());
  }

  @ParameterizedTest
  @CsvSource(delimiter = '#', quoteCharacter = '"', textBlock = """
      w[8¦                #                   # "found the end, but expected an operator, ',' or ']'"
      ¦g = 1              #                   # 'g' does not occur in the formula: remove it, or correct the name
      w & ¦pi = 3         #                   # "'pi' is the number 3.14159 in every formula: give what is called so here another name"
      w & ¦w              #                   # 'w' is declared twice
      w[¦0, 3]            #                   # an extent of 0; at least 1 is expected
      w[8, ¦K * 2]        #                   # "'K' is not known here: an extent is a number, a name for what is found, or what follows from other extents"
      w = ¦x[n, 1]        #                   # "'x[n, 1]' is no number that is known when the class is compiled"
      w                   # x[¦7]             # "'7' is 7, but 'x' has 8 there: its shape is 8"
      w                   # ¦x[8, 1]          # "'x' has shape 8, 1 extents, but 2 are declared"
      w                   # ¦x                # "a shape is a name with extents, as in 'x[H, W, C]'"
      w                   # ¦z[3]             # 'z' does not occur in the formula: remove it, or correct the name
      """)
  void ofDeclarationsToo(String parameters, String shapes, String text) {
    Fault fault = fault("y[n, u] += x[n, k] * w[k, u] where u < 3", parameters, shapes == null ? "" : shapes);
    assertEquals(text, fault.getMessage());
    String marked =
        List.of((parameters + " & " + (shapes == null ? "" : shapes)).split(" & ")).stream()
            .filter(s -> s.contains("¦")).findFirst().orElseThrow();
    assertEquals(marked.indexOf('¦'), fault.place().at(), fault.getMessage());
  }

  /** A condition at one end leaves the other to what exists. */
  @Test
  void conditionsAtOneEndLeaveTheOther() {
    assertEquals(List.of(7), shape("y[n, h] += x[n, h + i - 1] where 0 <= h + i - 1, i < 3"));
    assertEquals(List.of(8), shape("y[n, h] += x[n, 7 - h + i] where 7 - h + i < 8, i < 3"));
  }

  private static List<Integer> shape(String formula) {
    FormulaText text = FormulaText.of(new FormulaText.Source(List.of(formula), List.of(), List.of()));
    return text.typed(SHAPES, Map.of()).values().getFirst().shape();
  }

  @Test
  void aMarkStandsBelowTheCharacter() {
    Fault fault = fault("y[n, i] = x[n, i] +¦".replace("+¦", "+ " + "x[n, i] + ".repeat(30) + "¦beta"), "", "");
    assertTrue(fault.place().shown().matches("(?s)\\n  \\.\\.\\. .* \\+ beta\\n {2,}\\^"), fault.place().shown());
    String[] lines = fault.place().shown().split("\n");
    assertEquals('b', lines[1].charAt(lines[2].indexOf('^')));
  }
}
