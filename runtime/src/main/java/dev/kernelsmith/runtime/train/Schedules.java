package dev.kernelsmith.runtime.train;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The schedules that {@link LearningRate} makes, and how they are made again from their descriptions. */
final class Schedules {
  /** Description of a schedule that has none. */
  static final String CUSTOM = "a schedule of the program";

  private static final Pattern CALL =
      Pattern.compile("(?<base>.*?)\\.?(?<name>\\w+)\\((?<arguments>[^()]*)\\)", Pattern.DOTALL);

  private Schedules() {}

  /** The schedule with a description; empty where it is one of a program. */
  static Optional<LearningRate> parse(String description) {
    Matcher call = CALL.matcher(description);
    if (!call.matches()) {
      return Optional.empty();
    }
    String base = call.group("base");
    String[] arguments = call.group("arguments").split(", ", -1);
    try {
      Optional<LearningRate> schedule =
          call.group("name").equals("warmUp")
              ? parse(base).map(inner -> inner.warmUp(Long.parseLong(arguments[0])))
              : make(call.group("name"), arguments);
      return schedule.filter(made -> made.description().equals(description));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<LearningRate> make(String name, String[] arguments) {
    double first = Double.parseDouble(arguments[0]);
    return switch (name) {
      case "constant" -> Optional.of(new Constant(first));
      case "stepDecay" -> Optional.of(
          new StepDecay(first, Double.parseDouble(arguments[1]), Integer.parseInt(arguments[2])));
      case "exponential" -> Optional.of(new Exponential(first, Double.parseDouble(arguments[1])));
      case "cosine" -> Optional.of(
          new Cosine(first, Double.parseDouble(arguments[1]), Integer.parseInt(arguments[2])));
      default -> Optional.empty();
    };
  }

  record Constant(double rate) implements LearningRate {
    Constant {
      requireRate(rate);
    }

    @Override
    public float rate(double epoch, long step) {
      return (float) rate;
    }

    @Override
    public String description() {
      return "constant(" + rate + ")";
    }

    @Override
    public String toString() {
      return description();
    }
  }

  record StepDecay(double initial, double factor, int every) implements LearningRate {
    StepDecay {
      requireRate(initial);
      requireFactor(factor);
      requireEpochs(every);
    }

    @Override
    public float rate(double epoch, long step) {
      return (float) (initial * StrictMath.pow(factor, Math.floor(epoch / every)));
    }

    @Override
    public String description() {
      return "stepDecay(" + initial + ", " + factor + ", " + every + ")";
    }

    @Override
    public String toString() {
      return description();
    }
  }

  record Exponential(double initial, double factor) implements LearningRate {
    Exponential {
      requireRate(initial);
      requireFactor(factor);
    }

    @Override
    public float rate(double epoch, long step) {
      return (float) (initial * StrictMath.pow(factor, epoch));
    }

    @Override
    public String description() {
      return "exponential(" + initial + ", " + factor + ")";
    }

    @Override
    public String toString() {
      return description();
    }
  }

  record Cosine(double initial, double last, int epochs) implements LearningRate {
    Cosine {
      requireRate(initial);
      requireRate(last);
      requireEpochs(epochs);
    }

    @Override
    public float rate(double epoch, long step) {
      double share = Math.min(1, epoch / epochs);
      return (float) (last + (initial - last) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2);
    }

    @Override
    public String description() {
      return "cosine(" + initial + ", " + last + ", " + epochs + ")";
    }

    @Override
    public String toString() {
      return description();
    }
  }

  record WarmUp(LearningRate then, long steps) implements LearningRate {
    WarmUp {
      if (steps < 1) {
        throw new IllegalArgumentException("a warm-up takes at least 1 step, not " + steps);
      }
    }

    @Override
    public float rate(double epoch, long step) {
      float rate = then.rate(epoch, step);
      return step < steps ? (float) ((double) rate * step / steps) : rate;
    }

    @Override
    public String description() {
      return then.description() + ".warmUp(" + steps + ")";
    }

    @Override
    public int epochs() {
      return then.epochs();
    }

    @Override
    public String toString() {
      return description();
    }
  }

  record Named(String description, LearningRate schedule) implements LearningRate {
    Named {
      Objects.requireNonNull(description, "name");
      Objects.requireNonNull(schedule, "schedule");
    }

    @Override
    public float rate(double epoch, long step) {
      return schedule.rate(epoch, step);
    }

    @Override
    public int epochs() {
      return schedule.epochs();
    }

    @Override
    public String toString() {
      return description;
    }
  }

  private static void requireRate(double rate) {
    if (!(rate >= 0 && rate <= Float.MAX_VALUE)) {
      throw new IllegalArgumentException("a learning rate must be finite and not negative, but is " + rate);
    }
  }

  private static void requireFactor(double factor) {
    if (!(factor > 0 && factor <= 1)) {
      throw new IllegalArgumentException("a decay factor must be above 0 and at most 1, but is " + factor);
    }
  }

  private static void requireEpochs(int epochs) {
    if (epochs < 1) {
      throw new IllegalArgumentException("a schedule needs at least 1 epoch, not " + epochs);
    }
  }
}
