package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Expr;
import java.util.List;
import java.util.Locale;

/** How expressions are written: as numbers or as vectors. */
public interface Dialect {
  /** Type of locals. */
  String type();

  /** Writes an expression; loads become locals of the scope. */
  Value write(Expr e, Scope scope);

  /** The same, where what occurs more than once in the expression becomes a local of the scope, too. */
  default Value writeShared(Expr e, Scope scope) {
    Repeats.of(List.of(e)).forEach(part -> share(part, scope));
    return write(e, scope);
  }

  /** Gives a part of expressions a local, unless the scope has one. */
  default void share(Expr part, Scope scope) {
    Value value = write(part, scope);
    if (scope.known(part) == null) {
      String type = value.vector() ? type() : "float";
      scope.remember(part, value.isName() ? value : scope.local(type, Repeats.stem(part), value));
    }
  }

  /** The value as one of this dialect's {@link #type}: what is the same in all lanes is spread over them. */
  default Value typed(Value value) {
    return value;
  }

  /** A local of this dialect's {@link #type}, by its name. */
  default Value local(String name) {
    return Value.number(name);
  }

  /** A neutral accumulator. */
  String zero();

  /** What a search for a maximum starts from. */
  default String lowest() {
    return "#Float.NEGATIVE_INFINITY";
  }

  /** Condition under which a candidate takes the place of the best: it is larger, or the first NaN. */
  default String better(String candidate, String best) {
    return String.format(Locale.ROOT, "%s > %s || %s != %s && %s == %s", candidate, best, candidate, candidate, best,
        best);
  }

  /** Keeps the larger of the best so far and a candidate. */
  default void maximum(Scope scope, String best, Value candidate) {
    scope.line(best + " = #Math.max(" + best + ", " + candidate.text() + ")");
  }

  /**
   * Keeps the larger of the best so far and a candidate, and which it was.
   *
   * @param argmax local with the number of the best
   * @param candidate local that is compared
   * @param number of the candidate
   */
  default void argmax(Scope scope, String best, String argmax, String candidate, String number) {
    scope.open("if (" + better(candidate, best) + ")");
    scope.line(best + " = " + candidate);
    scope.line(argmax + " = " + number);
    scope.close();
  }

  /** Gives a local another value where it is negative. */
  default void replaceNegative(Scope scope, String local, String number) {
    scope.open("if (" + local + " < 0f)");
    scope.line(local + " = " + number);
    scope.close();
  }

  /**
   * The value with zeros in the lanes behind the end of a row.
   *
   * @param first index in the row of the first lane
   * @param length elements of the row
   */
  default Value withinRow(Scope scope, Value value, String first, int length) {
    return value;
  }

  /** Whether gradients are added up in one of several copies, chosen at run time. */
  default boolean copiesGradients() {
    return true;
  }

  /** {@code accumulator + value} for any value. */
  String plus(String accumulator, Value value);

  /** {@code accumulator + a * b}. */
  String multiplyAdd(Value a, Value b, String accumulator);

  /** The value as an operand of {@link #multiplyAdd}: a local that may be used often. */
  default Value factor(Expr e, Scope scope) {
    return write(e, scope);
  }

  /** What lies in an array, from an index on. */
  default Value loaded(String array, String index) {
    return Value.number(array + "[" + index + "]");
  }

  /** Statement that stores a value in an array, from an index on. */
  default String stored(String array, String index, Value value) {
    return array + "[" + index + "] = " + value.text();
  }

  /** Statement that stores a value. */
  default String store(Value value, Expr.Read at, Scope scope) {
    return scope.stored(at, value.text());
  }

  /** Writes what follows at once from a value that has been stored. */
  default void follow(Scope scope, Expr.Read at) {}

  /** Statement that adds a value to what is stored. */
  String add(Value value, Expr.Read at, Scope scope);
}
