package dev.kernelsmith.benchmarks;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.FeedForward;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.SelfAttention;
import dev.kernelsmith.runtime.Layer;

/** A layer of {@link CharTransformer}, with normalisation before attention and dense layers. */
@Block
class CharTransformerLayer {
  // @formatter:off
  @LayerNorm                               Layer read;
  @SelfAttention(heads = 4, causal = true) Layer attention;
  @Add({"input", "attention"})             Layer heard;
  @LayerNorm                               Layer normal;
  @FeedForward(units = 512)                Layer thought;
  @Add({"heard", "thought"})               Layer result;
  // @formatter:on
}
