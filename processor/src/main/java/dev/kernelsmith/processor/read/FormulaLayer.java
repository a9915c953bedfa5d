package dev.kernelsmith.processor.read;

import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.processor.diagnostics.Position;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A layer with {@code @Formula}, on its field or on the annotation that is there.
 *
 * @param kind simple name of the annotation on the field
 * @param use values of that; those of {@code @Formula} are among them, their names with a prefix where it is another one
 */
public record FormulaLayer(String kind, Attributes use) {
  /** The kind of all such layers in the table of layers. */
  public static final String KIND = Formula.class.getSimpleName();

  /** The value that is at fault where none in particular is. */
  public static final String BLAMED = "value";

  /** What names of members do not begin with. */
  private static final String PREFIX = "@";

  private static final String NAME = PREFIX + "name";

  /** What the values of a layer's annotation say. */
  public static FormulaLayer of(Attributes attributes) {
    return new FormulaLayer(isOwnAnnotation(attributes) ? attributes.text(NAME) : KIND, attributes);
  }

  /** Values of an annotation that has {@code @Formula} on it, with that. */
  static Attributes joined(String kind, Attributes use, Attributes formula) {
    Map<String, Object> values = new HashMap<>(use.values());
    formula.values().forEach((name, value) -> values.put(PREFIX + name, value));
    values.put(NAME, kind);
    Map<String, Position> positions = new HashMap<>(use.positions());
    formula.positions().forEach((name, position) -> positions.put(PREFIX + name, position));
    return new Attributes(values, positions, use.annotation());
  }

  /** Whether values are those of an annotation that has {@code @Formula} on it. */
  public static boolean isOwnAnnotation(@Nullable Attributes attributes) {
    return attributes != null && attributes.values().containsKey(NAME);
  }

  /** Whether the formula is on an annotation of the user's own. */
  public boolean isOwnAnnotation() {
    return isOwnAnnotation(use);
  }

  /** The statements. */
  public List<String> value() {
    return texts("value");
  }

  /** Declarations of parameters. */
  public List<String> parameters() {
    return texts("parameters");
  }

  /** Declarations of shapes. */
  public List<String> shapes() {
    return texts("shapes");
  }

  /** What a formula of a loss can compare with: values or class numbers, answers yes and no, probabilities. */
  public static final List<String> TARGETS = List.of("t", "label", "probability");

  /** Whether a loss is compared with anything. */
  boolean readsTarget() {
    String all = String.join(";", value());
    return TARGETS.stream().anyMatch(target -> Pattern.compile("\\b" + target + "\\s*\\[").matcher(all).find());
  }

  private List<String> texts(String name) {
    return use.texts(isOwnAnnotation() ? PREFIX + name : name);
  }

  /** The numbers that the annotation on the field gives. */
  public Map<String, Double> numbers() {
    Map<String, Double> numbers = new HashMap<>();
    if (isOwnAnnotation()) {
      use.values().forEach((name, value) -> {
        if (value instanceof Number number) {
          numbers.put(name, number.doubleValue());
        } else if (value instanceof Boolean flag) {
          numbers.put(name, flag ? 1.0 : 0.0);
        }
      });
    }
    return numbers;
  }

  /** What is given to the formula, as {@code tau=0.9}; of one without an annotation of its own, its text. */
  public List<String> settings() {
    return isOwnAnnotation()
        ? new TreeMap<>(numbers()).entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList()
        : value();
  }

  /** Names of the members that the annotation on the field has for the formula. */
  public Set<String> members() {
    Set<String> members = new TreeSet<>();
    if (isOwnAnnotation()) {
      use.values().keySet().stream().filter(name -> !name.startsWith(PREFIX)).forEach(members::add);
    }
    return members;
  }

  /** The field that an input of the formula is; null where the annotation on the field has no member of that name. */
  public @Nullable String input(String name) {
    return !isOwnAnnotation() ? name : use.values().get(name) instanceof String field ? field : null;
  }

  /** Where a string of the formula stands, or the annotation on the field where that is another one. */
  public @Nullable Position at(String member, int number) {
    return use.at(isOwnAnnotation() ? PREFIX + member : member, number);
  }
}
