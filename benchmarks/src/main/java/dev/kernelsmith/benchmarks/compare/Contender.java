package dev.kernelsmith.benchmarks.compare;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A program that prints its speed now and then, as {@code 12,345 samples/s} somewhere in a line.
 *
 * @param name what the table calls it
 * @param command how to start it
 */
record Contender(String name, List<String> command) {
  private static final Pattern SPEED = Pattern.compile("([0-9][0-9,]*(?:\\.[0-9]+)?) *samples/s");

  /** Copies the command. */
  Contender {
    command = List.copyOf(command);
  }

  /**
   * Runs the program once.
   *
   * @param warmUp how many speeds to leave out, from the first
   * @return the median of the speeds that it printed after these, in samples per second
   * @throws MeasurementException if the program fails or prints too few speeds
   */
  double measure(int warmUp) {
    List<Double> speeds = speeds(Programs.run(command));
    if (speeds.size() <= warmUp) {
      throw new MeasurementException(
          String.format(Locale.ROOT,
              "%s printed %d lines with 'N samples/s', but more than %d are needed, since so many are warm-up (--warm-up)",
              name, speeds.size(), warmUp));
    }
    return Medians.of(speeds.subList(warmUp, speeds.size()));
  }

  /** The speeds in a program's output, one for each line that has one. */
  static List<Double> speeds(List<String> lines) {
    List<Double> speeds = new ArrayList<>();
    for (String line : lines) {
      Matcher matcher = SPEED.matcher(line);
      if (matcher.find()) {
        speeds.add(Double.parseDouble(matcher.group(1).replace(",", "")));
      }
    }
    return speeds;
  }
}
