package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.util.ArrayList;
import java.util.List;

/** The arrays that stay on a device from one graph to the next, and what each mode has besides. */
final class ResidentArrays {
  /** All modes, in the order of their graphs. */
  static final List<Mode> MODES = List.of(Mode.PREDICTION, Mode.TRAINING);

  private final TornadoKernelsWriter kernels;
  private final List<ModeArrays> modes;
  private final boolean trains;
  private final ParameterLayout layout;

  ResidentArrays(TornadoKernelsWriter kernels, DeviceInterface handed, ParameterLayout layout, boolean trains) {
    this.layout = layout;
    this.kernels = kernels;
    this.trains = trains;
    modes = MODES.stream()
        .filter(mode -> !kernels.programs(mode).isEmpty())
        .map(mode -> of(mode, kernels.programs(mode), handed))
        .toList();
  }

  private static ModeArrays of(Mode mode, List<TornadoProgram> programs, DeviceInterface handed) {
    return new ModeArrays(
        mode, handed.sent(mode), programs.stream().mapToInt(TornadoProgram::floats).max().orElseThrow(),
        programs.stream().mapToInt(TornadoProgram::shared).max().orElseThrow(), handed.results(mode));
  }

  /** The modes that the network has programs of, in the order of their graphs. */
  List<ModeArrays> modes() {
    return modes;
  }

  /**
   * The field with the number of a mode's first graph, or that number.
   *
   * @param derives whether some graphs run only after parameters have changed
   */
  String firstGraph(Mode mode, boolean derives) {
    int position = modes.stream().map(ModeArrays::mode).toList().indexOf(mode);
    return position > 0 ? modes.get(position - 1).name("end") : derives ? ModeArrays.name(mode, "start") : "1";
  }

  /** What the optimizer keeps for each parameter. */
  List<String> slots() {
    return trains ? kernels.update().slots() : List.of();
  }

  /** The constant with the floats at the start of an array of parameters, or of what goes with them, that the host's array has not; 0 where it has none at all. */
  String lead(String array) {
    int floats =
        array.equals("parameters") ? layout.floats() : array.equals("gradients") ? layout.updated() : layout.trained();
    return floats > 0 ? "LEAD" : "0";
  }

  /** Parameters and optimizer state. */
  List<String> state() {
    List<String> state = new ArrayList<>(List.of("parameters"));
    state.addAll(slots());
    return state;
  }

  /** Arrays that start as zeros on the device: halos and padding stay so. */
  List<String> zeroed() {
    List<String> zeroed = new ArrayList<>();
    modes.forEach(mode -> zeroed.addAll(mode.memory()));
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
