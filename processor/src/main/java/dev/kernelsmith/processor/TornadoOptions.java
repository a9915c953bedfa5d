package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/** The options that say whether code for devices is written, and for which. */
final class TornadoOptions {
  static final String SWITCH = "kernelsmith.tornado";
  static final String SCHEDULES = "kernelsmith.tornado.schedules";

  private static final String DEFAULT_SCHEDULES = "gpu,cpu";

  private TornadoOptions() {}

  /**
   * Names of the schedules that kernels are written for.
   *
   * @param visible whether the API of TornadoVM can be seen, which decides where no option does
   */
  static List<String> schedules(Map<String, String> options, boolean visible, Diagnostics diagnostics) {
    String wanted = option(options, SWITCH, visible ? "on" : "off");
    if (!wanted.equals("on") && !wanted.equals("off")) {
      diagnostics.report(Message.UNKNOWN_OPTION_VALUE, null, SWITCH, wanted, "on or off");
      return List.of();
    }
    List<String> names = new ArrayList<>();
    String list = option(options, SCHEDULES, DEFAULT_SCHEDULES);
    for (String name : list.split(",", -1)) {
      String upper = name.strip().toUpperCase(Locale.ROOT);
      boolean known = Arrays.stream(DeviceSchedule.values()).anyMatch(s -> s.name().equals(upper));
      if (!known) {
        diagnostics.report(Message.UNKNOWN_OPTION_VALUE, null, SCHEDULES, list, "a list of gpu, cpu and fpga");
        return List.of();
      }
      if (!names.contains(upper)) {
        names.add(upper);
      }
    }
    return wanted.equals("on") ? names : List.of();
  }

  /** The value of an option; compilers have null for one that is given without a value. */
  private static String option(Map<String, String> options, String name, String otherwise) {
    return options.containsKey(name) ? Objects.requireNonNullElse(options.get(name), "") : otherwise;
  }
}
