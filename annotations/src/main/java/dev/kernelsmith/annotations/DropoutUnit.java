package dev.kernelsmith.annotations;

/** What {@link Dropout} keeps or leaves out as a whole. */
public enum DropoutUnit {
  /** Each number by itself. */
  ELEMENT,
  /** Each channel of an image, at all positions (spatial dropout; Tompson et al., CVPR 2015). */
  CHANNEL,
  /** Each position of an image, in all channels. */
  POSITION,
  /** All that a sample has (stochastic depth, where it stands before an {@link Add}; Huang et al., ECCV 2016). */
  SAMPLE
}
