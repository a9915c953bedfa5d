package dev.kernelsmith.processor.autodiff;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.ScatterToGather;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Reverse-mode differentiation of a list of statements. For each read in a statement its adjoint is a statement over the same
 * axes: {@code dx[J] += dout[I] * (derivative of the value by the read)}; where {@code J} scatters, {@link ScatterToGather} turns it
 * into a gather.
 */
public final class Adjoints {
  private final Map<Buffer, Integer> readCounts = new HashMap<>();
  private final Set<Buffer> active = new HashSet<>();
  private final Map<Buffer, Buffer> adjoints;
  private final Map<Buffer, OwnAdjoint> own;
  private final Predicate<Buffer> wanted;
  private final Set<Buffer> begun = new HashSet<>();
  private final List<Statement> backward = new ArrayList<>();

  private Adjoints(
      List<Statement> forward, Map<Buffer, OwnAdjoint> own, Map<Buffer, Buffer> given, Predicate<Buffer> wanted) {
    this.adjoints = new LinkedHashMap<>(given);
    this.own = own;
    begun.addAll(given.values());
    this.wanted = wanted;
    for (Statement s : forward) {
      if (!s.target().isDifferentiable()) {
        continue;
      }
      for (Expr.Read read : differentiableReads(s.value())) {
        readCounts.merge(read.buffer(), 1, Integer::sum);
        if (isWanted(read.buffer())) {
          active.add(read.buffer());
        }
        if (active.contains(read.buffer())) {
          active.add(s.target());
        }
      }
    }
  }

  /**
   * The backward pass.
   *
   * @param forward the forward pass
   * @param given adjoint buffers that are already computed, by the buffer they belong to
   * @return statements that compute the adjoint of every parameter, of role {@link Buffer.Role#GRADIENT} and named after it
   */
  public static List<Statement> derive(List<Statement> forward, Map<Buffer, Buffer> given) {
    return derive(forward, Map.of(), given, buffer -> buffer.role() == Buffer.Role.PARAMETER);
  }

  /**
   * The backward pass by some parameters only; what leads to no other takes no statement.
   *
   * @param forward the forward pass
   * @param own adjoints that are given rather than derived, by the value they belong to
   * @param given adjoint buffers that are already computed, by the buffer they belong to
   * @param wanted tells the parameters whose adjoints are wanted
   */
  public static List<Statement> derive(
      List<Statement> forward, Map<Buffer, OwnAdjoint> own, Map<Buffer, Buffer> given, Predicate<Buffer> wanted) {
    return new Adjoints(forward, own, given, wanted).visited(forward).backward;
  }

  /**
   * A backward pass by values.
   *
   * @param statements what computes the adjoints
   * @param adjoints the adjoint of each value that was asked for, but of those on which nothing depends smoothly
   */
  public record ByValues(List<Statement> statements, Map<Buffer, Buffer> adjoints) {}

  /**
   * The backward pass by some values of the forward pass.
   *
   * @param forward the forward pass
   * @param own adjoints that are given rather than derived, by the value they belong to
   * @param given adjoint buffers that are already computed, by the buffer they belong to
   * @param wanted values whose adjoints are wanted
   */
  public static ByValues byValues(
      List<Statement> forward, Map<Buffer, OwnAdjoint> own, Map<Buffer, Buffer> given, Set<Buffer> wanted) {
    Adjoints all = new Adjoints(forward, own, given, wanted::contains).visited(forward);
    Map<Buffer, Buffer> found = new LinkedHashMap<>(all.adjoints);
    found.keySet().retainAll(wanted);
    return new ByValues(all.backward, found);
  }

  private Adjoints visited(List<Statement> forward) {
    for (Sequence.Run<Statement> run : Sequence.runs(forward).reversed()) {
      if (run.steps() == null) {
        run.items().reversed().forEach(s -> visit(s, read -> true));
      } else {
        visit(run.items(), run.steps());
      }
    }
    return this;
  }

