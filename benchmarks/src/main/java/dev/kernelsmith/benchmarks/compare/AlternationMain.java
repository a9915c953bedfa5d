package dev.kernelsmith.benchmarks.compare;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/**
 * Compares the training speed of the compiled LeNet-5 with that of other programs: in turns, each time in new processes, so that
 * what disturbs the machine disturbs all alike. Any program can take part that prints {@code N samples/s} now and then.
 */
@Command(name = "AlternationMain", mixinStandardHelpOptions = true, sortOptions = false, description = "Compares training speeds, in turns, each time in new processes.")
public final class AlternationMain implements Runnable {
  @Option(names = "--versus", paramLabel = "[NAME=]COMMAND", required = true, description = {
    "What to compare with, once or more often: 'plain' (LeNet-5 by hand in plain Java), 'scalar' (the",
    "compiled network with scalar kernels), or a command whose output has lines with 'N samples/s'."
  }) private final List<String> versus = new ArrayList<>();

  @Option(names = "--rounds", defaultValue = "5", description = "Runs of each program (default: ${DEFAULT-VALUE}).") private int rounds;

  @Option(names = "--warm-up", defaultValue = "2", description = "Speeds that a program prints first and that do not count (default: ${DEFAULT-VALUE}).") private int warmUp;

  @Mixin private final TrainingSettings settings = new TrainingSettings();

  private final PrintStream out;

  AlternationMain(PrintStream out) {
    this.out = out;
  }

  /** Runs the program. */
  public static void main(String[] arguments) {
    CommandLine commandLine = new CommandLine(new AlternationMain(System.out));
    commandLine.setExecutionExceptionHandler(AlternationMain::fail);
    System.exit(commandLine.execute(arguments));
  }

  /** Says in one line what went wrong in a measured program; anything else is a mistake of ours. */
  static int fail(Exception exception, CommandLine commandLine, CommandLine.ParseResult ignored) throws Exception {
    if (exception instanceof MeasurementException) {
      commandLine.getErr().println(exception.getMessage());
      return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }
    throw exception;
  }

  @Override
  public void run() {
    List<Contender> contenders =
        Stream.concat(Stream.of(compiled("kernelsmith", "vector")), versus.stream().map(this::contender)).toList();
    RoundTable table = new RoundTable(contenders.stream().map(Contender::name).toList());
    table.printHeader(out);
    for (int round = 0; round < rounds; round++) {
      table.printRound(measure(contenders, round), out);
    }
    table.printMedians(out);
  }

  /** Measures every contender once; who begins changes from round to round. */
  private List<Double> measure(List<Contender> contenders, int round) {
    Double[] speeds = new Double[contenders.size()];
    for (int i = 0; i < speeds.length; i++) {
      int next = (round + i) % speeds.length;
      speeds[next] = contenders.get(next).measure(warmUp);
    }
    return List.of(speeds);
  }

  private Contender contender(String text) {
    if (text.equals("plain")) {
      List<String> arguments = new ArrayList<>(settings.arguments());
      arguments.add("--plain");
      return new Contender("plain", Programs.java(TrainingSpeedMain.class, List.of(), arguments));
    }
    if (text.equals("scalar")) {
      return compiled("scalar", "scalar");
    }
    int equals = text.indexOf('=');
    boolean named = equals > 0 && text.substring(0, equals).chars().allMatch(Character::isJavaIdentifierPart);
    return new Contender(
        named ? text.substring(0, equals) : "versus", Programs.shell(named ? text.substring(equals + 1) : text));
  }

  private Contender compiled(String name, String kernels) {
    List<String> options = List.of("-Dkernelsmith.kernels=" + kernels);
    return new Contender(name, Programs.java(TrainingSpeedMain.class, options, settings.arguments()));
  }
}
