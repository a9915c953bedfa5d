package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.kernel.Dialect;
import dev.kernelsmith.processor.emit.kernel.SpilledDialect;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.kernel.UpdateFactors;
import dev.kernelsmith.processor.emit.kernel.UpdateLoop;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.BinaryOp;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a step of the optimizer does with an element, or with a vector of them: by arithmetic on vectors where that has all that its rule needs, else lane by lane. */
final class UpdateCode {
  /** Operations of an update that is a method. */
  private static final int MOST_OPERATIONS = 32;

  /** Operations that a function with a polynomial has. */
  private static final int LONG = 20;

  /** Operations that the greater of two numbers takes. */
  private static final int CHOICES = 4;

  private final UpdateProgram update;

  UpdateCode(UpdateProgram update) {
    this.update = update;
  }

  /** Names of the numbers of a step that kernels use, which lie at the start of array {@code step}. */
  List<String> factors() {
    Set<String> names = new LinkedHashSet<>();
    update.loops().forEach(loop -> names.addAll(UpdateFactors.shared(loop)));
    names.addAll(UpdateFactors.shared(update.factors(true)));
    names.addAll(UpdateFactors.shared(update.sums()));
    update.factors(true).forEach(f -> names.remove(f.target().name()));
    update.sums().forEach(s -> names.remove(s.target().name()));
    return List.copyOf(names);
  }

  /** Locals for numbers of a step that the host has computed. */
  void declare(Lines lines, Set<String> names) {
    for (String factor : factors()) {
      if (names.contains(factor)) {
        lines.declare("float", factor, Value.number("step.get(" + TornadoDialect.constant(factor) + ")"));
      }
    }
  }

  /** Names of the numbers of a step that an update needs, which methods for it take. */
  List<String> numbers(int loop) {
    Set<String> names = UpdateFactors.shared(update.loops().get(loop));
    return factors().stream().filter(names::contains).toList();
  }

  /** A step for element {@code i}; numbers of the step are given. */
  CodeBlock element(int loop) {
    Body body = Body.ofDevice();
    List<Statement> changes = update.loops().get(loop);
    UpdateLoop writer = new UpdateLoop(update, body, numbers(loop));
    writer.load(changes);
    writer.set(changes);
    return body.code();
  }

  /** Whether a method for an update is one that TornadoVM inlines: it has up to 600 nodes, and an operation on vectors is some 15. */
  boolean fitsMethod(int loop) {
    Set<Expr> counted = new HashSet<>();
    return update.loops().get(loop).stream().mapToInt(s -> operations(s.value(), counted)).sum() <= MOST_OPERATIONS;
  }

  private static int operations(Expr e, Set<Expr> counted) {
    if (e.children().isEmpty() || !counted.add(e)) {
      return 0;
    }
    int own =
        switch (e) {
          case Expr.Unary u when u.op().isLong() -> LONG;
          case Expr.Binary b when b.op() == BinaryOp.MAX || b.op() == BinaryOp.MIN -> CHOICES;
          default -> 1;
        };
    return own + e.children().stream().mapToInt(child -> operations(child, counted)).sum();
  }

  /** Whether vectors of elements can be updated by arithmetic on vectors. */
  boolean isOfVectors(int loop) {
    return isOfVectors(update.loops().get(loop));
  }

  private static boolean isOfVectors(List<Statement> loop) {
    return loop.stream().allMatch(s -> VectorDialect.suits(s.value()));
  }

  /** The values that arithmetic on vectors computes. */
  List<Expr> ofVectors() {
    return update.loops().stream()
        .filter(loop -> isOfVectors(loop))
        .flatMap(List::stream)
        .map(Statement::value)
        .toList();
  }

  /** A step for vector {@code block} of the elements by arithmetic on vectors; numbers of the step are given. */
  CodeBlock vector(int loop) {
    Body body = Body.ofDevice();
    vector(body, update.loops().get(loop), new UpdateLoop(update, new VectorDialect(), body, numbers(loop)));
    return body.code();
  }

