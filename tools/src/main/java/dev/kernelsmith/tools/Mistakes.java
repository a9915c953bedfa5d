package dev.kernelsmith.tools;

import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Answers a mistake on the command line: a line on how the command is used, then, last, what is wrong. */
final class Mistakes implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException mistake, String[] arguments) {
    CommandLine command = mistake.getCommandLine();
    CommandSpec spec = command.getCommandSpec();
    command.getErr().println(usage(spec));
    command.getErr().println("kernelsmith: " + message(mistake, spec, arguments));
    return spec.exitCodeOnInvalidInput();
  }

  private static String usage(CommandSpec spec) {
    String name = spec.qualifiedName();
    if (spec.parent() == null) {
      String commands = String.join(", ", spec.subcommands().keySet());
      return String.format(Locale.ROOT, "Usage: %s COMMAND, one of %s; %s help COMMAND tells more", name, commands,
          name);
    }
    String operands =
        spec.positionalParameters().stream()
            .map(operand -> operand.required() ? " " + operand.paramLabel() : " [" + operand.paramLabel() + "]")
            .collect(Collectors.joining());
    String required =
        spec.options().stream()
            .filter(OptionSpec::required)
            .map(option -> " " + option.longestName() + " " + option.paramLabel())
            .collect(Collectors.joining());
    return String.format(Locale.ROOT, "Usage: %s%s%s [OPTIONS]; %s --help lists the options", name, operands, required,
        name);
  }

  /** picocli takes what follows a mistyped option for an operand, and complains of that. */
  private static String message(ParameterException mistake, CommandSpec spec, String[] arguments) {
    boolean parsed = mistake.getClass() == ParameterException.class && mistake.getArgSpec() == null;
    String option = parsed ? null : unknownOption(spec, arguments);
    if (option != null) {
      String own = suggestion(option, spec.optionsMap().keySet());
      return "there is no option '" + option + "'" + (own.isEmpty() ? ofOthers(option, spec) : own);
    }
    String command = unknownCommand(spec, arguments);
    if (command != null) {
      return "there is no command '" + command + "'" + suggestion(command, spec.subcommands().keySet());
    }
    if (mistake instanceof UnmatchedArgumentException unmatched) {
      return "unexpected argument '" + String.join("', '", unmatched.getUnmatched()) + "'";
    }
    return mistake.getMessage();
  }

  /** Commands that have the option, which their weights then know. */
  private static String ofOthers(String option, CommandSpec spec) {
    if (spec.parent() == null) {
      return "";
    }
    String others = spec.parent().subcommands().entrySet().stream()
        .filter(command -> command.getValue().getCommandSpec().optionsMap().containsKey(option))
        .map(java.util.Map.Entry::getKey).collect(Collectors.joining(", "));
    return others.isEmpty() ? "" : " of " + spec.name() + ", only of " + others;
  }

  private static @Nullable String unknownOption(CommandSpec spec, String[] arguments) {
    for (String argument : arguments) {
      if (argument.equals("--")) {
        return null;
      }
      String name = argument.split("=", 2)[0];
      boolean known = spec.optionsMap().keySet().stream().anyMatch(
          option -> option.equals(name) || option.length() == 2 && name.startsWith(option));
      if (name.matches("--?[A-Za-z].*") && !known) {
        return name;
      }
    }
    return null;
  }

  /** What stands where a command should, also behind {@code help}. */
  private static @Nullable String unknownCommand(CommandSpec spec, String[] arguments) {
    if (spec.parent() != null) {
      return null;
    }
    List<String> words = Arrays.stream(arguments).filter(word -> !word.startsWith("-")).toList();
    return words.stream().limit(2).filter(word -> !spec.subcommands().containsKey(word)).findFirst().orElse(null);
  }

  private static String suggestion(String typed, Collection<String> names) {
    Stream<String> close = names.stream().filter(name -> name.startsWith(typed) || near(typed, name));
    return close.min(Comparator.comparingInt(name -> distance(typed, name)))
        .map(name -> ": did you mean " + name + "?")
        .orElse("");
  }

  private static boolean near(String typed, String name) {
    return distance(typed, name) <= Math.max(1, name.replace("-", "").length() / 3);
  }

  /** Letters to insert, remove, replace or swap with their neighbour (optimal string alignment). */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int replaced = d[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        d[i][j] = Math.min(replaced, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        if (i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
