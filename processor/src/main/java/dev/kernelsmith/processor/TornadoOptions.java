package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;

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
    String wanted = options.getOrDefault(SWITCH, visible ? "on" : "off");
    if (!wanted.equals("on") && !wanted.equals("off")) {
      diagnostics.report(Message.UNKNOWN_OPTION_VALUE, null, SWITCH, wanted, "on or off");
      return List.of();
    }
    List<String> names = new ArrayList<>();
    String list = options.getOrDefault(SCHEDULES, DEFAULT_SCHEDULES);
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
}
