package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Writes what statements do with element {@code i} of the flat arrays: each element is loaded once, and stored once. */
public final class UpdateLoop {
  private static final Axis LANE = new Axis("i", 1);

  private final UpdateProgram update;
  private final boolean copies;
  private final Dialect dialect;
  private final Lines lines;
  private final Names names = new Names();
  private final Map<Expr, Value> known = new HashMap<>();

  /**
   * Nothing yet, of a device.
   *
   * @param shared names of numbers that are the same for all elements, which are locals
   */
  public UpdateLoop(UpdateProgram update, Lines lines, Iterable<String> shared) {
    this(update, new TornadoDialect(), lines, shared);
  }

  /** The same by a dialect of devices. */
  public UpdateLoop(UpdateProgram update, Dialect dialect, Lines lines, Iterable<String> shared) {
    this(update, dialect, false, lines, shared);
  }

  /** The same for the CPU, where gradients have copies. */
  public UpdateLoop(UpdateProgram update, boolean vector, Lines lines, Iterable<String> shared) {
    this(update, vector ? new VectorDialect(LANE) : new ScalarDialect(false), true, lines, shared);
  }

  private UpdateLoop(
      UpdateProgram update, Dialect dialect, boolean copies, Lines lines, Iterable<String> shared) {
    this.update = update;
    this.dialect = dialect;
    this.copies = copies;
    this.lines = lines;
    names.reserve(shared);
    names.reserve(List.of("parameters", "gradients", "copies", "copy", "from", "to", "i", "lanes", "at", "v"));
    update.slots().forEach(slot -> names.reserve(List.of(slot.name())));
    for (String name : shared) {
      Buffer buffer = Buffer.ofBatch(name, List.of());
      known.put(Expr.read(buffer, List.of()), Value.number(name));
      known.put(new Expr.Scalar(name), Value.number(name));
    }
  }

  /** A local that sums are added to, by its name. */
  public void declareSum(String name) {
    lines.line(dialect.type() + " " + name + " = " + dialect.zero());
  }

  /** Stores such a local. */
  public void storeSum(String name, String array, String index) {
    lines.line(dialect.stored(array, index, dialect.local(name)));
  }

  /** Loads the elements that statements read before they are set. */
  public void load(List<Statement> statements) {
    Set<Buffer> read = new LinkedHashSet<>();
    Set<Buffer> written = new LinkedHashSet<>();
    for (Statement s : statements) {
      s.buffersRead().stream().filter(b -> !UpdateProgram.isShared(b) && !written.contains(b)).forEach(read::add);
      written.add(s.target());
    }
    load(read, update.gradients(), "gradient", statements);
    load(read, update.parameters(), "parameter", statements);
    update.slots().forEach(slot -> load(read, slot, slot.name() + "Old", statements));
  }

  private void load(Set<Buffer> read, Buffer buffer, String name, List<Statement> statements) {
    if (!read.contains(buffer)) {
      return;
    }
    String local = names.exact(name);
    boolean sums = copies && buffer.equals(update.gradients());
    Value first = dialect.loaded(buffer.name(), "i");
    if (sums) {
      lines.line(dialect.type() + " " + local + " = " + first.text());
      lines.open("for (int copy = 1; copy < copies; copy++)");
      lines.line(dialect.plus(local, dialect.loaded(buffer.name(), "copy * GRADIENTS + i")));
      lines.close();
    } else {
      lines.declare(dialect.type(), local, first);
    }
    for (Statement s : statements) {
      s.value().reads().stream().filter(r -> r.buffer().equals(buffer))
          .forEach(r -> known.put(r, dialect.local(local)));
    }
  }

  /** Writes statements that set elements. What is set in the place of a gradient is for later statements only. */
  public void set(List<Statement> statements) {
    for (int k = 0; k < statements.size(); k++) {
      Statement s = statements.get(k);
      Value value = write(s.value(), elementOf(s.target()));
      boolean read = statements.subList(k + 1, statements.size()).stream()
          .anyMatch(later -> later.buffersRead().contains(s.target()));
      if (read) {
        String name = names.exact(elementOf(s.target()) + "New");
        lines.declare(dialect.type(), name, dialect.typed(value));
        value = dialect.local(name);
        known.put(Expr.read(s.target(), s.index()), value);
      }
      boolean setAgain = statements.subList(k + 1, statements.size()).stream()
          .anyMatch(later -> later.target().equals(s.target()));
      if (!setAgain && !s.target().equals(update.gradients())) {
        lines.line(dialect.stored(s.target().name(), "i", value));
      }
    }
  }

  private String elementOf(Buffer buffer) {
    return buffer.equals(update.parameters()) ? "parameter"
        : buffer.equals(update.gradients()) ? "gradient" : buffer.name();
  }

  /** Adds the value of a statement to a local. */
  public void addTo(String local, Statement s) {
    lines.line(dialect.plus(local, write(s.value(), local)));
  }

  /** Source of a value; what occurs twice in it becomes a local first. */
  public Value write(Expr value, String stem) {
    Scope scope = new Scope(lines, names, null);
    known.forEach(scope::remember);
    List<Expr> repeats = Repeats.of(List.of(value));
    if (!repeats.isEmpty()) {
      String name = names.exact(stem + "Next");
      scope.declare(dialect.type(), name, dialect.typed(dialect.write(repeats.getLast(), scope)));
      scope.remember(repeats.getLast(), dialect.local(name));
    }
    return dialect.write(value, scope);
  }
}
