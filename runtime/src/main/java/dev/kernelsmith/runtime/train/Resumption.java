package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A checkpoint to go on from, and what may differ from it.
 *
 * @param file the checkpoint
 * @param accepted what the training may have otherwise
 */
record Resumption(Path file, Set<ResumeChange> accepted) {
  /** Copies the set. */
  Resumption {
    accepted = Set.copyOf(accepted);
  }

  boolean accepts(ResumeChange change) {
    return accepted.contains(change);
  }

  /** What hinders going on with a checkpoint's schedule: one phrase at most. */
  List<String> scheduleDifferences(
      @Nullable String stored, @Nullable LearningRate given, List<ResumeChange> acceptable) {
    if (stored == null || accepts(ResumeChange.LEARNING_RATE)) {
      return List.of();
    }
    if (given == null) {
      return Schedules.parse(stored).isPresent()
          ? List.of()
          : List.of(
              String.format(Locale.ROOT,
                  "learning rate: the checkpoint has %s, which only the program knows: give it again with learningRate(...)",
                  stored));
    }
    if (asLong(given, stored).description().equals(stored)) {
      return List.of();
    }
    acceptable.add(ResumeChange.LEARNING_RATE);
    return List.of(String.format(Locale.ROOT, "learning rate: the checkpoint has %s, this training %s", stored,
        given.description()));
  }

  /** A schedule as long as the stored one, where its length was left open. */
  private static LearningRate asLong(LearningRate given, String stored) {
    int epochs = Schedules.parse(stored).map(LearningRate::epochs).orElse(0);
    return epochs == 0 ? given : given.over(epochs);
  }

  /** The schedule to go on with. */
  LearningRate schedule(NetworkSpec spec, @Nullable String stored, @Nullable LearningRate given) {
    LearningRate own = given == null ? LearningRate.of(spec) : given;
    if (stored == null || accepts(ResumeChange.LEARNING_RATE)) {
      return own;
    }
    return given == null ? Schedules.parse(stored).orElse(own) : asLong(given, stored);
  }

  /**
   * Compares a schedule with what the checkpoint's history tells of the one before: the rate of the last step. That is all there is where
   * the file or the program does not describe its schedule.
   *
   * @param samples training samples of an epoch
   */
  void requireSameRate(
      NetworkSpec spec, LearningRate schedule, Checkpoint content, int samples, int batchSize) {
    long steps = Math.ceilDiv(samples, batchSize);
    if (accepts(ResumeChange.LEARNING_RATE) || content.epoch() == 0 || content.step() != content.epoch() * steps) {
      return;
    }
    double start = (double) ((steps - 1) * batchSize) / samples;
    List<EpochMetrics> past = content.history().subList(0, content.history().size() - 1);
    float now = (float) schedule.rate(content.epoch() - 1 + start, content.step(), past);
    float then = content.history().getLast().learningRate();
    if (now != then) {
      throw new WeightsMismatchException(
          file,
          "this training of network " + spec.name(),
          List.of(
              String.format(Locale.ROOT,
                  "learning rate: in the last step of epoch %d the checkpoint's training had %s, the schedule of this one (%s) gives %s",
                  content.epoch(), then, schedule.description(), now)),
          remedy(Set.of(ResumeChange.LEARNING_RATE)));
    }
  }

  /** What to do about differences, some of which can be accepted. */
  static String remedy(Set<ResumeChange> acceptable) {
    StringBuilder text =
        new StringBuilder("Resume with the network, data and settings that the checkpoint was written with");
    if (acceptable.contains(ResumeChange.LEARNING_RATE)) {
      text.append(" (without learningRate(...) the checkpoint's schedule goes on)");
    }
    if (!acceptable.isEmpty()) {
      text.append(", or accept what differs with resume(file, ");
      text.append(acceptable.stream().sorted().map(c -> "ResumeChange." + c).collect(Collectors.joining(", ")));
      text.append(")");
    }
    return text.append(".").toString();
  }
}