  /**
   * A sequence: its values' adjoints take turns from the last step to the first. What is not a value of the sequence, above all its weights, gets its adjoint
   * behind that, by sums over all steps at once.
   */
  private void visit(List<Statement> sequence, Axis steps) {
    Set<Buffer> values = Sequence.written(sequence);
    for (Buffer value : values) {
      if (own.containsKey(value)) {
        throw new IllegalStateException("the adjoint of " + value + " is given, but it is a value of a sequence");
      }
    }
    startAt0(sequence, steps);
    Axis back = new Axis(steps.name(), steps.extent(), steps.sequence().backward());
    sequence.reversed().forEach(s -> visit(s.along(back), read -> values.contains(read.buffer())));
    sequence.reversed().forEach(s -> visit(s.along(steps.alone()), read -> !values.contains(read.buffer())));
  }

  /** Sets adjoints to 0 that steps add to and that nothing has set: what one step adds, another reads. */
  private void startAt0(List<Statement> sequence, Axis steps) {
    for (Statement s : sequence) {
      Buffer value = s.target();
      Affine set = s.index().get(Sequence.dimension(s.index(), steps));
      boolean carried =
          active.contains(value)
              && sequence.stream().flatMap(other -> differentiableReads(other.value()).stream())
                  .anyMatch(r -> r.buffer().equals(value) && r.index().stream().noneMatch(set::equals));
      if (carried) {
        Buffer adjoint = adjoints.computeIfAbsent(value, Adjoints::adjointOf);
        if (begun.add(adjoint)) {
          List<Axis> axes = new ArrayList<>();
          for (int extent : adjoint.shape()) {
            axes.add(new Axis("i" + axes.size(), extent));
          }
          backward.add(
              Statement.assign(adjoint.label() + " at the end", adjoint, axes, Expr.constant(0)).ofLayer(s.layer()));
        }
      }
    }
  }

  private boolean isWanted(Buffer buffer) {
    return wanted.test(buffer);
  }

  /** Adds what the adjoint of a statement's target gives to those of what the statement reads, as far as that is asked for. */
  private void visit(Statement s, Predicate<Expr.Read> asked) {
    Buffer adjoint = adjoints.get(s.target());
    if (adjoint == null) {
      return;
    }
    if (own.containsKey(s.target())) {
      own.get(s.target()).derive(new Given(s, adjoint));
      return;
    }
    List<Expr.Read> reads = new ArrayList<>(differentiableReads(s.value()));
    reads.removeIf(r -> !active.contains(r.buffer()) || !asked.test(r));
    reads.sort(Comparator.comparing(r -> !isIdentity(r.index(), s.axes())));
    Map<Expr, Expr.Read> known = new HashMap<>();
    for (Expr.Read read : reads) {
      propagate(s, Expr.read(adjoint, s.index()), read, known);
    }
  }

  private void propagate(Statement s, Expr.Read out, Expr.Read read, Map<Expr, Expr.Read> known) {
    Expr partial = Derivatives.derivative(s.value(), read);
    List<Axis> axes = s.axes();
    List<Guard> guards = s.guards();
    Expr value;
    if (s.reduction() == Reduction.NONE || s.reduction() == Reduction.MAX) {
      partial = partial.replace(s.value(), Expr.read(s.target(), s.index()));
    }
    if (s.reduction() == Reduction.MAX) {
      List<Axis> window = s.reducedAxes();
      if (independent(partial, read, window)) {
        axes = s.outputAxes();
        guards = guards.stream().filter(g -> window.stream().noneMatch(g.index()::uses)).toList();
        value = out.times(partial);
      } else {
        value =
            Expr.select(
                Relation.EQUAL,
                Expr.read(s.argmax(), s.index()),
                new Expr.Index(Affine.ordinal(window)),
                out.times(partial),
                Expr.constant(0));
      }
    } else {
      value = out.times(partial);
    }
    if (value.isConstant(0)) {
      return;
    }
    boolean pointwise = isIdentity(read.index(), axes) && read.buffer().perSample() && guards.isEmpty();
    if (pointwise && value.equals(out) && aliasable(read, out)) {
      adjoints.put(read.buffer(), out.buffer());
      return;
    }
    Buffer target = adjoints.computeIfAbsent(read.buffer(), Adjoints::adjointOf);
    Expr.Read same = known.get(value);
    if (same != null && same.buffer().equals(target)) {
      same = null;
    }
    boolean accumulate = !begun.add(target);
    Statement scattered =
        new Statement(
            label(s, read.buffer()),
            s.layer(),
            target,
            read.index(),
            Reduction.SUM,
            accumulate,
            same == null ? value : same,
            axes,
            guards,
            null);
    backward.addAll(ScatterToGather.gather(scattered));
    if (pointwise && !accumulate && covers(read)) {
      known.put(value, Expr.read(target, read.index()));
    }
  }

