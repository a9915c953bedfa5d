package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.Target.Style;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes what statements do with element {@code i} of the flat arrays: each element is loaded once, and stored once. */
public final class UpdateLoop {
  private static final Axis LANE = new Axis("i", 1);

  private final UpdateProgram update;
  private final Style style;
  private final CodeBlock.Builder code;
  private final Names names = new Names();
  private final Map<Expr, Value> known = new HashMap<>();

  /**
   * Nothing yet.
   *
   * @param shared names of numbers that are the same for all elements, which are locals
   */
  public UpdateLoop(UpdateProgram update, Style style, CodeBlock.Builder code, Iterable<String> shared) {
    this.update = update;
    this.style = style;
    this.code = code;
    names.reserve(shared);
    names.reserve(List.of("parameters", "gradients", "copies", "copy", "from", "to", "i", "lanes", "at", "v"));
    update.slots().forEach(slot -> names.reserve(List.of(slot.name())));
    for (String name : shared) {
      Buffer buffer = Buffer.ofBatch(name, List.of());
      known.put(Expr.read(buffer, List.of()), Value.number(name));
      known.put(new Expr.Scalar(name), Value.number(name));
    }
  }

  private boolean vector() {
    return style == Style.VECTOR;
  }

  /** Type of an element, or of as many as a vector has. */
  public String type() {
    return vector() ? "#FloatVector" : "float";
  }

  private String load(String array, String index) {
    return switch (style) {
      case SCALAR -> array + "[" + index + "]";
      case VECTOR -> "#FloatVector.fromArray(SPECIES, " + array + ", " + index + ")";
      case DEVICE -> array + ".get(" + index + ")";
    };
  }

  private String store(String array, String value) {
    return switch (style) {
      case SCALAR -> array + "[i] = " + value;
      case VECTOR -> value + ".intoArray(" + array + ", i)";
      case DEVICE -> array + ".set(i, " + value + ")";
    };
  }

  private Dialect dialect() {
    return switch (style) {
      case SCALAR -> new ScalarDialect(false);
      case VECTOR -> new VectorDialect(LANE);
      case DEVICE -> new TornadoDialect();
    };
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
    code.addStatement("$L $L = $L", type(), local, load(buffer.name(), "i"));
    if (buffer.equals(update.gradients()) && style != Style.DEVICE) {
      code.beginControlFlow("for (int copy = 1; copy < copies; copy++)");
      String next = load(buffer.name(), "copy * GRADIENTS + i");
      code.addStatement("$L $L", local, vector() ? "= " + local + ".add(" + next + ")" : "+= " + next);
      code.endControlFlow();
    }
    for (Statement s : statements) {
      s.value().reads().stream().filter(r -> r.buffer().equals(buffer))
          .forEach(r -> known.put(r, new Value(local, vector(), true)));
    }
  }

  /** Writes statements that set elements. */
  public void set(List<Statement> statements) {
    for (int k = 0; k < statements.size(); k++) {
      Statement s = statements.get(k);
      Value value = write(s.value(), elementOf(s.target()));
      boolean read = statements.subList(k + 1, statements.size()).stream()
          .anyMatch(later -> later.buffersRead().contains(s.target()));
      if (read) {
        String name = names.exact(elementOf(s.target()) + "New");
        code.addStatement("$L $L = $L", type(), name, value.text());
        known.put(Expr.read(s.target(), s.index()), new Value(name, vector(), true));
        value = new Value(name, vector(), true);
      }
      boolean setAgain = statements.subList(k + 1, statements.size()).stream()
          .anyMatch(later -> later.target().equals(s.target()));
      if (!setAgain) {
        code.addStatement("$L", store(s.target().name(), style == Style.SCALAR ? value.text() : value.operand()));
      }
    }
  }

  private String elementOf(Buffer buffer) {
    return buffer.equals(update.parameters()) ? "parameter" : buffer.name();
  }

  /** Adds the value of a statement to a local. */
  public void addTo(String local, Statement s) {
    code.addStatement("$L", dialect().plus(local, write(s.value(), local)));
  }

  /** Source of a value; what occurs twice in it becomes a local first. */
  public Value write(Expr value, String stem) {
    Scope scope = new Scope(code, names, null);
    known.forEach(scope::remember);
    Expr twice = twice(value);
    if (twice != null) {
      String name = names.exact(stem + "Next");
      scope.line(type() + " " + name + " = " + dialect().write(twice, scope).text());
      scope.remember(twice, new Value(name, vector(), true));
    }
    return dialect().write(value, scope);
  }

  /** The largest part of an expression that occurs in it more than once and takes computing. */
  private static @Nullable Expr twice(Expr e) {
    Map<Expr, Integer> counts = new LinkedHashMap<>();
    count(e, counts);
    return counts.entrySet().stream().filter(c -> c.getValue() > 1).map(Map.Entry::getKey).findFirst().orElse(null);
  }

  private static void count(Expr e, Map<Expr, Integer> counts) {
    if (e.children().isEmpty()) {
      return;
    }
    counts.merge(e, 1, Integer::sum);
    e.children().forEach(child -> count(child, counts));
  }
}
