package dev.kernelsmith.tools;

import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line: trains samples and networks of users, evaluates them, predicts with them, describes them, reports on their trainings, looks into files of weights, measures them on a device, says what
 * this machine runs, and measures it. Exit codes: 0 for success, 1 for a failure (a file that cannot be read, for example), 2 for a mistake on the
 * command line, 130 after Ctrl-C, 143 after SIGTERM, 129 after SIGHUP.
 */
// @formatter:off
@Command(
    name = "kernelsmith",
    description = "Neural networks compiled ahead of time, training included, in Java.",
    subcommands = {
      TrainCommand.class, EvaluateCommand.class, PredictCommand.class, DescribeCommand.class, SamplesCommand.class, DoctorCommand.class,
      ReportCommand.class, WatchCommand.class, InspectCommand.class, ProfileCommand.class, BenchCommand.class, CommandLine.HelpCommand.class
    },
    versionProvider = Kernelsmith.Version.class,
    mixinStandardHelpOptions = true,
    scope = ScopeType.INHERIT,
    synopsisSubcommandLabel = "COMMAND")
public final class Kernelsmith implements Runnable {
  @Spec private CommandSpec spec;

  @Option(names = {"-X", "--verbose"}, scope = ScopeType.INHERIT, description = "Show the stack trace of a failure.")
  private boolean verbose;
  // @formatter:on

  /** Made by picocli. */
  public Kernelsmith() {}

  /** Runs the command line and ends the JVM with its exit code. */
  public static void main(String[] args) {
    Signals.listen();
    Warnings.listen();
    int exitCode;
    try {
      exitCode = execute(commandLine(), args);
    } catch (OutOfMemoryError e) { // picocli hands on exceptions, but not errors
      System.err.println("kernelsmith: " + Failures.describe(e));
      exitCode = CommandLine.ExitCode.SOFTWARE;
    }
    System.exit(exitCode);
  }

  /** Executes, and fails where the output does not arrive, which no writer of Java says by itself. */
  static int execute(CommandLine command, String... args) {
    int exitCode = command.execute(args);
    // picocli's writer does not ask the stream behind it, which keeps failures to itself
    boolean failed = command.getOut().checkError() | System.out.checkError();
    if (!failed || exitCode != 0) {
      return exitCode;
    }
    command.getErr()
        .println("kernelsmith: not all of the output could be written: is the disk full, or a pipe closed?");
    return CommandLine.ExitCode.SOFTWARE;
  }

  /** The command line, ready to execute. */
  static CommandLine commandLine() {
    Kernelsmith root = new Kernelsmith();
    return new CommandLine(root)
        .registerConverter(Path.class, Kernelsmith::path)
        .setParameterExceptionHandler(new Mistakes())
        .setExecutionExceptionHandler((failure, command, parsed) -> {
          command.getErr().println("kernelsmith: "
              + Advice.forCommand(Failures.describe(failure), command.getCommandSpec().optionsMap().keySet()));
          if (root.verbose) {
            failure.printStackTrace(command.getErr());
          }
          return command.getCommandSpec().exitCodeOnExecutionException();
        });
  }

  /** An empty name, as of a variable that is not set, would be the working directory. */
  private static Path path(String name) {
    if (name.isEmpty()) {
      throw new TypeConversionException("the name of the file or folder is empty");
    }
    return Path.of(name);
  }

  /** The version that Maven wrote into the jar. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      String version = Kernelsmith.class.getPackage().getImplementationVersion();
      return new String[] {
        "kernelsmith " + (version == null ? "(not packaged)" : version), "Java ${java.version} (${java.vm.name})"
      };
    }
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "A command is missing.");
  }
}
