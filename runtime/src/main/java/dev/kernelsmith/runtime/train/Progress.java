package dev.kernelsmith.runtime.train;

import java.io.Console;
import java.io.PrintStream;
import java.util.Objects;

/** Shows people how a training goes. */
public sealed interface Progress extends TrainingListener permits TerminalProgress, LogProgress {
  /** On the standard output: {@link #terminal} where it is a terminal, else {@link #log}. */
  @SuppressWarnings("SystemConsoleNull") // with -Djdk.console=java.base it still is null where there is no terminal
  static Progress auto() {
    Console console = System.console();
    boolean interactive = console != null && console.isTerminal() && !"dumb".equals(System.getenv("TERM"));
    return interactive ? terminal(System.out) : log(System.out);
  }

  /** One line with a bar, rewritten in place ten times a second, and a line for each finished epoch. */
  static Progress terminal(PrintStream out) {
    return new TerminalProgress(Objects.requireNonNull(out, "out"));
  }

  /** A plain line for each finished epoch. */
  static Progress log(PrintStream out) {
    return new LogProgress(Objects.requireNonNull(out, "out"));
  }
}
