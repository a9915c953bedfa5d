package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Axis;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.jspecify.annotations.Nullable;

/**
 * Hands out the names of one scope of generated source. No name is given twice, nor one that means something in a scope around it, nor that
 * of a type, nor a word that Java keeps for itself.
 */
public final class Names {
  /** Words that are keywords in some places only. */
  private static final Set<String> CONTEXTUAL =
      Set.of("permits", "record", "sealed", "var", "when", "yield");

  private final @Nullable Names around;
  private final Map<String, Integer> next = new HashMap<>();
  private final Set<String> taken = new HashSet<>();

  /** A scope with nothing but types around it. */
  public Names() {
    this(null);
  }

  private Names(@Nullable Names around) {
    this.around = around;
  }

  /** A scope inside this one. */
  Names inner() {
    return new Names(this);
  }

  /** Takes names that generated source has for itself. */
  public Names reserve(Iterable<String> names) {
    names.forEach(taken::add);
    return this;
  }

  /** The stem itself where it is free. */
  public String exact(String stem) {
    return take(stem) ? stem : numbered(stem);
  }

  /** The stem with the next number. */
  public String numbered(String stem) {
    String name;
    do {
      int number = next.merge(stem, 1, Integer::sum);
      boolean digit = Character.isDigit(stem.charAt(stem.length() - 1));
      name = stem + (digit ? "_" : "") + number;
    } while (!take(name));
    return name;
  }

  private boolean take(String name) {
    return (around == null ? isFree(name) : around.allows(name)) && taken.add(name);
  }

  private boolean allows(String name) {
    return !taken.contains(name) && (around == null ? isFree(name) : around.allows(name));
  }

  private static boolean isFree(String name) {
    return !SourceVersion.isKeyword(name) && !CONTEXTUAL.contains(name) && !TypeNames.simpleNames().contains(name);
  }

  /** A number along an axis as part of a name: {@code F2}, or {@code O1_2} where the axis is called {@code o1}. */
  public static String numbered(Axis axis, int number) {
    String name = axis.name();
    boolean digit = Character.isDigit(name.charAt(name.length() - 1));
    return capitalized(name) + (digit ? "_" : "") + number;
  }

  /** A name as a later word of a longer one: {@code sum} as {@code Sum}. */
  public static String capitalized(String name) {
    return Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  /** {@code conv1Sum} as {@code CONV1_SUM}. */
  public static String constant(String camel) {
    StringBuilder name = new StringBuilder();
    for (char c : camel.toCharArray()) {
      if (Character.isUpperCase(c) && !name.isEmpty()) {
        name.append('_');
      }
      name.append(Character.toUpperCase(c));
    }
    return name.toString();
  }

  /** A name with ASCII letters and digits only: what TornadoVM hands to a device's compiler has the names of methods in it. */
  public static String ascii(String name) {
    StringBuilder ascii = new StringBuilder();
    name.codePoints().forEach(c -> {
      if (c < 128 && (Character.isLetterOrDigit(c) || c == '_')) {
        ascii.append((char) c);
      } else {
        ascii.append('_').append(Integer.toHexString(c));
      }
    });
    return ascii.toString();
  }
}
