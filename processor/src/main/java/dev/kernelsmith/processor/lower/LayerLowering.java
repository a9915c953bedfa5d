package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.List;

/** A kind of layer: its shape rule and its forward statements. Its gradient, its kernels and its tests follow from these. */
public interface LayerLowering extends LayerRule {
  /**
   * Adds the forward statements.
   *
   * @param layer the layer
   * @param inputs the buffers it reads, in the order of {@link LayerNode#inputs}
   * @param out takes statements and parameters
   * @return the buffer that holds the layer's output, named after the layer; an input where that is the output
   */
  Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out);

  @Override
  default void checkFormulas(LayerNode layer, Diagnostics diagnostics) {
    FormulaLayer initializer = FormulaUse.INITIALIZER.in(layer.attributes());
    if (initializer == null && FormulaUse.ACTIVATION.in(layer.attributes()) == null) {
      return;
    }
    List<Buffer> inputs = new ArrayList<>();
    layer.inputShapes().forEach(shape -> inputs.add(Buffer.value("input" + inputs.size(), shape.dims())));
    Lowering out = new Lowering(Mode.TRAINING);
    try {
      lower(layer, inputs, out);
    } catch (FormulaFault fault) {
      fault.report(layer.name(), diagnostics);
      return;
    }
    if (initializer != null && layer.attributes().given("initializer")) {
      diagnostics.report(
          Message.FORMULA_BESIDE_VALUE, layer.attributes().at("initializer"), layer.name(), initializer.kind(),
          "initializer");
    } else if (initializer != null && out.parameters().stream().noneMatch(Parameter::weights)) {
      diagnostics.report(
          Message.FORMULA_USE, initializer.use().annotation(), initializer.kind(), layer.name(),
          FormulaUse.INITIALIZER.words(), "the layer has no weights: remove it");
    }
  }

  @Override
  default LayerRule ofEachStep() {
    return new EachStepRule(this);
  }
}
