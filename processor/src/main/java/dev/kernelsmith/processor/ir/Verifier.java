package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Checks what every stage relies on:
 *
 * <ul>
 *   <li>every access has the rank of its buffer and stays within it, given the axes and the guards;
 *   <li>every element has one writer, or a sum; statements that set elements of one buffer set different ones;
 *   <li>a buffer is completely written before it is read, added to or handed out;
 *   <li>what is handed in is not written; a parameter neither, unless it is declared as state;
 *   <li>a step of a {@link Sequence} reads what it has set itself, or what earlier steps have;
 *   <li>ints are compared, not calculated with; only a MAX has an argmax.
 * </ul>
 *
 * <p>Shapes of any size are checked without looking at each element, as long as every dimension of a target has axes of its own.
 * Beyond that, up to some million iterations are enumerated; what is larger is reported as a problem.
 */
public final class Verifier {
  private final Set<Buffer> state;
  private final Map<Buffer, List<Footprint>> written = new HashMap<>();
  private final Map<String, Buffer> names = new HashMap<>();
  private final List<String> problems = new ArrayList<>();

  /** Whether given steps are done, behind which statements set anew where the next ones begin. */
  private boolean done;

  private Verifier(Set<Buffer> state) {
    this.state = state;
  }

  /**
   * Checks a program.
   *
   * @throws IllegalArgumentException where something does not hold; the message names each statement at fault and prints it
   */
  public static void verify(Program program) {
    verify(program, Set.of());
  }

