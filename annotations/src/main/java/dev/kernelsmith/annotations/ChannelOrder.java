package dev.kernelsmith.annotations;

/** How channels hold blocks of pixels; {@code c} of C channels that remain, pixel {@code r, s} of a block of side b. ONNX has the same names. */
public enum ChannelOrder {
  /** Depth, column, row: channel {@code (r * b + s) * C + c}, as TensorFlow has it. */
  DCR,
  /** Column, row, depth: channel {@code (c * b + r) * b + s}, as a sub-pixel convolution has it (Shi et al., CVPR 2016). */
  CRD
}
