package dev.kernelsmith.processor.lower;

import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.ir.Buffer;
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
  default LayerRule ofEachStep() {
    return new EachStepRule(this);
  }
}
