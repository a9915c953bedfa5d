package dev.kernelsmith.tools;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/** Options that would do nothing beside others: a user who gives one expects that it does something. */
final class Unused {
  private Unused() {}

  /**
   * Refuses options that are given.
   *
   * @param options their names
   * @param why beside what they do nothing, as {@code with --csv}
   * @throws ParameterException if one of them stands on the command line
   */
  static void refuse(CommandSpec spec, List<String> options, String why) {
    List<String> given = options.stream().filter(option -> isGiven(spec, option)).toList();
    if (!given.isEmpty()) {
      throw new ParameterException(spec.commandLine(),
          String.join(" and ", given) + (given.size() == 1 ? " does" : " do") + " nothing " + why + ": leave "
              + (given.size() == 1 ? "it" : "them") + " away.");
    }
  }

  /** Whether an option stands on the command line. */
  static boolean isGiven(CommandSpec spec, String option) {
    ParseResult parsed = spec.commandLine().getParseResult();
    return parsed != null && parsed.hasMatchedOption(option);
  }
}
