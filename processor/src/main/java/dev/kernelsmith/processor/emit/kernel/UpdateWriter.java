package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.schedule.ParameterLayout.Span;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Target.Style;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.Modifier;

/**
 * Writes what a step makes of gradients: one pass over a range of the flat parameter array that adds up the gradient copies, and takes a
 * step of the optimizer or of a moving average.
 */
public final class UpdateWriter {
  private static final Axis ELEMENT = new Axis("i", 1);

  /** The type before a function in the source of a factor. */
  private static final Pattern FUNCTION = Pattern.compile("\\b(Math|StrictMath)\\.");

  private final OptimizerRule rule;
  private final ParameterLayout layout;
  private final Attributes attributes;
  private final Style style;
  private final boolean vector;

  public UpdateWriter(LayerGraph graph, ParameterLayout layout, Style style) {
    this.rule = Optimizers.of(graph.optimizer());
    this.attributes = graph.optimizerAttributes();
    this.layout = layout;
    this.style = style;
    this.vector = style == Style.VECTOR;
  }

  /** The method of the interface, and the loops that it calls. */
  public List<MethodSpec> write() {
    List<MethodSpec> methods = new ArrayList<>(List.of(entry(), loop()));
    if (!layout.averages().isEmpty()) {
      methods.add(averageLoop());
    }
    return methods;
  }

