package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.BatchNorm;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.annotation.Annotation;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link TimeDistributed}: the rule of a layer, applied to each step of its inputs. */
final class EachStepRule implements LayerLowering {
  private final LayerLowering rule;

  EachStepRule(LayerLowering rule) {
    this.rule = rule;
  }

  @Override
  public Class<? extends Annotation> annotation() {
    return rule.annotation();
  }

  @Override
  public boolean readsInput(Attributes attributes) {
    return rule.readsInput(attributes);
  }

  @Override
  public String unknownInput(String name) {
    return rule.unknownInput(name);
  }

  @Override
  public @Nullable Position inputAt(Attributes attributes, int number) {
    return rule.inputAt(attributes, number);
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    return rule.namedInputs(attributes);
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return rule.parameterFloats(attributes, ofStep(inputs));
  }

  @Override
  public String parameterInput(Shape input) {
    return input.rank() < 2 ? rule.parameterInput(input) : rule.parameterInput(ofStep(input)) + " in each step";
  }

  @Override
  public long gradientParts(Attributes attributes, List<Shape> inputs) {
    return rule.gradientParts(attributes, ofStep(inputs));
  }

  @Override
  public String stepName(Attributes attributes) {
    return rule.stepName(attributes);
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    boolean batch = annotation() == BatchNorm.class;
    if (batch || annotation() == Formula.class || !rule.readsInput(attributes)) {
      String why =
          batch ? "its statistics are those of all steps anyway"
              : annotation() == Formula.class ? "a formula has an index for steps" : "it reads nothing";
      report(layer, attributes, diagnostics, why + ": remove it");
      return false;
    }
    return rule.sound(layer, attributes, diagnostics);
  }

  private void report(String layer, Attributes attributes, Diagnostics diagnostics, String why) {
    diagnostics.report(
        Message.TIME_DISTRIBUTED, attributes.at(Attributes.EACH_STEP), annotation().getSimpleName(), layer, why);
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    String shapes = inputs.stream().map(Shape::toString).collect(Collectors.joining(" and "));
    if (inputs.stream().anyMatch(input -> input.rank() < 2)) {
      report(
          layer, attributes, diagnostics,
          "what it reads has shape " + shapes + ", and steps are the first of two extents or more");
      return null;
    }
    if (inputs.stream().map(EachStepRule::steps).distinct().count() > 1) {
      report(
          layer, attributes, diagnostics,
          "what it reads has shapes " + shapes + ", which are not the same number of steps");
      return null;
    }
    Shape one = rule.shape(layer, attributes, ofStep(inputs), diagnostics);
    if (one == null) {
      return null;
    }
    if (one.rank() == Shape.MOST_RANK) {
      report(
          layer, attributes, diagnostics,
          "it makes " + one + " of each step, and a shape has four extents at most, the steps among them");
      return null;
    }
    return new ShapeChecks(annotation().getSimpleName(), layer, attributes, diagnostics)
        .output(Attributes.EACH_STEP, EachStep.before(steps(inputs.getFirst()), one.dims()));
  }

  private static int steps(Shape input) {
    return input.dims().getFirst();
  }

  private static List<Shape> ofStep(List<Shape> inputs) {
    return inputs.stream().map(EachStepRule::ofStep).toList();
  }

  private static Shape ofStep(Shape all) {
    return new Shape(all.dims().subList(1, all.rank()));
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    LayerNode one =
        new LayerNode(
            layer.name(), layer.kind(), layer.attributes(), layer.inputs(), ofStep(layer.inputShapes()),
            ofStep(layer.shape()), layer.marks(), layer.owner());
    EachStep all = new EachStep(new Axis("place", steps(layer.shape())));
    return out.forEachStep(all, () -> rule.lower(one, inputs.stream().map(EachStep::one).toList(), out));
  }
}
