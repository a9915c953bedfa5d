package dev.kernelsmith.processor.program;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.lower.Decay;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter.Span;
import dev.kernelsmith.processor.lower.Update;
import dev.kernelsmith.processor.read.Attributes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The parts of an update: one for each range of parameters that change alike. Numbers that are the same for all elements are computed once for each factor of the learning rate, and what
 * does not follow from the rate once.
 */
final class UpdateParts {
  private final OptimizerRule rule;
  private final Attributes attributes;
  private final Buffer parameters;
  private final Buffer gradients;
  private final int trained;
  private final List<Span> spans;
  private final Decay decay;

  /** By factor, what names of its numbers end with. */
  private final Map<Double, String> suffixes = new LinkedHashMap<>();

  UpdateParts(
      OptimizerRule rule, Attributes attributes, Buffer parameters, Buffer gradients, int trained, List<Span> spans) {
    this.rule = rule;
    this.attributes = attributes;
    this.parameters = parameters;
    this.gradients = gradients;
    this.trained = trained;
    this.spans = spans;
    decay = Decay.of(rule, attributes);
    int number = 2;
    for (Span span : spans) {
      if (span.group() instanceof Group.Trained group && !suffixes.containsKey(group.factor())) {
        suffixes.put(group.factor(), group.factor() == 1 ? "" : Integer.toString(number++));
      }
    }
  }

  /** The optimizer's slots. */
  List<Buffer> slots() {
    return whole(true, suffixes.keySet().stream().findFirst().orElse(1.0)).slots();
  }

  /** Statements of numbers that are the same for all elements. */
  List<Statement> shared() {
    Map<Buffer, Statement> shared = new LinkedHashMap<>();
    for (double factor : suffixes.keySet()) {
      whole(true, factor).statements().stream().filter(s -> UpdateProgram.isShared(s.target()))
          .forEach(s -> shared.putIfAbsent(s.target(), s));
    }
    return List.copyOf(shared.values());
  }

  /** Statements that change elements, range by range; where decay makes no difference and all learn with one rate, there is one range. */
  List<Statement> loops() {
    double first = suffixes.keySet().stream().findFirst().orElse(1.0);
    boolean alike = suffixes.size() == 1 && whole(true, first).statements().equals(whole(false, first).statements());
    List<Update> parts = new ArrayList<>();
    if (alike) {
      parts.add(whole(true, first));
    }
    for (Span span : spans) {
      switch (span.group()) {
        case Group.Trained group when !alike -> parts.add(lowered(group, span.from(), span.to()));
        case Group.State(double momentum, int uses) -> {
          Update part = part(new Group.Trained(false), span.from(), span.to());
          part.average(momentum, (1 - momentum) / uses);
          parts.add(part);
        }
        default -> {}
      }
    }
    return parts.stream().flatMap(part -> part.statements().stream()).filter(s -> !UpdateProgram.isShared(s.target()))
        .toList();
  }

  /** The update as if all that is trained were of one group. */
  private Update whole(boolean decays, double factor) {
    return lowered(new Group.Trained(decays, factor), 0, trained);
  }

  private Update lowered(Group.Trained group, int from, int to) {
    Update update = part(group, from, to);
    rule.lower(attributes, update);
    return update;
  }

  private Update part(Group.Trained group, int from, int to) {
    return new Update(
        parameters, gradients, trained, from, to, group, suffixes.getOrDefault(group.factor(), ""), decay);
  }
}