  /**
   * Checks a program.
   *
   * @param program what to check
   * @param state buffers that hold values before it runs and that it may change, such as an optimizer's parameters and slots
   * @throws IllegalArgumentException where something does not hold; the message names each statement at fault and prints it
   */
  public static void verify(Program program, Set<Buffer> state) {
    List<String> problems = problems(program, state);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "program %s has %d problems:%n%s", program.name(), problems.size(),
              String.join("\n", problems)));
    }
  }

  /** Everything that does not hold, as {@link #verify(Program, Set)} reports it; empty for a sound program. */
  public static List<String> problems(Program program, Set<Buffer> state) {
    Verifier verifier = new Verifier(state);
    Sequence.runs(program.statements()).forEach(verifier::visit);
    program.buffers().forEach(verifier::handOut);
    return verifier.problems;
  }

  /**
   * Whether two iterations over the output axes may add to one element. The statements of a finished program do not: each
   * element has one writer, which the schedule may run in any order. True also where that cannot be told.
   */
  public static boolean scatters(Statement s) {
    return !Footprint.isInjective(s);
  }

  /** Whether an index stays from {@code least} to {@code most} wherever the guards hold. */
  public static boolean stays(Affine index, List<Guard> guards, int least, int most) {
    Affine shifted = index.plus(-least);
    int extent = most - least + 1;
    return Interval.of(shifted, guards).within(extent) || Reachable.of(shifted, guards).within(extent);
  }

  /** Visits statements that take turns, or that stand by themselves. What earlier steps have set is complete where the sequence has set all. */
  private void visit(Sequence.Run<Statement> run) {
    Axis steps = run.steps();
    if (steps == null) {
      run.items().forEach(s -> visit(s, Set.of()));
      return;
    }
    boolean given = steps.isGiven();
    List<Statement> late = new ArrayList<>();
    for (Statement s : run.items()) {
      if (Sequence.dimension(s.index(), steps) < 0 || s.argmax() != null) {
        report(s, "a statement of a sequence sets a place of its own at each step, and has no argmax");
      }
      // Of given steps, any may be read: those to come are 0.
      Set<Buffer> earlier = given ? Sequence.written(run.items()) : earlier(s, steps, run.items());
      visit(s, earlier);
      if (!earlier.isEmpty()) {
        late.add(s);
      }
    }
    late.forEach(s -> {
      Set<Buffer> earlier = given ? Sequence.written(run.items()) : earlier(s, steps, run.items());
      s.buffersRead().stream().filter(earlier::contains).forEach(b -> read(s, b));
    });
    done |= given;
  }

  /** What a statement reads only where earlier steps have set it. */
  private static Set<Buffer> earlier(Statement s, Axis steps, List<Statement> sequence) {
    Set<Buffer> earlier = new HashSet<>();
    for (Buffer buffer : s.buffersRead()) {
      List<Statement> writers = sequence.stream().filter(w -> w.buffersWritten().contains(buffer)).toList();
      List<Expr.Read> reads = s.value().reads().stream().filter(r -> r.buffer().equals(buffer)).toList();
      boolean all = !writers.isEmpty() && !reads.isEmpty() && !(s.accumulate() && s.target().equals(buffer));
      for (Statement writer : writers) {
        int d = Sequence.dimension(writer.index(), steps);
        all &=
            d >= 0 && reads.stream().allMatch(r -> steps.sequence().isEarlier(writer.index().get(d), r.index().get(d)));
      }
      if (all) {
        earlier.add(buffer);
      }
    }
    return earlier;
  }

  /**
   * Visits a statement.
   *
   * @param later what it reads that is looked at later
   */
  private void visit(Statement s, Set<Buffer> later) {
    s.buffersRead().forEach(b -> name(s, b));
    s.buffersWritten().forEach(b -> name(s, b));
    if (!StatementChecks.check(s, problem -> report(s, problem))) {
      return;
    }
    s.buffersRead().stream().filter(b -> !later.contains(b)).forEach(b -> read(s, b));
    ownTarget(s);
    s.buffersWritten().forEach(b -> write(s, b));
  }

  private void report(Statement s, String problem) {
    problems.add(String.format(Locale.ROOT, "'%s': %s%n  %s", s.label(), problem, s));
  }

  private void name(Statement s, Buffer buffer) {
    Buffer other = names.putIfAbsent(buffer.name(), buffer);
    if (other != null && !other.equals(buffer)) {
      report(s, String.format(Locale.ROOT, "two buffers are called %s: %s and %s", buffer, describe(buffer),
          describe(other)));
    }
  }

  private static String describe(Buffer b) {
    return String.format(Locale.ROOT, "%s of shape %s%s", b.role(), b.shape(), b.perSample() ? " per sample" : "");
  }

  private boolean isGiven(Buffer buffer) {
    return state.contains(buffer)
        || switch (buffer.role()) {
          case INPUT, INT_INPUT, CLASS, TARGET, LOSS_GRADIENT, PARAMETER -> true;
          case GRADIENT, PARTS, VALUE, ARGMAX, OUTPUT, LOSS -> false;
        };
  }

  private void read(Statement s, Buffer buffer) {
    if (!isGiven(buffer) && elementsWritten(buffer) < buffer.elements()) {
      report(s, String.format(Locale.ROOT, "%s is read before it is written: %s", buffer, progress(buffer)));
    }
  }

  private String progress(Buffer buffer) {
    return String.format(Locale.ROOT, "%d of %d elements are set by earlier statements", elementsWritten(buffer),
        buffer.elements());
  }

  private long elementsWritten(Buffer buffer) {
    return written.getOrDefault(buffer, List.of()).stream().mapToLong(Footprint::size).sum();
  }

  private void ownTarget(Statement s) {
    for (Expr.Read read : s.value().reads()) {
      if (s.buffersWritten().contains(read.buffer())) {
        boolean inPlace = s.reduction() == Reduction.NONE && read.index().equals(s.index());
        if (!inPlace && !atOtherStep(s, read) && !inOtherRow(s, read)) {
          report(s, String.format(Locale.ROOT, "it reads %s, which it writes, at another element or within a reduction",
              read.buffer()));
        }
      }
    }
  }

  /** Whether a statement writes one row and reads another. */
  private static boolean inOtherRow(Statement s, Expr.Read read) {
    for (int d = 0; d < s.index().size(); d++) {
      boolean constants = s.index().get(d).axes().isEmpty() && read.index().get(d).axes().isEmpty();
      if (constants && !s.index().get(d).equals(read.index().get(d))) {
        return true;
      }
    }
    return false;
  }

  /** Whether a step reads a place that it does not set: one that another step does. */
  private static boolean atOtherStep(Statement s, Expr.Read read) {
    Axis steps = s.steps();
    int d = steps == null ? -1 : Sequence.dimension(s.index(), steps);
    Affine difference = d < 0 ? Affine.ZERO : read.index().get(d).plus(s.index().get(d).times(-1));
    return difference.axes().isEmpty() && difference.constant() != 0;
  }

  private void write(Statement s, Buffer buffer) {
    if (state.contains(buffer)) {
      return;
    }
    if (isGiven(buffer)) {
      report(s, String.format(Locale.ROOT, "%s is handed in (%s) and must not be written", buffer, buffer.role()));
      return;
    }
    if (s.accumulate() && buffer.equals(s.target())) {
      return;
    }
    Footprint footprint = Footprint.of(s);
    if (footprint == null) {
      report(s, String.format(Locale.ROOT,
          "which elements of %s it sets cannot be told: give each dimension axes of its own", buffer));
      return;
    }
    List<Footprint> earlier = written.computeIfAbsent(buffer, b -> new ArrayList<>());
    if (done) {
      return;
    }
    if (earlier.stream().anyMatch(other -> !footprint.isDisjoint(other, buffer))) {
      report(s, String.format(Locale.ROOT, "it sets elements of %s that an earlier statement has set", buffer));
      return;
    }
    earlier.add(footprint);
  }

  private void handOut(Buffer buffer) {
    boolean out =
        switch (buffer.role()) {
          case OUTPUT, LOSS, GRADIENT -> true;
          case INPUT, INT_INPUT, CLASS, TARGET, LOSS_GRADIENT, PARAMETER, PARTS, VALUE, ARGMAX -> false;
        };
    if (out && !state.contains(buffer) && written.containsKey(buffer) && elementsWritten(buffer) < buffer.elements()) {
      problems.add(String.format(Locale.ROOT, "%s is handed out but incomplete: %s", buffer, progress(buffer)));
    }
  }
}