  /** Takes the statements of an adjoint that is given. */
  private final class Given implements OwnAdjoint.Sink {
    private final Statement forward;
    private final Buffer adjoint;

    Given(Statement forward, Buffer adjoint) {
      this.forward = forward;
      this.adjoint = adjoint;
    }

    @Override
    public Expr of(Expr.Read value) {
      return Expr.read(adjoint, value.index());
    }

    @Override
    public Buffer sum(Buffer parameter, String label, List<Axis> axes, Expr value) {
      int samples = axes.size() - parameter.shape().size();
      List<Axis> output = axes.subList(samples, axes.size());
      boolean alone = isWanted(parameter) && begun.add(parameter.gradient());
      Buffer sum =
          alone
              ? parameter.gradient()
              : Buffer.ofBatch(Buffer.nameOf(forward.target().name(), parameter.label() + "Sum"), parameter.shape());
      add(Statement.sum(label, sum, output, axes.subList(0, samples), value));
      if (!alone && isWanted(parameter)) {
        add(
            Statement.assign(parameter.label() + " gradient", parameter.gradient(), output, Expr.at(sum, output))
                .accumulating(true));
      }
      return sum;
    }

    @Override
    public void add(Statement statement) {
      backward.add(statement.ofLayer(forward.layer()));
    }

    @Override
    public void contribute(Expr.Read input, List<Axis> axes, Expr value) {
      if (active.contains(input.buffer())) {
        Buffer target = adjoints.computeIfAbsent(input.buffer(), Adjoints::adjointOf);
        boolean adds = !begun.add(target);
        backward.addAll(
            ScatterToGather.gather(
                new Statement(
                    label(forward, input.buffer()), forward.layer(), target, input.index(), Reduction.SUM, adds, value,
                    axes,
                    List.of(), null)));
      }
    }
  }

  private static String label(Statement forward, Buffer of) {
    return of.role() == Buffer.Role.PARAMETER
        ? of.label() + " gradient"
        : forward.stem() + " backward to " + of.label();
  }

  private static Buffer adjointOf(Buffer buffer) {
    return buffer.role() == Buffer.Role.PARAMETER
        ? buffer.gradient()
        : new Buffer(
            Buffer.nameOf(buffer.name(), "Gradient"), Buffer.Role.VALUE,
            buffer.perSample() ? Buffer.Scope.SAMPLE : Buffer.Scope.BATCH, buffer.shape());
  }

  /** Whether the adjoint of a buffer may be that of the value computed from it: it is read only once, at the index that is set. */
  private boolean aliasable(Expr.Read read, Expr.Read out) {
    Buffer buffer = read.buffer();
    return readCounts.getOrDefault(buffer, 0) == 1 && !adjoints.containsKey(buffer)
        && read.index().equals(out.index()) && buffer.shape().equals(out.buffer().shape());
  }

  private static boolean covers(Expr.Read read) {
    for (int d = 0; d < read.index().size(); d++) {
      Axis axis = read.index().get(d).asAxis();
      if (axis == null || axis.extent() != read.buffer().shape().get(d)) {
        return false;
      }
    }
    return true;
  }

  private static boolean independent(Expr partial, Expr.Read read, List<Axis> axes) {
    return Statement.concat(partial.indices(), read.index()).stream().noneMatch(i -> axes.stream().anyMatch(i::uses));
  }

  private static boolean isIdentity(List<Affine> index, List<Axis> axes) {
    return index.equals(Affine.ofAll(axes));
  }

  private static List<Expr.Read> differentiableReads(Expr e) {
    List<Expr.Read> reads = new ArrayList<>();
    collect(e, reads);
    return reads.stream().distinct().toList();
  }

  private static void collect(Expr e, List<Expr.Read> into) {
    if (e instanceof Expr.StopGradient) {
      return;
    }
    if (e instanceof Expr.Read r && r.buffer().isDifferentiable()) {
      into.add(r);
    }
    e.children().forEach(c -> collect(c, into));
  }
}
