package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.ReductionLoops;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Writes tiles whose sums are vectors, of neighbouring samples or, where a sum over the batch reads rows, of neighbours in these, for processors; what follows a sum is
 * computed lane by lane.
 */
final class LaneTile {
  /** Counts the vectors of samples of a batch. */
  private static final Axis BLOCK = new Axis("block", ReductionLoops.BLOCKS);

  private final Constants constants;
  private final LaunchUpdates updates;
  private final Names names;
  private final Lines lines;
  private final TornadoAddresses numbers;
  private final LaneAddresses vectors;
  private final ScheduledProgram program;

  LaneTile(ScheduledProgram program, Constants constants, LaunchUpdates updates, Names names, Lines lines) {
    this.program = program;
    this.constants = constants;
    this.updates = updates;
    this.names = names;
    this.lines = lines;
    numbers = new TornadoAddresses(program, constants);
    vectors = new LaneAddresses(program, constants);
  }

  /** Whether a kernel has sums of loads, or of products of loads, from working memory. */
  static boolean suits(Kernel kernel) {
    return kernel.main().reduction() == Reduction.SUM && kernel.reductions().stream().allMatch(LaneTile::suits);
  }

  private static boolean suits(Statement main) {
    boolean loads =
        main.value() instanceof Expr.Read
            || main.value() instanceof Expr.Binary b && b.op() == BinaryOp.MULTIPLY
                && b.a() instanceof Expr.Read && b.b() instanceof Expr.Read;
    return loads
        && main.value().reads().stream().noneMatch(r -> r.buffer().isExternal())
        && main.value().reads().stream().anyMatch(r -> r.buffer().perSample());
  }

  /** Declares what tiles need, once. */
  void open(Scope scope) {
    scope.line("int blocks = batch / " + lanes(1));
    scope.line("#VectorFloat16 lanes = new #VectorFloat16(values)");
  }

  /** A tile of vector {@code block} of the samples. */
  void write(Scope scope, Kernel kernel) {
    Scope sums = new Scope(lines, names, vectors);
    boolean alone = kernel.statements().size() == 1 && !kernel.main().accumulate();
    if (alone && vectors.isLanes(kernel.main().target())) {
      TornadoKernelWriter.writer(kernel, new LaneDialect(), List.of()).write(sums);
    } else {
      TornadoKernelWriter.writer(kernel, new TornadoDialect(), List.of())
          .writeJoined(sums, new LaneDialect(), ReductionLoops::new, this::spilled, scope::inner);
      scope.close();
    }
  }

  /** A tile that sums over the samples, a vector of them at a time. */
  void writeSum(Scope scope, Kernel kernel) {
    TornadoKernelWriter.writer(kernel, new TornadoDialect(), List.of(BLOCK))
        .writeJoined(
            new Scope(lines, names, vectors), new LaneDialect(), ReductionLoops::new,
            sums -> sums.stream().map(sum -> Value.number("sum(" + sum.text() + ")")).toList(), () -> scope);
    updates.write(scope, kernel);
  }

  /** A tile that sums over the samples, one after another, whose vectors are neighbours in a row. */
  void writeRows(Scope scope, Kernel kernel) {
    scope.line("#VectorFloat16 " + RowAddresses.GRADIENTS + " = new #VectorFloat16(gradients)");
    RowAddresses addresses = new RowAddresses(program, constants, kernel);
    Scope rows = new Scope(lines, names, addresses);
    TornadoKernelWriter.writer(kernel, new LaneDialect(), List.of(TornadoAddresses.SAMPLE)).samplesFirst()
        .write(rows);
    updates.write(rows, kernel);
  }

  /** The lanes of so many vectors. */
  private String lanes(int vectors) {
    return (vectors == 1 ? "" : vectors + " * ") + Size.LANES.in(constants);
  }

  /** Puts vectors into an array and opens a loop over their lanes, in which each is a number. */
  private List<Value> spilled(List<Value> sums) {
    Scope scope = new Scope(lines, names, numbers);
    String array = names.exact("sums");
    scope.line(String.format(Locale.ROOT, "float[] %s = new float[%s]", array, lanes(sums.size())));
    for (int i = 0; i < sums.size(); i++) {
      scope.line(String.format(Locale.ROOT, "spill(%s, %s, %s)", sums.get(i).text(), array, i == 0 ? "0" : lanes(i)));
    }
    String lane = names.exact("lane");
    scope.open(String.format(Locale.ROOT, "for (int %s = 0; %s < %s; %s++)", lane, lane, lanes(1), lane));
    scope.line(String.format(Locale.ROOT, "int n = block * %s + %s", lanes(1), lane));
    List<Value> results = new ArrayList<>();
    for (int i = 0; i < sums.size(); i++) {
      String index = i == 0 ? lane : lane + " + " + lanes(i);
      results.add(scope.local("float", "sum", Value.number(array + "[" + index + "]")));
    }
    return results;
  }
}
