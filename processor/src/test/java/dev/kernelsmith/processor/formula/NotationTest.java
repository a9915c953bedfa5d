package dev.kernelsmith.processor.formula;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.formula.Term.Comparison;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The notation: what is printed reads as what it was, and whatever is read gives a formula or a fault. */
class NotationTest {
  private static final Place PLACE = new Place(new Place.Text("value", 0, ""), 0);
  private static final List<String> WORDS =
      List.of("x", "y", "n", "h", "i", "k", "w", "exp", "max", "pow", "where", "max=", "min=", "+=",
          "=", "==", "<=", "<", ">", ">=", "!=", "[", "]", "(", ")", ",", ";", "?", ":", "+", "-", "*", "/", "...", "0",
          "1", "2", "0.5",
          "1e9", "1e-50", "9999999999", " ", "", "^", "\u00b7", "\ud83d\ude00", "\n");

  private static Term term(Random random, int depth) {
    return switch (depth == 0 ? random.nextInt(3) : random.nextInt(8)) {
      case 0 -> new Term.Number(
          random.nextBoolean() ? random.nextInt(100) : random.nextDouble() * Math.pow(10, random.nextInt(-20, 20)),
          PLACE);
      case 1 -> new Term.Name("h" + random.nextInt(3), PLACE);
      case 2 -> new Term.Element("x", index(random), PLACE);
      case 3 -> new Term.Call("max", List.of(term(random, depth - 1), term(random, depth - 1)), PLACE);
      case 4 -> new Term.Negative(term(random, depth - 1), PLACE);
      case 5, 6 -> new Term.Operation(
          List.of(BinaryOp.ADD, BinaryOp.SUBTRACT, BinaryOp.MULTIPLY, BinaryOp.DIVIDE).get(random.nextInt(4)),
          term(random, depth - 1),
          term(random, depth - 1), PLACE);
      default -> new Term.Choice(
          term(random, depth - 1), comparison(random), term(random, depth - 1), term(random, depth - 1),
          term(random, depth - 1), PLACE);
    };
  }

  private static Comparison comparison(Random random) {
    return Comparison.values()[random.nextInt(Comparison.values().length)];
  }

  private static List<Term> index(Random random) {
    List<Term> index = new ArrayList<>();
    for (int i = 0; i < random.nextInt(4); i++) {
      index.add(random.nextInt(5) == 0 ? new Term.Rest(PLACE) : sum(random));
    }
    return index;
  }

  private static Term sum(Random random) {
    Term.Name name = new Term.Name("i", PLACE);
    Term.Number number = new Term.Number(1 + random.nextInt(9), PLACE);
    return random.nextBoolean() ? name
        : new Term.Operation(BinaryOp.SUBTRACT, new Term.Operation(BinaryOp.MULTIPLY, name, number, PLACE), number,
            PLACE);
  }

  @Test
  void whatIsPrintedReadsAsWhatItWas() {
    for (int seed = 0; seed < 5000; seed++) {
      Random random = new Random(seed);
      List<Assignment.Condition> conditions = new ArrayList<>();
      for (int i = 0; i < random.nextInt(3); i++) {
        conditions.add(
            random.nextBoolean()
                ? new Assignment.Condition(List.of(sum(random), sum(random)), List.of(comparison(random)))
                : new Assignment.Condition(
                    List.of(sum(random), sum(random), sum(random)), List.of(comparison(random), comparison(random))));
      }
      Assignment assignment =
          new Assignment(
              new Term.Element("y", index(random), PLACE),
              Assignment.Joining.values()[random.nextInt(4)], term(random, 4), conditions);
      String text = assignment.toString();
      Assignment read = Parser.formula(new Place.Text("value", 0, text)).getFirst();
      assertEquals(text, read.toString());
      assertEquals(placeless(assignment), placeless(read), text);
    }
  }

  /** All of a statement but places. */
  private static String placeless(Assignment assignment) {
    return tree(assignment.target()) + assignment.joining() + tree(assignment.value())
        + assignment.conditions().stream()
            .map(c -> c.terms().stream().map(NotationTest::tree).toList() + "" + c.comparisons()).toList();
  }

  private static String tree(Term term) {
    return switch (term) {
      case Term.Number n -> "(" + n.value() + ")";
      case Term.Name n -> n.name();
      case Term.Rest r -> "...";
      case Term.Element e -> "element " + e.name() + e.index().stream().map(NotationTest::tree).toList();
      case Term.Call c -> "call " + c.function() + c.arguments().stream().map(NotationTest::tree).toList();
      case Term.Negative n -> "(-" + tree(n.a()) + ")";
      case Term.Operation o -> "(" + tree(o.a()) + o.op() + tree(o.b()) + ")";
      case Term.Choice c ->
          "(" + tree(c.left()) + c.comparison() + tree(c.right()) + "?" + tree(c.then()) + ":" + tree(c.otherwise())
              + ")";
    };
  }

