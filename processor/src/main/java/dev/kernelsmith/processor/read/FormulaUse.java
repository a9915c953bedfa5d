package dev.kernelsmith.processor.read;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a formula that stands beside another annotation is for. Its values are a value of that annotation, under a name that no member has. */
public enum FormulaUse {
  /** What a layer does with its result. */
  ACTIVATION("an activation"),
  /** What a layer is trained for: it sets {@code loss}. */
  LOSS("a loss"),
  /** What weights start from: it sets {@code w}, and reads nothing that has indices. */
  INITIALIZER("an initializer"),
  /** How parameters follow their gradients: it sets {@code p}, which has no brackets. */
  OPTIMIZER("an optimizer");

  /** The name in an annotation's values, which no member has. */
  private static final String MARK = "@formula ";

  private final String words;

  FormulaUse(String words) {
    this.words = words;
  }

  /** What it is, with an article. */
  public String words() {
    return words;
  }

  String key() {
    return MARK + name();
  }

  /** The formula beside an annotation; null where there is none. */
  public @Nullable FormulaLayer in(@Nullable Attributes attributes) {
    Attributes formula = attributes == null ? null : attributes.nested(key());
    return formula == null ? null : FormulaLayer.of(formula);
  }

  /** Whether a name of a value is that of a formula beside its annotation. */
  public static boolean isOne(String name) {
    return name.startsWith(MARK);
  }

  /** Whether it is the name for this use. */
  public boolean isNamed(String name) {
    return name.equals(key());
  }

  /**
   * What a formula is for, by what it sets last, or by its setting {@code p} without brackets; {@link #ACTIVATION} for whatever is a layer when it stands alone. Only names and
   * brackets are looked at, so that this holds for one that is wrong, too.
   */
  public static FormulaUse of(List<String> statements) {
    List<String> all =
        Arrays.stream(String.join(";", statements).split(";")).map(String::strip).filter(s -> !s.isEmpty()).toList();
    if (all.stream().anyMatch(statement -> sets(statement, "p") && !hasBrackets(statement))) {
      return OPTIMIZER;
    }
    String last = all.isEmpty() ? "" : all.getLast();
    if (sets(last, "loss")) {
      return LOSS;
    }
    long brackets = String.join("", all).chars().filter(c -> c == '[').count();
    return sets(last, "w") && brackets == (hasBrackets(last) ? 1 : 0) ? INITIALIZER : ACTIVATION;
  }

  private static int endOfName(String statement) {
    int end = 0;
    while (end < statement.length() && Character.isJavaIdentifierPart(statement.charAt(end))) {
      end++;
    }
    return end;
  }

  private static boolean sets(String statement, String name) {
    return statement.substring(0, endOfName(statement)).equals(name);
  }

  private static boolean hasBrackets(String statement) {
    return statement.substring(endOfName(statement)).strip().startsWith("[");
  }
}
