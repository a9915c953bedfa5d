package dev.kernelsmith.processor.emit.device;

import java.util.ArrayList;
import java.util.List;

/** The arrays that stay on a device from one graph to the next, and their lengths. */
final class ResidentArrays {
  private final TornadoKernelsWriter kernels;
  private final boolean trains;

  ResidentArrays(TornadoKernelsWriter kernels, boolean trains) {
    this.kernels = kernels;
    this.trains = trains;
  }

  /** Floats of working memory per sample of a prediction. */
  int predictValues() {
    return kernels.prediction().stream().mapToInt(TornadoProgram::floats).max().orElse(0);
  }

  /** Those of a training step. */
  int trainValues() {
    return kernels.training().stream().mapToInt(TornadoProgram::floats).max().orElse(0);
  }

  /** Floats of working memory that all samples of a prediction share. */
  int predictShared() {
    return kernels.prediction().stream().mapToInt(TornadoProgram::shared).max().orElse(0);
  }

  /** Those of a training step. */
  int trainShared() {
    return kernels.training().stream().mapToInt(TornadoProgram::shared).max().orElse(0);
  }

  /** What the optimizer keeps for each parameter. */
  List<String> slots() {
    return trains ? kernels.update().slots() : List.of();
  }

  /** Parameters and optimizer state. */
  List<String> state() {
    List<String> state = new ArrayList<>(List.of("parameters"));
    state.addAll(slots());
    return state;
  }

  /** Arrays that start as zeros on the device: halos and padding stay so. */
  List<String> zeroed() {
    List<String> zeroed = new ArrayList<>(List.of("predictValues"));
    if (predictShared() > 0) {
      zeroed.add("predictShared");
    }
    if (trains) {
      zeroed.add("trainValues");
    }
    if (trainShared() > 0) {
      zeroed.add("trainShared");
    }
    if (trains) {
      zeroed.add("gradients");
    }
    return zeroed;
  }

  /**
   * All arrays that stay on the device. Every graph takes them from and leaves them to the others, whether its tasks use them or not: one
   * graph inherits what the graph that ran before it had.
   */
  List<String> all() {
    List<String> all = new ArrayList<>(state());
    all.addAll(zeroed());
    return all;
  }
}