  private void vector(Body body, List<Statement> loop, UpdateLoop writer) {
    for (String array : arraysOf(loop)) {
      body.line(
          String.format(Locale.ROOT, "#VectorFloat16 %s = new #VectorFloat16(%s)", SpilledDialect.lanes(array), array));
    }
    writer.load(loop);
    writer.set(loop);
  }

  /** The arrays that statements read or change; gradients are not changed in memory. */
  private Set<String> arraysOf(List<Statement> loop) {
    Set<String> arrays = new LinkedHashSet<>();
    for (Statement s : loop) {
      s.buffersRead().stream().filter(b -> !UpdateProgram.isShared(b)).forEach(b -> arrays.add(b.name()));
    }
    arrays.addAll(changed(loop));
    return arrays;
  }

  private Set<String> changed(List<Statement> loop) {
    Set<String> changed = new LinkedHashSet<>();
    loop.forEach(s -> changed.add(s.target().name()));
    changed.remove(update.gradients().name());
    return changed;
  }

  /** A step for element {@code i}, or for vector {@code block} where a thread has several elements; it finds the numbers of the step itself. */
  CodeBlock step(List<Statement> loop, int each) {
    Body body = Body.ofDevice();
    if (each == 1) {
      UpdateLoop writer = begin(body, loop, new TornadoDialect());
      writer.load(loop);
      writer.set(loop);
    } else if (isOfVectors(loop)) {
      vector(body, loop, begin(body, loop, new VectorDialect()));
    } else {
      vectors(body, begin(body, loop, new SpilledDialect()), loop);
    }
    return body.code();
  }

  /** Declares the numbers that all elements share. */
  private UpdateLoop begin(Body body, List<Statement> loop, Dialect dialect) {
    List<Statement> here = update.factors(true);
    Set<String> shared = UpdateFactors.needed(here, UpdateFactors.shared(loop));
    declare(body, shared);
    for (int s = 0; s < update.sums().size(); s++) {
      String name = update.sums().get(s).target().name();
      if (shared.contains(name)) {
        String at = IndexText.plus(TornadoUpdate.START_OF_SUMS, s);
        body.declare("float", name, Value.number("gradients.get(" + at + ")"));
      }
    }
    UpdateLoop writer = new UpdateLoop(update, dialect, body, shared);
    UpdateLoop numbers = dialect instanceof VectorDialect ? new UpdateLoop(update, body, shared) : writer;
    for (Statement factor : here) {
      String name = factor.target().name();
      if (shared.contains(name)) {
        body.declare("float", name, numbers.write(factor.value(), name));
      }
    }
    return writer;
  }

  /** Takes the vectors of a thread apart, does with each lane what is done with an element, and joins the lanes of what has changed. */
  private void vectors(Body body, UpdateLoop writer, List<Statement> loop) {
    Set<String> read = new LinkedHashSet<>();
    loop.forEach(s -> s.buffersRead().forEach(b -> read.add(b.name())));
    for (String array : arraysOf(loop)) {
      String lanes = SpilledDialect.lanes(array);
      body.line(String.format(Locale.ROOT, "float[] %s = new float[%s]", lanes, Size.LANES.name()));
      if (read.contains(array)) {
        body.line(String.format(Locale.ROOT, "spill(new #VectorFloat16(%s).get(block), %s, 0)", array, lanes));
      }
    }
    body.open(String.format(Locale.ROOT, "for (int i = 0; i < %s; i++)", Size.LANES.name()));
    writer.load(loop);
    writer.set(loop);
    body.close();
    for (String array : changed(loop)) {
      body.line(
          String.format(Locale.ROOT, "new #VectorFloat16(%s).set(block, joined(%s, 0))", array,
              SpilledDialect.lanes(array)));
    }
  }
}
