package dev.kernelsmith.processor.oracle;

import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.read.Attributes;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;

/** An optimizer's own rule, run on a few parameters; its slots start at zero. */
final class OptimizerFixture {
  private final OptimizerRule rule;
  private final Attributes attributes;
  private final Buffer parameter;
  private final Buffer gradient;
  private final List<Buffer> slots = new ArrayList<>();
  private final Program update;
  private final Tensors tensors = new Tensors(1);
  private long step;

  OptimizerFixture(OptimizerType type, Map<String, ?> given, double... start) {
    rule = Optimizers.of(type.name());
    attributes = AttributeValues.of(Optimizer.class, given);
    List<Integer> shape = List.of(start.length);
    List<Axis> axes = List.of(new Axis("i", start.length));
    parameter = Buffer.of("w", Buffer.Role.PARAMETER, shape);
    gradient = new Buffer("g", Buffer.Role.INPUT, Buffer.Scope.BATCH, shape);
    for (String slot : rule.slots(attributes)) {
      slots.add(Buffer.ofParameters(slot, shape));
    }
    List<Expr> reads = slots.stream().<Expr>map(s -> Expr.at(s, axes)).toList();
    OptimizerRule.Step rules =
        rule.step(attributes, Expr.at(parameter, axes), Expr.at(gradient, axes), reads, reads);
    List<Statement> statements = new ArrayList<>();
    for (int i = 0; i < slots.size(); i++) {
      statements.add(Statement.assign("update " + slots.get(i), slots.get(i), axes, rules.slots().get(i)));
    }
    statements.add(Statement.assign("update", parameter, axes, rules.parameter()));
    update = new Program("update", statements);
    Set<Buffer> state = new HashSet<>(slots);
    state.add(parameter);
    Verifier.verify(update, state);
    tensors.put(parameter, start.clone());
    slots.forEach(s -> tensors.put(s, new double[start.length]));
  }

  /** One step, the factors as their source says. */
  void step(double learningRate, double... g) {
    step++;
    step(learningRate, factors((float) learningRate), g);
  }

  /** One step with given factors. */
  void step(double learningRate, Map<String, Double> factors, double... g) {
    tensors.put(gradient, g).putScalar("learningRate", learningRate);
    factors.forEach(tensors::putScalar);
    Interpreter.run(update, tensors);
  }

  /** The parameters. */
  double[] values() {
    return tensors.get(parameter);
  }

  /** A slot. */
  double[] slot(String name) {
    return tensors.get(slots.stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow());
  }

  private Map<String, Double> factors(float learningRate) {
    List<OptimizerRule.Factor> factors = rule.factors(attributes);
    Map<String, Double> values = new LinkedHashMap<>();
    if (!factors.isEmpty()) {
      double[] computed = compute(factors, learningRate);
      for (int i = 0; i < computed.length; i++) {
        values.put(factors.get(i).name(), computed[i]);
      }
    }
    return values;
  }

  /** Compiles the source of the factors and runs it. */
  private double[] compute(List<OptimizerRule.Factor> factors, float learningRate) {
    String source =
        "public class Factors { public static double[] at(float learningRate, long step) {%n%s%nreturn new double[] {%s}; } }"
            .formatted(
                factors.stream()
                    .map(f -> "double %s = %s;".formatted(f.name(), f.source()))
                    .collect(Collectors.joining("\n")),
                factors.stream().map(OptimizerRule.Factor::name).collect(Collectors.joining(", ")));
    try {
      Path folder = Files.createTempDirectory("factors");
      Path file = Files.writeString(folder.resolve("Factors.java"), source);
      if (ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", file.toString()) != 0) {
        throw new IllegalStateException("does not compile: " + source);
      }
      try (URLClassLoader loader = new URLClassLoader(new URL[] {folder.toUri().toURL()}, null)) {
        return (double[]) loader.loadClass("Factors")
            .getMethod("at", float.class, long.class)
            .invoke(null, learningRate, step);
      } finally {
        Files.delete(file);
        Files.delete(folder.resolve("Factors.class"));
        Files.delete(folder);
      }
    } catch (IOException | ReflectiveOperationException e) {
      throw new IllegalStateException(source, e);
    }
  }
}
