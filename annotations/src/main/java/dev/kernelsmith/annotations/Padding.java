package dev.kernelsmith.annotations;

/**
 * How a window treats the border of an image. Below, {@code reach} is the extent that a window spans, {@code (size - 1) * dilation + 1}.
 * Numbers for each side are given as {@code pads} instead.
 */
public enum Padding {
  /** Output size {@code ceil(in / stride)}; the smaller half of the padding comes first, as in TensorFlow; SAME_UPPER of ONNX. */
  SAME,
  /** As SAME, but the larger half of the padding comes first, as SAME_LOWER of ONNX. */
  SAME_LOWER,
  /** No padding: output size {@code floor((in - reach) / stride) + 1}. */
  VALID,
  /** Every window that touches the image: {@code reach - 1} on each side, output size {@code floor((in + reach - 2) / stride) + 1}. */
  FULL,
  /**
   * All padding first, {@code reach - 1}, so that an output depends on nothing behind its place (van den Oord et al., 2016, WaveNet): output
   * size {@code floor((in - 1) / stride) + 1}.
   */
  CAUSAL
}