  /** What a text can be read as. */
  private enum Grammar {
    FORMULA("y [ n , h ] += x [ n , h + i ] * k [ i ] where i < 2", "y [ ... ] = max ( x [ ... ] , 0 )",
        "t [ n ] max= x [ n , h ] ; y [ n , h ] = x [ n , h ] > t [ n ] ? 1 : exp ( - x [ n , h ] / 2 )") {
      @Override
      void read(String text, Random random) {
        String parameter = random.nextInt(3) == 0 ? "k[" + word(random) + "]" : "k[2] = 1";
        List<String> parameters = text.contains("k") ? List.of(parameter) : List.of();
        FormulaText formula = FormulaText.of(new FormulaText.Source(List.of(text), parameters, List.of()));
        formula.typed(
            formula.inputs().stream().collect(Collectors.toMap(name -> name, name -> List.of(4))), Map.of("w", 2.0));
      }
    },
    RULE("m = 0.9 * m + g ; p = p - rate * m", "s += g * g ; c = s > 1 ? rsqrt ( s ) : 1 ; p = p - c * g",
        "v = max ( v , g ) ; d = g / v ; p = p - rate * d / sqrt ( step )") {
      @Override
      void read(String text, Random random) {
        RuleText rule = RuleText.of(OPTIMIZER, List.of(text), List.of(), "Rule");
        for (int i = 0; i < rule.settings().size(); i++) {
          rule.value(i, Map.of(), Expr.Scalar::new, (function, arguments) -> null);
        }
      }
    };

    private static final RuleText.Kind OPTIMIZER =
        new RuleText.Kind("an optimizer", "p", List.of("p", "g", "rate", "step"), Map.of(), true);

    private final List<List<String>> sound;

    Grammar(String... sound) {
      this.sound = Stream.of(sound).map(text -> List.of(text.split(" "))).toList();
    }

    /** Makes all of a text that is made of its characters alone, or of shapes that suit it. */
    abstract void read(String text, Random random);

    /** Random words, or something sound with some words changed. */
    String text(Random random) {
      List<String> words = new ArrayList<>(sound.get(random.nextInt(sound.size())));
      if (random.nextInt(4) == 0) {
        words = IntStream.range(0, random.nextInt(30)).mapToObj(i -> word(random)).collect(Collectors.toList());
      }
      for (int i = 0; i < random.nextInt(4) && !words.isEmpty(); i++) {
        int at = random.nextInt(words.size());
        switch (random.nextInt(3)) {
          case 0 -> words.set(at, word(random));
          case 1 -> words.add(at, word(random));
          default -> words.remove(at);
        }
      }
      return String.join(random.nextBoolean() ? "" : " ", words);
    }

    static String word(Random random) {
      return WORDS.get(random.nextInt(WORDS.size()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void anyTextIsReadOrAFault(Grammar grammar) {
    read(grammar, 20_000, 0);
  }

  @Tag("thorough")
  @ParameterizedTest
  @EnumSource
  void aMillionTextsAreReadOrFaults(Grammar grammar) {
    read(grammar, 1_000_000, 20_000);
  }

  private static void read(Grammar grammar, int count, int first) {
    int sound = 0;
    for (int seed = first; seed < first + count; seed++) {
      Random random = new Random(seed);
      String text = grammar.text(random);
      try {
        grammar.read(text, random);
        sound++;
      } catch (Fault fault) {
        assertTrue(fault.place().at() <= fault.place().text().characters().length(), text);
        assertTrue(fault.place().shown().contains("^"), text);
        assertTrue(fault.getMessage().length() > 10, text);
      } catch (RuntimeException | StackOverflowError e) {
        throw new AssertionError("seed " + seed + ": " + text, e);
      }
    }
    assertTrue(sound > count / 20, sound + " of " + count);
  }

  @Test
  void deepAndLongTextsAreFaults() {
    for (String text : List.of("y[n] = " + "(".repeat(5000), "y[n] = " + "-".repeat(5000) + "1",
        "y[n] = 1" + " + 1".repeat(2000),
        "y[n] = " + "exp(".repeat(2000), "y[n] = " + "1 < 2 ? 1 : ".repeat(600) + "1", "y[n] = x".repeat(5000),
        "y[n, i" + "[".repeat(3000))) {
      FormulaText formula = null;
      try {
        formula = FormulaText.of(new FormulaText.Source(List.of(text), List.of(), List.of()));
      } catch (Fault fault) {
        assertTrue(fault.getMessage().length() < 300, fault.getMessage());
      }
      assertEquals(null, formula, text);
    }
  }
}
