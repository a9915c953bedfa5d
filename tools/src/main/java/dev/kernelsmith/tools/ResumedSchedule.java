package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.io.PrintWriter;

/** Says, when a training is resumed, which learning rates it goes on with. */
final class ResumedSchedule implements TrainingListener {
  private final PrintWriter out;
  private final boolean resumed;

  ResumedSchedule(PrintWriter out, boolean resumed) {
    this.out = out;
    this.resumed = resumed;
  }

  @Override
  public void onStart(TrainingState state) {
    if (resumed) {
      out.println(line(state.schedule(), state.epochs()));
      out.flush();
    }
  }

  private static String line(LearningRate schedule, int epochs) {
    int end = schedule.epochs();
    String start = Texts.format("resume: up to epoch %d, learning rate %s", epochs, schedule.description());
    if (end == 0 || epochs <= end) {
      return start;
    }
    return Texts.format(
        "%s; it ends with epoch %d, and from then on the rate stays at %.3g (--new-schedule spreads its fall over all)",
        start,
        end,
        schedule.rate(end, Long.MAX_VALUE));
  }
}
