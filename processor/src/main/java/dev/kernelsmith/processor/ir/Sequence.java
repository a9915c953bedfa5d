package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An order of steps. Statements in a row that have an axis of the same sequence take turns: all of them at the first step, then all at the next. So one may
 * read what another, or the same, has set at the step before, as recurrent layers do.
 *
 * @param name tells sequences of a program apart
 * @param reversed whether the last step comes first
 */
public record Sequence(String name, boolean reversed) {
  /**
   * The one along which a program goes a step at a time, each when its caller says so. What later steps will set is 0 until then, and when all steps are done, statements
   * behind them may set anew where the next ones begin.
   */
  public static final Sequence GIVEN = new Sequence("given", false);

  /** Any one, where it does not matter which. */
  static final Sequence ANY = new Sequence("", false);

  /**
   * Items in a row that are of one sequence, or of none.
   *
   * @param steps the axis of the sequence; null for none
   * @param items the items
   */
  public record Run<T>(@Nullable Axis steps, List<T> items) {}

  /**
   * Items by sequence, in their order.
   *
   * @param items what is in order
   * @param statement a statement of each
   */
  public static <T> List<Run<T>> runs(List<T> items, Function<T, Statement> statement) {
    List<Run<T>> runs = new ArrayList<>();
    for (T item : items) {
      Axis steps = statement.apply(item).steps();
      if (runs.isEmpty() || !Objects.equals(runs.getLast().steps(), steps)) {
        runs.add(new Run<>(steps, new ArrayList<>()));
      }
      runs.getLast().items().add(item);
    }
    return runs;
  }

  /** Items in their order: those of one sequence together, all others by themselves. */
  public static <T> List<List<T>> units(List<T> items, Function<T, Statement> statement) {
    return runs(items, statement).stream()
        .flatMap(run -> run.steps() == null ? run.items().stream().map(List::of) : Stream.of(run.items()))
        .toList();
  }

  /** Statements by sequence, in their order. */
  public static List<Run<Statement>> runs(List<Statement> statements) {
    return runs(statements, s -> s);
  }

  /** The same steps from the other end, under a name of their own. */
  public Sequence backward() {
    return new Sequence(name + " backward", !reversed);
  }

  /** The number of the step that comes in some place. */
  int step(int place, int steps) {
    return reversed ? steps - 1 - place : place;
  }

  /** The order of steps in words: {@code for t = 0 ... 9}. */
  public String text(Axis steps) {
    int last = steps.extent() - 1;
    return reversed ? "for " + steps + " = " + last + " ... 0" : "for " + steps + " = 0 ... " + last;
  }

  /**
   * Whether a step reads what an earlier one has set.
   *
   * @param written the index that is written along the steps, such as {@code t + 1}
   * @param read the index that is read
   */
  boolean isEarlier(Affine written, Affine read) {
    Affine difference = read.plus(written.times(-1));
    return difference.axes().isEmpty() && (reversed ? difference.constant() > 0 : difference.constant() < 0);
  }

  /** A statement as it is at one step. */
  static Statement at(Statement s, int step) {
    Axis steps = Objects.requireNonNull(s.steps());
    return s.substitute(Map.of(steps, Affine.of(step)), s.axes().stream().filter(a -> !a.equals(steps)).toList());
  }

  /** The dimension along which steps go, or -1 where an index has none. */
  public static int dimension(List<Affine> index, Axis steps) {
    for (int d = 0; d < index.size(); d++) {
      if (index.get(d).uses(steps)) {
        return d;
      }
    }
    return -1;
  }

  /** The buffers that a sequence of statements writes. */
  public static Set<Buffer> written(List<Statement> statements) {
    return Set.copyOf(statements.stream().flatMap(s -> s.buffersWritten().stream()).toList());
  }
}
