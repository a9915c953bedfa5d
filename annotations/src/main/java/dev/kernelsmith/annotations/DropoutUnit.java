package dev.kernelsmith.annotations;

/** What {@link Dropout} keeps or leaves out as a whole. */
public enum DropoutUnit {
  /** Each number by itself. */
  ELEMENT,
  /** Each channel, at all positions of an image, a row of steps or a volume (spatial dropout; Tompson et al., CVPR 2015). */
  CHANNEL,
  /** Each position, in all channels. */
  POSITION,
  /** All that a sample has (stochastic depth, where it stands before an {@link Add}; Huang et al., ECCV 2016). */
  SAMPLE
}
