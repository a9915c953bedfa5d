package dev.kernelsmith.processor.program;

import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.StepCausality.Fact;
import dev.kernelsmith.processor.program.StepCausality.Rows;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A prediction that goes step by step: the statements of the prediction as one {@link Sequence#GIVEN} sequence, so that a step computes one row of every value,
 * and finds the rows of earlier steps where these left them. States of recurrent layers and keys and values of attention are such rows; no layer
 * knows of it. What does not depend on steps comes before the sequence, and is computed once.
 *
 * <p>An output of the whole sequence, such as that of a layer that hands on its last state, has a row for each step: what it would be if the sequence ended there.
 *
 * @param program first what begins a sequence, then the steps, then, where a sequence may go on without an end, what carries the last rows over to the first
 * @param inputs numbers of the inputs that come step by step
 * @param steps how many there are
 * @param ofSequence numbers of the outputs that are of the whole sequence
 */
public record StepProgram(Program program, Set<Integer> inputs, int steps, Set<Integer> ofSequence) {
  /**
   * Makes it of a prediction.
   *
   * @param prediction the program
   * @param inputs numbers of the inputs that come step by step
   * @param steps their first extent
   * @throws BackEnd.NotStepwiseException if a step needs what comes later
   */
  static StepProgram of(Program prediction, Set<Integer> inputs, int steps) {
    return new Maker(prediction, inputs, steps).make();
  }

  private static final class Maker {
    private final Program prediction;
    private final Set<Integer> inputs;
    private final int steps;
    private final Map<Buffer, Rows> rows = new LinkedHashMap<>();

    /** Values of the whole sequence, as they are with a row for each step. */
    private final Map<Buffer, Buffer> lifted = new HashMap<>();

    private final Axis along;

    Maker(Program prediction, Set<Integer> inputs, int steps) {
      this.prediction = prediction;
      this.inputs = inputs;
      this.steps = steps;
      along = new Axis(free("t", prediction), steps, Sequence.GIVEN);
      for (Buffer buffer : prediction.buffers()) {
        if ((buffer.role() == Buffer.Role.INPUT || buffer.role() == Buffer.Role.INT_INPUT)
            && inputs.contains(buffer.number())) {
          rows.put(buffer, new Rows(0, 0));
        }
      }
    }

    /** A name that no axis has which may stand in one statement with steps. */
    private static String free(String name, Program program) {
      Set<String> taken =
          program.statements().stream().flatMap(s -> s.axes().stream()).filter(axis -> axis.sequence() == null)
              .map(Axis::name).collect(Collectors.toSet());
      String free = name;
      for (int i = 1; taken.contains(free); i++) {
        free = name + i;
      }
      return free;
    }

    StepProgram make() {
      findRows();
      check();
      List<Statement> first = new ArrayList<>();
      List<Statement> sequence = new ArrayList<>();
      for (Statement s : prediction.statements()) {
        Statement step = step(s);
        if (step == null) {
          first.add(s);
        } else {
          sequence.add(step);
        }
      }
      List<Statement> all = Statement.concat(first, sequence);
      all.addAll(carry(sequence));
      Set<Integer> ofSequence =
          lifted.keySet().stream().filter(b -> b.role() == Buffer.Role.OUTPUT).map(Buffer::number)
              .collect(Collectors.toUnmodifiableSet());
      return new StepProgram(new Program("steps", all), inputs, steps, ofSequence);
    }

    /** Finds out which values have steps. A sequence reads what only a later statement sets, so that it takes several turns. */
    private void findRows() {
      boolean found = true;
      while (found) {
        int before = rows.size() + lifted.size();
        for (Statement s : prediction.statements()) {
          Axis step = axis(s);
          if (step != null) {
            int dimension = Sequence.dimension(s.index(), step);
            Affine row = s.index().get(dimension).plus(Affine.of(step).times(-1));
            Rows known = new Rows(dimension, row.constant());
            if (!row.axes().isEmpty() || rows.getOrDefault(s.target(), known).dimension() != dimension) {
              throw refused(s, "puts steps together with something else");
            }
            rows.merge(s.target(), known, (a, b) -> a);
          } else if (isOfSequence(s)) {
            lifted.computeIfAbsent(
                s.target(), b -> new Buffer(
                    b.name(), b.role(), b.scope(), Stream.concat(Stream.of(steps), b.shape().stream()).toList(),
                    b.number()));
          }
        }
        found = rows.size() + lifted.size() > before;
      }
    }

    /** The axis of a statement's steps; null where it has none. */
    private @Nullable Axis axis(Statement s) {
      List<Axis> candidates = new ArrayList<>();
      List<Expr.Read> reads = s.value().reads();
      if (s.accumulate()) {
        reads.add(Expr.read(s.target(), s.index()));
      }
      for (Expr.Read read : reads) {
        Rows steps = rows.get(read.buffer());
        if (steps != null) {
          read.index().get(steps.dimension()).terms().forEach((axis, factor) -> {
            if (factor == 1 && s.outputAxes().contains(axis)) {
              candidates.add(axis);
            }
          });
        }
      }
      if (s.steps() != null && candidates.contains(s.steps())) {
        return s.steps();
      }
      if (candidates.isEmpty() && reads.stream().anyMatch(read -> rows.containsKey(read.buffer()) && !isLast(read))) {
        // Steps that are only said to come before some step, as in y[t] += x[s] where s <= t.
        s.guards().forEach(guard -> candidates.addAll(guard.index().axes()));
        candidates.removeIf(axis -> axis.extent() != steps || !s.outputAxes().contains(axis));
      }
      // Where two sequences meet, as queries and keys do, the first of the target's is that of its rows.
      return candidates.stream().min(Comparator.comparing(axis -> Sequence.dimension(s.index(), axis))).orElse(null);
    }

    /** Whether a statement is about what the whole sequence has left, rather than about one step. */
    private boolean isOfSequence(Statement s) {
      return s.value().reads().stream().anyMatch(read -> lifted.containsKey(read.buffer()) || isLast(read));
    }

    /** Whether a read is that of the last step alone. */
    private boolean isLast(Expr.Read read) {
      Rows known = rows.get(read.buffer());
      return known != null && read.index().get(known.dimension()).equals(Affine.of(steps - 1 + known.offset()));
    }

    /** Checks that no step needs what later ones hand in. */
    private void check() {
      StepCausality causality = new StepCausality(rows, prediction.statements());
      boolean learned = true;
      while (learned) {
        learned = false;
        for (Statement s : prediction.statements()) {
          Axis step = axis(s);
          for (Axis later : step == null ? List.<Axis>of() : others(s, step)) {
            int dimension = Sequence.dimension(s.index(), later);
            if (dimension >= 0) {
              learned |= causality.learn(s.target(), dimension, causality.of(s, step, later));
            }
          }
        }
      }
      prediction.statements().forEach(s -> check(s, causality));
    }

    private void check(Statement s, StepCausality causality) {
      Axis step = axis(s);
      boolean reads = s.value().reads().stream().anyMatch(read -> rows.containsKey(read.buffer()));
      if (step == null) {
        boolean last =
            s.value().reads().stream().allMatch(read -> !rows.containsKey(read.buffer()) || isLast(read));
        if (reads && !last) {
          throw refused(s, "needs all steps at once");
        }
        return;
      }
      if (isOfSequence(s)) {
        throw refused(s, "needs the last step at every step");
      }
      checkRows(s, step);
      if (s.steps() != null && !s.steps().equals(step)) {
        throw refused(s, "takes steps of its own within each");
      }
      boolean future = causality.of(s, step, null) == Fact.FUTURE;
      for (Axis later : others(s, step)) {
        future |= s.reducedAxes().contains(later) && causality.of(s, step, later) == Fact.FUTURE;
      }
      if (future || s.target().role() == Buffer.Role.OUTPUT && causality.reachesFuture(s.target())) {
        throw refused(s, "needs steps that come later");
      }
    }

    /** Checks that each step has its row of what is set and, in what is handed out, that there are no others, and that rows lie one behind the other. */
    private void checkRows(Statement s, Axis step) {
      int dimension = Sequence.dimension(s.index(), step);
      boolean output = s.target().role() == Buffer.Role.OUTPUT;
      if (output && dimension > 0) {
        throw refused(s, "has its steps along another dimension than the first");
      }
      int has = output ? s.target().shape().get(dimension) : Math.min(step.extent(), steps);
      if (has != steps) {
        throw refused(s, "has another number of steps than the input, " + has + " instead of " + steps);
      }
    }

    /** Axes other than that of the step, some of which may go through steps, as that of keys does. */
    private static List<Axis> others(Statement s, Axis step) {
      return s.axes().stream().filter(axis -> !axis.equals(step)).toList();
    }

    /** A statement as a step; null where it has nothing to do with steps. */
    private @Nullable Statement step(Statement s) {
      Axis step = axis(s);
      if (step != null) {
        return s.substitute(
            Map.of(step, Affine.of(along)), s.axes().stream().map(axis -> axis.equals(step) ? along : axis).toList());
      }
      if (!isOfSequence(s)) {
        return null;
      }
      List<Affine> index = new ArrayList<>(s.index());
      index.addFirst(Affine.of(along));
      List<Axis> axes = new ArrayList<>(s.axes());
      axes.addFirst(along);
      if (s.argmax() != null) {
        throw refused(s, "looks for the largest of the whole sequence");
      }
      return new Statement(
          s.label(), s.layer(), lifted.get(s.target()), index, s.reduction(), s.accumulate(), lifted(s.value()), axes,
          s.guards(), null);
    }

    /** An expression that reads the step's row where it read that of the last step. */
    private Expr lifted(Expr e) {
      if (e instanceof Expr.Read read) {
        List<Affine> index = new ArrayList<>(read.index());
        Buffer buffer = lifted.get(read.buffer());
        if (buffer != null) {
          index.addFirst(Affine.of(along));
          return Expr.read(buffer, index);
        }
        Rows known = rows.get(read.buffer());
        if (known != null) {
          index.set(known.dimension(), Affine.of(along).plus(known.offset()));
        }
        return Expr.read(read.buffer(), index);
      }
      return e.mapChildren(this::lifted);
    }

    /**
     * What has the sequence go on at its beginning with the states that it has at its end; nothing where a step depends on more than those, such as
     * its number.
     */
    private List<Statement> carry(List<Statement> sequence) {
      Set<Buffer> states = new HashSet<>();
      for (Statement s : sequence) {
        Expr value = s.value();
        boolean counted =
            s.isGuardedAlong(along) || indexes(value)
                || others(s, along).stream().anyMatch(axis -> readsAlong(value, axis));
        for (Expr.Read read : value.reads()) {
          Rows known = rows.get(read.buffer());
          boolean ofSteps = known != null || lifted.containsValue(read.buffer());
          counted |= !ofSteps && read.index().stream().anyMatch(i -> i.uses(along));
          if (known != null) {
            Affine row = read.index().get(known.dimension());
            counted |= !row.uses(along) || row.constant() < 0;
            if (row.constant() < known.offset()) {
              states.add(read.buffer());
            }
          }
        }
        if (counted) {
          return List.of();
        }
      }
      List<Statement> carry = new ArrayList<>();
      states.stream().sorted(Comparator.comparing(Buffer::name)).forEach(state -> carry(state, carry));
      return carry;
    }

    private void carry(Buffer state, List<Statement> carry) {
      Rows known = rows.get(state);
      List<Axis> axes = new ArrayList<>();
      for (int d = 0; d < state.shape().size(); d++) {
        axes.add(new Axis("d" + d, state.shape().get(d)));
      }
      axes.remove(known.dimension());
      for (int row = 0; row < known.offset(); row++) {
        carry.add(
            new Statement(
                state.label() + " carried over", state, row(axes, known, row), Reduction.NONE, false,
                Expr.read(state, row(axes, known, steps + row)), axes, List.of(), null));
      }
    }

    private static List<Affine> row(List<Axis> axes, Rows known, int row) {
      List<Affine> index = new ArrayList<>(Affine.ofAll(axes));
      index.add(known.dimension(), Affine.of(row));
      return index;
    }

    /** Whether the number of the step is in an expression. */
    private boolean indexes(Expr e) {
      return switch (e) {
        case Expr.Index i -> i.value().uses(along);
        case Expr.Entry t -> t.place().uses(along);
        default -> e.children().stream().anyMatch(this::indexes);
      };
    }

    /** Whether an axis goes through steps. */
    private boolean readsAlong(Expr e, Axis axis) {
      return e.reads().stream().anyMatch(read -> {
        Rows known = rows.get(read.buffer());
        return known != null && read.index().get(known.dimension()).uses(axis);
      });
    }

    private static BackEnd.NotStepwiseException refused(Statement s, String why) {
      return new BackEnd.NotStepwiseException(s.layer() == null ? s.label() : s.layer(), why + ": " + s);
    }
  }
}
