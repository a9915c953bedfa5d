package dev.kernelsmith.runtime.train;

import java.io.PrintStream;

/** One line rewritten in place while an epoch runs, and a plain line that stays for each finished epoch. */
final class TerminalProgress implements Progress {
  private static final long REDRAW_NANOS = 100_000_000;

  /** Carriage return, then "erase to the end of the line" (ECMA-48). */
  private static final String REWRITE = "\r\u001b[K";

  private final PrintStream out;
  private long began;
  private long drawn;
  private long samplesDone;
  private long samplesSeen;

  TerminalProgress(PrintStream out) {
    this.out = out;
  }

  @Override
  public String toString() {
    return "progress on a terminal";
  }

  @Override
  public void onStart(TrainingState state) {
    began = System.nanoTime();
    drawn = began - REDRAW_NANOS;
    samplesDone = 0;
    samplesSeen = 0;
  }

  @Override
  public void onStep(TrainingState state) {
    samplesDone += state.samplesDone() - (state.step() == 1 ? 0 : samplesSeen);
    samplesSeen = state.samplesDone();
    long now = System.nanoTime();
    if (now - drawn >= REDRAW_NANOS) {
      drawn = now;
      out.print(REWRITE + ProgressText.running(state, samplesDone / ((now - began) * 1e-9)));
      out.flush();
    }
  }

  @Override
  public void onEpoch(TrainingState state, EpochMetrics metrics) {
    out.println(REWRITE + ProgressText.epoch(state, metrics));
  }

  @Override
  public void onFailure(TrainingState state, Throwable failure) {
    out.println(); // what is printed next must not follow the bar
  }

  @Override
  public void onEnd(TrainingState state, TrainingHistory history) {
    String line = ProgressText.end(history);
    out.print(REWRITE);
    if (!line.isEmpty()) {
      out.println(line);
    }
    out.flush();
  }
}
