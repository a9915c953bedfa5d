package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a compilation asks of the processor by {@code -Akernelsmith...}. An option whose value is refused counts as left away.
 *
 * @param debug whether the report of an internal failure has a stack trace
 * @param dump folder for what passes make, or null
 * @param costs whether a table of what kernels cost is written
 * @param winograd whether windows may be computed by fewer products than they take
 * @param tornado whether there is code for devices, or null where that depends on what a class can see
 * @param schedules names of the kinds of devices that there is code for, if there is any
 */
record Options(boolean debug, @Nullable String dump, boolean costs, boolean winograd, @Nullable Boolean tornado,
    List<String> schedules) {
  static final String DEBUG = "kernelsmith.debug";
  static final String DUMP = "kernelsmith.dump";
  static final String COSTS = "kernelsmith.costs";
  static final String WINOGRAD = "kernelsmith.winograd";
  static final String TORNADO = "kernelsmith.tornado";
  static final String SCHEDULES = "kernelsmith.tornado.schedules";

  /** All options. */
  static final Set<String> ALL = Set.of(DEBUG, DUMP, COSTS, WINOGRAD, TORNADO, SCHEDULES);

  /** Reads the options that a compiler was given; values that are no good are reported. */
  static Options of(Map<String, String> given, Diagnostics diagnostics) {
    Reader reader = new Reader(given, diagnostics);
    Boolean debug = reader.value(DEBUG, "true or false", text -> choice(text, "true", "false"));
    String folder = reader.value(DUMP, "the path of a folder", text -> text);
    Boolean costs = reader.value(COSTS, "true or false", text -> choice(text, "true", "false"));
    Boolean winograd = reader.value(WINOGRAD, "on or off", text -> choice(text, "on", "off"));
    Boolean tornado = reader.value(TORNADO, "on or off", text -> choice(text, "on", "off"));
    List<String> schedules = reader.value(SCHEDULES, "a list of gpu, cpu and fpga", Options::schedules);
    return new Options(
        Boolean.TRUE.equals(debug), folder != null && Dump.isPossible(folder, diagnostics) ? folder : null,
        Boolean.TRUE.equals(costs), !Boolean.FALSE.equals(winograd), tornado,
        schedules == null ? List.of(DeviceSchedule.GPU.name(), DeviceSchedule.CPU.name()) : schedules);
  }

  /** Kinds of devices that a class gets code for, by whether it can see the API of TornadoVM. */
  List<String> devices(boolean visible) {
    return Objects.requireNonNullElse(tornado, visible) ? schedules : List.of();
  }

  /** Whether code for devices was asked for, rather than left to what a class can see. */
  boolean asksForDevices() {
    return Boolean.TRUE.equals(tornado);
  }

  private static @Nullable Boolean choice(String text, String yes, String no) {
    return text.equals(yes) ? Boolean.TRUE : text.equals(no) ? Boolean.FALSE : null;
  }

  private static @Nullable List<String> schedules(String list) {
    Set<String> names = new LinkedHashSet<>();
    for (String name : list.split(",", -1)) {
      names.add(name.strip().toUpperCase(Locale.ROOT));
    }
    List<String> known = Arrays.stream(DeviceSchedule.values()).map(Enum::name).toList();
    return known.containsAll(names) ? List.copyOf(names) : null;
  }

  /** Takes options one by one. */
  private record Reader(Map<String, String> given, Diagnostics diagnostics) {
    /**
     * The value of an option; null where it is not given or no good.
     *
     * @param expected what it takes, in words
     * @param parse gives null for a text that is no good
     */
    <T> @Nullable T value(String option, String expected, Function<String, @Nullable T> parse) {
      if (!given.containsKey(option)) {
        return null;
      }
      String text = Objects.requireNonNullElse(given.get(option), "").strip();
      T value = text.isEmpty() ? null : parse.apply(text);
      if (value == null) {
        String fault = text.isEmpty() ? "has no value" : "is unknown";
        diagnostics.report(Message.UNKNOWN_OPTION_VALUE, null, option, text, fault, expected);
      }
      return value;
    }
  }
}
