package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compilation.Finding;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is said of formulas that are no activation, loss, initializer or optimizer, and at which character: the one before which the mark ¦ stands. */
class FormulaPartFaultsTest {
  private static final String HEAD =
      "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";

  /** What stands on a field, or on the class where it is behind {@code class:}; the members of an annotation {@code @Own} behind {@code own:}; and what is said, nothing where it is sound. */
  private static final String CASES = """
      @Dense(units = 3) @Formula("y[...] = ¦z[...] * 2")                              # an activation reads x; 'z' is nothing here: it is an activation, since it sets 'y' last; a loss sets 'loss', an initializer 'w'
      @Dense(units = 3) @Formula("Loss[n] += pow(¦y[n, u] - t[n, u], 2)")             # an activation reads x; 'y' is nothing here: it is an activation, since it sets 'Loss' last
      @Dense(units = 3) @Formula("y[n, c] = x[n, c] * ¦t[n, c]")                      # an activation reads x; 't' is nothing here
      @Dense(units = 3) @Formula("¦y[...] = 2")                                       # an activation reads 'x', what the layer makes
      @Dense(units = 3) @Formula("¦y[n] += x[n, k]")                                  # the result has shape 1, but an activation keeps the shape, which is 3
      @Dense(units = 3) @Formula("y ¦= x * 2")                                        # found '=', but expected '[' and the indices of 'y'; without any are 'w' of an initializer, set last, and 'p' of an optimizer
      @Dense(units = 3) @Formula(value = "y[n, c] = x[n, c] * g[c]", parameters = "¦g = 1") # an activation has no parameters: a layer of its own, with @Formula alone on its field, can have some
      @Dense(units = 3) @Own own: "y[...] = x[...] * ¦x", int x() default 2           # 'x' is a value: write its indices, as in 'x[n, ...]'
      @Dense(units = 3) @Own own: "¦y[...] = 2 * x[...]", String x() default "a"      # member 'x' of @Own is a text, which names a layer, but an activation reads no other layers: make it a number, or remove it
      @Dense(units = 3) @Formula("loss[n, u] = y[n, u]")                              # a sample has one loss: write 'loss[n] += ...', which adds up over the other indices
      @Dense(units = 3) @Formula("loss[n] += pow(¦x[n, u] - t[n, u], 2)")             # a loss reads y, t, label, probability; 'x' is nothing here (
      @Dense(units = 3) @Formula("loss[n] += t[n, u] * ¦label[n, u] * y[n, u]")       # a loss has one target: 't' is read already, so this cannot be 'label'
      @Dense(units = 3) @Formula("¦loss[n] += t[...]")                                # a loss reads 'y', what the layer gives
      @Dense(units = 3) @Formula("¦loss[n] += floor(y[...] - t[...])")                # the derivative by 'y' is 0 everywhere, so that nothing would be trained by this loss
      @Dense(units = 3) @Formula("¦loss[n] += y[...] * 0 + t[...]")                   # the derivative by 'y' is 0 everywhere
      @Dense(units = 3) @Formula("loss[n] += ¦t[n] * y[n, u]")                        # 't' has an index fewer than 'y', and so is the number of a class: compare it with an index, as in 't[n] == u ? -log(y[n, u]) : 0', calculate with a copy, 'c[n] = t[n]', or give it all indices of 'y' if there is a value for each
      @Dense(units = 3) @Formula("loss[n] += ¦t[n] == u + 1 ? y[n, u] : 0")           # 't' has an index fewer than 'y'
      @Dense(units = 3) @Formula("c[n] = t[n]; loss[n] += c[n] == u + 1 ? y[n, u] : 0") #
      @Dense(units = 3) @Formula("loss[n] += u == t[n] ? exp(y[n, u]) : 0")           #
      @Dense(units = 3) @Own own: "loss[n] += ¦tau[n] * y[n, u]", double tau() default 2 # 'tau' has indices here, but is a number, since @Own has a member 'tau': write it without, or give one of them another name
      @Dense(units = 3) @Own own: "¦loss[n] += pow(y[...] - t[...], 2)", String t() default "a" # member 't' of @Own is a text, which names a layer, but a loss reads no other layers
      @Dense(units = 3) @Loss(classWeights = {1, 2, 3}) @Formula("loss[n] += t[n] == u ? -y[n, u] : 0") # 'classWeights' of the loss of layer 'a' has no effect with @Formula: remove it, or use a loss that has it (SOFTMAX_CROSS_ENTROPY, CROSS_ENTROPY).
      @Dense(units = 3) @Loss(ignoredClass = 9) @Formula("loss[n] += t[n] == u ? -y[n, u] : 0") # 'ignoredClass' of the loss of layer 'a' has no effect with @Formula
      @Dense(units = 3) @Formula("w = ¦uniform(0.1)")                                 # uniform takes 2 arguments; 1 is given
      @Dense(units = 3) @Formula("w[¦i] = i")                                         # 'w' has 2 extents: write an index for each, as in 'w[i, j]', or 'w[...]' where none is needed
      @Dense(units = 3) @Formula("w = ¦fan_in * 0.1")                                 # 'fan_in' is neither set here nor given: there are fanIn, fanOut
      @Dense(units = 3) @Formula("¦w[i, j] = 1 / (i - j)")                            # the element at [0, 0] would start from Infinity, which is no finite number
      @Dense(units = 3) @Formula("w[...] = ¦log(-fanIn)")                             # 'log(-fanIn)' is NaN, which is no finite number
      @Dense(units = 3) @Formula("w[i, j] = 1 / (1 + i + 2 * j) + (i == j ? uniform(0, 1) : 0)") #
      @Dense(units = 3) @Formula("w = 0.5")                                           #
      @Dense(units = 3) @Formula("w ¦= normal(0, 1); a = 3")                          # found '=', but expected '[' and the indices of 'w'; without any are 'w' of an initializer, set last
      @Dense(units = 3) @Own own: "w = 0.1 / ¦fanIn", int fanIn() default 3           # 'fanIn' is a member of @Own, but means something to an initializer: give the member another name
      @Dense(units = 3) @Initial(0.1) @Formula("w = 0.2")                             # @Formula on 'a' is an initializer, but @Initial says what the weights start from, too: remove one of them.
      @Block(Part.class) @Formula("y[...] = tanh(x[...])")                            # @Formula on 'a' is an activation, but the field is a block: put it on a layer in the block's class.
      @Block(Part.class) @Formula("w = 1")                                            # @Formula on 'a' is an initializer, but the field is a block
      @Reuse("first") @Formula("y[...] = tanh(x[...])")                               # @Formula on 'a' is an activation, but the layer is as the one that it names: put it there, or on a field of its own.
      class: @Formula("p[i] = p[i] - 0.1 * g[i]")                                     # is an activation, but on a class it is an optimizer, which sets 'p', without indices: put others on a field.
      class: @Formula("p = p - 0.1 * ¦grad")                                          # 'grad' is neither set here nor given: there are p, g, rate, step
      class: @Formula("p = p - 0.1 * ¦m")                                             # 'm' is neither set here nor given
      class: @Formula("p ¦-= 0.1 * g")                                                # found '-', but expected '=' or '+='
      class: @Formula("¦p = p * 1")                                                   # an optimizer reads 'g', the gradient, without which nothing is trained
      class: @Formula("¦p = p - 0.1 + 0 * g")                                         # where 'p' and 'g' are 0, as they are where rows of parameters are filled up, 'p' must be 0, but is -0.1 in step 1
      class: @Formula("p = p - 0.1 * g; p = ¦p * 0.9")                                # 'p' has been set: read it before, or give its value a name
      class: @Formula("p = p - ¦rate * g")                                            # nothing says what 'rate' starts from: write @Optimizer(learningRate = 0.01) beside the formula
      class: @Formula("m = 0.9 * m + g ¦where g > 0; p = p - 0.1 * m")                # found 'where', but expected an operator, ';' or the end
      class: @Own own: "p = p - 0.1 * ¦g", double g() default 1                       # 'g' is a member of @Own, but means something to an optimizer: give the member another name
      class: @Own own: "p = p - 0.1 * g / ¦step", int step() default 1                # 'step' is a member of @Own, but means something to an optimizer
      class: @Own own: "p = p - ¦pi * g", double pi() default 1                       # 'pi' is the number 3.14159 in every formula: give what is called so here another name
      class: @Own own: "¦p = p - 0.1 * g", String name() default ""                   # member 'name' of @Own is a text, which names a layer, but an optimizer reads no other layers
      class: @Own own: "p = p - ¦rate * g", double rate() default -1                  # 'rate' is -1.0, but a rate is positive and finite
      class: @Formula("p = p - 0.1 * g") @Optimizer(schedule = @Schedule(type = ScheduleType.COSINE, epochs = 3)) # 'schedule' of @Optimizer has no effect with @Formula: remove it, or let the formula read 'rate'.
      class: @Formula("p = p - rate * g") @Optimizer(learningRate = 0.1, momentum = 0.9) # 'momentum' of @Optimizer has no effect with @Formula: remove it, or set type = MOMENTUM.
      """;

