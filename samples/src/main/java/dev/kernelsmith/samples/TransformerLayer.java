package dev.kernelsmith.samples;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.FeedForward;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.SelfAttention;
import dev.kernelsmith.runtime.Layer;

/**
 * A layer of a transformer that reads what is before each step: attention, then two dense layers for each step, each behind a normalisation and added to what it has read (Xiong et al., "On
 * Layer Normalization in the Transformer Architecture", ICML 2020). A network has it as {@code @Block(TransformerLayer.class)}.
 */
@Block
class TransformerLayer {
  // @formatter:off
  @LayerNorm                               Layer read;
  @SelfAttention(heads = 2, causal = true) Layer attention;
  @Add({"input", "attention"})             Layer heard;
  @LayerNorm                               Layer normal;
  @FeedForward(units = 128)                Layer thought;
  @Add({"heard", "thought"})               Layer result;
  // @formatter:on
}