  private MethodSpec entry() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("update")
            .addAnnotation(TypeNames.OVERRIDE)
            .addModifiers(Modifier.PUBLIC)
            .addParameter(float[].class, "parameters")
            .addParameter(float[].class, "gradients")
            .addParameter(int.class, "copies")
            .addParameter(float[][].class, "slots")
            .addParameter(float.class, "learningRate")
            .addParameter(long.class, "step")
            .addParameter(int.class, "from")
            .addParameter(int.class, "to");
    List<String> arguments = new ArrayList<>(List.of("parameters", "gradients", "copies"));
    for (int s = 0; s < rule.slots(attributes).size(); s++) {
      arguments.add("slots[" + s + "]");
    }
    method.addCode(factors());
    scalars().forEach(name -> arguments.add(name.equals("learningRate") ? name : "(float) " + name));
    arguments.add("from");
    arguments.add(layout.averages().isEmpty() ? "to" : "#Math.min(to, " + layout.trained() + ")");
    method.addStatement("step($L)", String.join(", ", arguments));
    for (Span span : layout.averages()) {
      method.addStatement(
          "average(parameters, gradients, copies, $L, $L, #Math.max(from, $L), #Math.min(to, $L))", kept(span),
          taken(span), span.from(), span.to());
    }
    return method.build();
  }

  /** Share of itself that a moving average keeps. */
  private static String kept(Span span) {
    return ScalarDialect.literal(((Group.State) span.group()).momentum());
  }

  /** Share of what is new in it. */
  private static String taken(Span span) {
    Group.State state = (Group.State) span.group();
    return ScalarDialect.literal((1 - state.momentum()) / state.uses());
  }

  private MethodSpec averageLoop() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("average")
            .addModifiers(Modifier.STATIC)
            .addParameter(float[].class, "parameters")
            .addParameter(float[].class, "gradients")
            .addParameter(int.class, "copies")
            .addParameter(float.class, "kept")
            .addParameter(float.class, "taken")
            .addParameter(int.class, "from")
            .addParameter(int.class, "to");
    CodeBlock.Builder code = CodeBlock.builder();
    openLoop(code);
    average(code, "kept", "taken");
    code.endControlFlow();
    return method.addCode(code.build()).build();
  }

  /** {@code kept * w + taken * g}. */
  private void average(CodeBlock.Builder code, String kept, String taken) {
    Scope scope = new Scope(code, new Names(), null);
    Expr parameter = named("parameter");
    Expr gradient = named("gradientElement");
    scope.remember(gradient, new Value("gradient", vector, true));
    scope.remember(parameter, loaded(scope, "parameter", "parameters"));
    Expr average =
        parameter.times(new Expr.Scalar(kept)).plus(gradient.times(new Expr.Scalar(taken)));
    scope.line(store(dialect().write(average, scope).operand(), "parameters"));
  }

  private MethodSpec loop() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("step")
            .addModifiers(Modifier.STATIC)
            .addParameter(float[].class, "parameters")
            .addParameter(float[].class, "gradients")
            .addParameter(int.class, "copies");
    List<String> slots = rule.slots(attributes);
    slots.forEach(slot -> method.addParameter(ArrayTypeName.of(float.class), slot));
    scalars().forEach(name -> method.addParameter(float.class, name));
    method.addParameter(int.class, "from").addParameter(int.class, "to");
    CodeBlock.Builder code = CodeBlock.builder();
    openLoop(code);
    element(code, slots);
    code.endControlFlow();
    return method.addCode(code.build()).build();
  }

  /** Opens the loop over the elements, with the sum of each one's gradients. */
  private void openLoop(CodeBlock.Builder code) {
    code.beginControlFlow("for (int i = from; i < to; $L)", vector ? "i += LANES" : "i++");
    code.addStatement("$L gradient = $L", type(), load("gradients", "i"));
    code.beginControlFlow("for (int copy = 1; copy < copies; copy++)");
    String next = load("gradients", "copy * GRADIENTS + i");
    code.addStatement("gradient $L", vector ? "= gradient.add(" + next + ")" : "+= " + next);
    code.endControlFlow();
  }

  /** The step of element {@code i} of the flat arrays on a device; its factors lie at the start of array {@code step}. */
  public CodeBlock deviceElement() {
    if (layout.averages().isEmpty()) {
      return deviceStep();
    }
    CodeBlock.Builder code = CodeBlock.builder();
    code.beginControlFlow("if (i < $L)", layout.trained()).add(deviceStep());
    for (Span span : layout.averages()) {
      code.nextControlFlow("else if (i < $L)", span.to());
      code.addStatement("float gradient = $L", load("gradients", "i"));
      average(code, kept(span), taken(span));
    }
    return code.endControlFlow().build();
  }

  private CodeBlock deviceStep() {
    CodeBlock.Builder code = CodeBlock.builder();
    List<String> factors = scalars();
    for (int f = 0; f < factors.size(); f++) {
      code.addStatement("float $L = step.get($L)", factors.get(f), f);
    }
    code.addStatement("float gradient = $L", load("gradients", "i"));
    element(code, slots());
    return code.build();
  }

  /** Names of the slots, which are also those of their arrays. */
  public List<String> slots() {
    return rule.slots(attributes);
  }

  /** Statements that compute the factors of a step, in double. */
  public CodeBlock factors() {
    CodeBlock.Builder code = CodeBlock.builder();
    for (OptimizerRule.Factor factor : rule.factors(attributes)) {
      String source = FUNCTION.matcher(factor.source()).replaceAll(TypeNames.MARK + "$1.");
      code.addStatement("double $L = $L", factor.name(), source);
    }
    return code.build();
  }

  /** Names of the numbers that the step of one element uses. */
  public List<String> scalars() {
    List<Expr> slots = rule.slots(attributes).stream().map(UpdateWriter::named).toList();
    OptimizerRule.Step step = rule.step(attributes, named("parameter"), named("gradient"), slots, slots);
    Set<String> used = new LinkedHashSet<>();
    step.slots().forEach(e -> collectScalars(e, used));
    collectScalars(step.parameter(), used);
    return List.copyOf(used);
  }

  private static void collectScalars(Expr e, Set<String> into) {
    if (e instanceof Expr.Scalar scalar) {
      into.add(scalar.name());
    }
    e.children().forEach(child -> collectScalars(child, into));
  }

  private void element(CodeBlock.Builder code, List<String> slotNames) {
    Names names = new Names();
    names.reserve(slotNames);
    names.reserve(scalars());
    names.reserve(List.of("parameters", "gradients", "copies", "gradient", "copy", "from", "to", "i"));
    Scope scope = new Scope(code, names, null);
    Dialect dialect = dialect();
    Expr parameter = named("parameter");
    Expr gradient = named("gradientElement");
    scope.remember(gradient, new Value("gradient", vector, true));
    scope.remember(parameter, loaded(scope, "parameter", "parameters"));
    List<Expr> old = new ArrayList<>();
    List<Expr> fresh = new ArrayList<>();
    for (String slot : slotNames) {
      old.add(named("old" + slot));
      fresh.add(named("new" + slot));
      scope.remember(old.getLast(), loaded(scope, slot + "Old", slot));
    }
    OptimizerRule.Step step = rule.step(attributes, parameter, gradient, old, fresh);
    for (int s = 0; s < slotNames.size(); s++) {
      String name = names.exact(slotNames.get(s) + "New");
      scope.line(type() + " " + name + " = " + dialect.write(step.slots().get(s), scope).text());
      scope.line(store(name, slotNames.get(s)));
      scope.remember(fresh.get(s), new Value(name, vector, true));
    }
    Value moved = dialect.write(step.parameter(), scope);
    scope.line(store(moved.operand(), "parameters"));
  }

  private Dialect dialect() {
    return switch (style) {
      case SCALAR -> new ScalarDialect(false);
      case VECTOR -> new VectorDialect(ELEMENT);
      case DEVICE -> new TornadoDialect();
    };
  }

  private Value loaded(Scope scope, String name, String array) {
    String local = scope.names().exact(name);
    scope.line(type() + " " + local + " = " + load(array, "i"));
    return new Value(local, vector, true);
  }

  private static Expr named(String name) {
    return Expr.read(Buffer.value(name, List.of(1)), List.of(Affine.of(ELEMENT)));
  }

  private String type() {
    return vector ? "#FloatVector" : "float";
  }

  private String load(String array, String index) {
    return switch (style) {
      case SCALAR -> array + "[" + index + "]";
      case VECTOR -> "#FloatVector.fromArray(SPECIES, " + array + ", " + index + ")";
      case DEVICE -> array + ".get(" + index + ")";
    };
  }

  private String store(String value, String array) {
    return switch (style) {
      case SCALAR -> array + "[i] = " + value;
      case VECTOR -> value + ".intoArray(" + array + ", i)";
      case DEVICE -> array + ".set(i, " + value + ")";
    };
  }
}