  /** All in one compilation, each on a line of its own. */
  @ParameterizedTest
  @EnumSource
  void areToldAtTheirCharacter(CompilerKind kind) {
    List<String> cases = CASES.lines().toList();
    StringBuilder source = new StringBuilder(HEAD);
    for (int i = 0; i < cases.size(); i++) {
      source.append(line(cases.get(i).substring(0, cases.get(i).lastIndexOf('#')).strip(), i)).append('\n');
    }
    source.append("@Block class Part { @Dense(units = 3) Layer part; }\n");
    Compilation compilation = Compile.with(kind).source("Faults", source.toString()).run();
    assertTrue(compilation.findings().stream().noneMatch(f -> f.text().contains("lambda parameter")),
        compilation::report);
    for (int i = 0; i < cases.size(); i++) {
      int row = (int) HEAD.lines().count() + i + 1;
      String wanted = cases.get(i).substring(cases.get(i).lastIndexOf('#') + 1).strip().replace("@Own", "@Own" + i);
      List<String> said =
          compilation.own().stream().filter(finding -> finding.line() == row && !finding.id().endsWith("READABLE"))
              .map(Finding::text).toList();
      assertEquals(wanted.isEmpty() ? 0 : 1, said.size(), () -> cases.get(row - 3) + "\n" + said);
      String formula = cases.get(i);
      int mark = formula.indexOf('¦');
      int character = mark - formula.lastIndexOf('"', mark);
      for (String text : said) {
        assertTrue(text.contains(wanted), () -> wanted + "\n" + text);
        assertTrue(
            mark < 0 || text.contains("(at character " + character + " of '"), () -> formula + "\n" + text);
      }
    }
  }

  private static String line(String text, int number) {
    int own = text.indexOf("own:");
    String annotations = (own < 0 ? text : text.substring(0, own)).replace("¦", "").replace("@Own", "@Own" + number);
    String declared = "";
    if (own >= 0) {
      String[] parts = text.substring(own + "own:".length()).replace("¦", "").split("\", ", 2);
      declared = " @Formula(" + parts[0].strip() + "\") @interface Own" + number + " { " + parts[1] + "; }";
    }
    String name = "Net" + number;
    return (annotations.startsWith("class:")
        ? "@Network(input = 4) " + annotations.substring("class:".length()) + " class " + name
            + " { @Dense(units = 2) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out; }"
        : "@Network(input = 4) class " + name + " { @Dense(units = 4) Layer first; " + annotations + " Layer a; }")
        + declared;
  }
}
