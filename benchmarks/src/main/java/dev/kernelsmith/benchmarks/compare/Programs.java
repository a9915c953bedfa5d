package dev.kernelsmith.benchmarks.compare;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Starts programs and reads what they print. */
public final class Programs {
  private static final int LINES_IN_MESSAGE = 10;
  private static final Duration NO_LIMIT = Duration.ofDays(365);

  /** What every JVM with the Vector API says. */
  private static final String INCUBATOR = "WARNING: Using incubator modules: jdk.incubator.vector";

  /** What is ended with this process. */
  private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

  static {
    Runtime.getRuntime().addShutdownHook(new Thread(() -> RUNNING.forEach(Process::destroy)));
  }

  private Programs() {}

  /**
   * The command for a class with a {@code main} in a JVM like this one, with the Vector API.
   *
   * @param jvmOptions options of the JVM, such as {@code -Dname=value}
   * @param arguments arguments of the program
   */
  public static List<String> java(Class<?> main, List<String> jvmOptions, List<String> arguments) {
    return java(main, jvmOptions, System.getProperty("java.class.path"), arguments);
  }

  /** The same on another class path. */
  public static List<String> java(
      Class<?> main, List<String> jvmOptions, String classPath, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-modules=jdk.incubator.vector");
    command.addAll(jvmOptions);
    command.addAll(List.of("-cp", classPath, main.getName()));
    command.addAll(arguments);
    return command;
  }

  /** The command for a line as it would be typed. */
  static List<String> shell(String line) {
    boolean windows = System.getProperty("os.name").toLowerCase(Locale.ROOT).startsWith("windows");
    return windows ? List.of("cmd", "/c", line) : List.of("sh", "-c", line);
  }

  /**
   * Runs a program to its end; what it writes to its error output appears on ours, but for the warning of the Vector API.
   *
   * @return the lines of its standard output
   * @throws MeasurementException if it cannot be started, fails, or this thread is interrupted, which ends it
   */
  public static List<String> run(List<String> command) {
    return run(command, Map.of(), NO_LIMIT);
  }

  /**
   * The same with variables in the program's environment, and for no longer than a limit.
   *
   * @throws MeasurementException also if the time is over, which ends the program
   */
  public static List<String> run(List<String> command, Map<String, String> environment, Duration limit) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.environment().putAll(environment);
      Process process = builder.start();
      RUNNING.add(process);
      AtomicBoolean late = new AtomicBoolean();
      CompletableFuture<Void> watch =
          CompletableFuture.runAsync(() -> {
            late.set(true);
            process.destroyForcibly();
          }, CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS));
      try {
        return linesOf(process, command, late);
      } finally {
        watch.cancel(false);
        process.destroy();
        RUNNING.remove(process);
      }
    } catch (IOException e) {
      throw new MeasurementException(
          String.format(Locale.ROOT, "cannot run %s: %s", String.join(" ", command), e.getMessage()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new MeasurementException(String.format(Locale.ROOT, "interrupted while %s ran", String.join(" ", command)));
    }
  }

  private static List<String> linesOf(Process process, List<String> command, AtomicBoolean late)
      throws IOException, InterruptedException {
    process.getOutputStream().close();
    Thread errors = Thread.ofVirtual().start(() -> copyErrors(process));
    List<String> lines;
    try (BufferedReader reader = process.inputReader()) {
      lines = reader.lines().collect(Collectors.toList());
    }
    int code = process.waitFor();
    errors.join();
    if (late.get()) {
      throw new MeasurementException(String.join(" ", command) + " took too long, and was ended");
    }
    if (code != 0) {
      List<String> last = lines.subList(Math.max(0, lines.size() - LINES_IN_MESSAGE), lines.size());
      throw new MeasurementException(
          String.format(Locale.ROOT, "%s ended with exit code %d; its last output was:%n%s", String.join(" ", command),
              code, String.join(System.lineSeparator(), last)));
    }
    return lines;
  }

  private static void copyErrors(Process process) {
    try (BufferedReader errors = process.errorReader()) {
      errors.lines().filter(line -> !line.equals(INCUBATOR)).forEach(System.err::println);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
