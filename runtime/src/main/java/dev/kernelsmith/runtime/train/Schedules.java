package dev.kernelsmith.runtime.train;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The schedules that {@link LearningRate} makes, and how they are made again from their descriptions. */
final class Schedules {
  /** Description of a schedule that has none. */
  static final String CUSTOM = "a schedule of the program";

  /** Share of the best loss by which a loss must be below it to be better; PyTorch has the same. */
  private static final double BETTER = 1e-4;

  private static final Pattern CALL =
      Pattern.compile("(?<base>.*?)\\.?(?<name>\\w+)\\((?<arguments>[^()]*)\\)", Pattern.DOTALL);

  private Schedules() {}

  /** What a number of a schedule may be. */
  private enum Argument {
    RATE("a learning rate must be finite and not negative", 0, Float.MAX_VALUE, false), FACTOR(
        "a decay factor must be above 0 and at most 1", Double.MIN_VALUE, 1,
        false), SHARE("the share of epochs in which the rate rises must be above 0 and below 1", Double.MIN_VALUE,
            Math.nextDown(1.0), false), DIVISOR("a divisor of the highest rate must be at least 1 and finite", 1,
                Double.MAX_VALUE, false), POWER("the power of a polynomial must be above 0 and finite",
                    Double.MIN_VALUE, Double.MAX_VALUE,
                    false), GROWTH("what a cycle is longer by must be at least 1 and finite", 1, Double.MAX_VALUE,
                        false), EPOCHS("a schedule needs at least 1 epoch", 1, Integer.MAX_VALUE, true),
    /** As many epochs as the training has, where it is 0. */
    SPAN("epochs must not be negative", 0, Integer.MAX_VALUE, true);

    private final String range;
    private final double least;
    private final double most;
    private final boolean whole;

    Argument(String range, double least, double most, boolean whole) {
      this.range = range;
      this.least = least;
      this.most = most;
      this.whole = whole;
    }

    void check(double value) {
      if (!(value >= least && value <= most)) {
        throw new IllegalArgumentException(range + ", but is " + text(value));
      }
    }

    String text(double value) {
      return whole ? String.format(Locale.ROOT, "%.0f", value) : Double.toString(value);
    }

    double parse(String text) {
      return whole ? Integer.parseInt(text) : Double.parseDouble(text);
    }
  }

  /** What a schedule computes. The table has functions rather than constants with bodies, each of which would be a class in the jar. */
  private interface Rate {
    /**
     * The rate of a step.
     *
     * @param epoch epochs done before this step, with a fraction
     * @param past what was measured in the epochs before
     */
    double of(double[] numbers, double epoch, List<EpochMetrics> past);
  }

  /** The table of schedules. */
  enum Form {
    CONSTANT("constant", (numbers, epoch, past) -> numbers[0], Argument.RATE),

    /** Initial rate, factor, epochs between two changes. */
    STEP_DECAY("stepDecay",
        (numbers, epoch, past) -> numbers[0] * StrictMath.pow(numbers[1], Math.floor(epoch / numbers[2])),
        Argument.RATE, Argument.FACTOR, Argument.EPOCHS),

    /** Initial rate, factor. */
    EXPONENTIAL("exponential", (numbers, epoch, past) -> numbers[0] * StrictMath.pow(numbers[1], epoch), Argument.RATE,
        Argument.FACTOR),

    /** Initial and last rate, epochs, power. */
    POLYNOMIAL("polynomial", (numbers, epoch, past) -> {
      double left = StrictMath.pow(1 - share(epoch, numbers[2]), numbers[3]);
      return numbers[1] + (numbers[0] - numbers[1]) * left;
    }, Argument.RATE, Argument.RATE, Argument.SPAN, Argument.POWER),

    /** Initial and last rate, epochs. */
    COSINE("cosine", (numbers, epoch, past) -> cosine(numbers[0], numbers[1], share(epoch, numbers[2])), Argument.RATE,
        Argument.RATE, Argument.SPAN),

    /** Initial and last rate, epochs of the first cycle, what each cycle is longer by. */
    COSINE_RESTARTS("cosineRestarts", (numbers, epoch, past) -> {
      double begin = 0;
      double length = numbers[2];
      while (epoch >= begin + length) {
        begin += length;
        length *= numbers[3];
      }
      return cosine(numbers[0], numbers[1], (epoch - begin) / length);
    }, Argument.RATE, Argument.RATE, Argument.EPOCHS, Argument.GROWTH),

    /** Highest rate, epochs, share of them in which it rises, by what it is divided at the beginning and at the end. */
    ONE_CYCLE("oneCycle", (numbers, epoch, past) -> {
      double top = numbers[0];
      double share = share(epoch, numbers[1]);
      double rising = numbers[2];
      return share < rising
          ? cosine(top / numbers[3], top, share / rising)
          : cosine(top, top / numbers[4], (share - rising) / (1 - rising));
    }, Argument.RATE, Argument.SPAN, Argument.SHARE, Argument.DIVISOR, Argument.DIVISOR),

    /** Initial rate, factor, epochs to wait, least rate. */
    ON_PLATEAU("onPlateau", (numbers, epoch, past) -> {
      double rate = numbers[0] + 0 * epoch; // NaN where nobody knows the epoch
      double best = Double.POSITIVE_INFINITY;
      int waited = 0;
      for (int i = 0; i < past.size(); i++) { // an iterator would be allocated in each step
        EpochMetrics done = past.get(i);
        OptionalDouble validation = done.validationLoss();
        double loss = validation.orElse(done.loss());
        waited++;
        if (loss < best - BETTER * Math.abs(best) || best == Double.POSITIVE_INFINITY && loss < best) {
          best = loss;
          waited = 0;
        }
        if (waited >= numbers[2]) {
          rate = Math.min(rate, Math.max(rate * numbers[1], numbers[3]));
          waited = 0;
        }
      }
      return rate;
    }, Argument.RATE, Argument.FACTOR, Argument.EPOCHS, Argument.RATE);

    private final String method;
    private final Rate rate;
    private final Argument[] arguments;

    Form(String method, Rate rate, Argument... arguments) {
      this.method = method;
      this.rate = rate;
      this.arguments = arguments;
    }

    /** A schedule of this form. */
    LearningRate with(double... numbers) {
      return new Formula(this, numbers);
    }

    /** Number of the argument that is a span of epochs; -1 where none is. */
    private int span() {
      return Arrays.asList(arguments).indexOf(Argument.SPAN);
    }

    private static double share(double epoch, double span) {
      return span == 0 ? Double.NaN : Math.min(1, epoch / span);
    }

    private static double cosine(double from, double to, double share) {
      return to + (from - to) * (1 + StrictMath.cos(StrictMath.PI * share)) / 2;
    }
  }

  /** The schedule with a description; empty where it is one of a program. */
  static Optional<LearningRate> parse(String description) {
    Matcher call = CALL.matcher(description);
    if (!call.matches()) {
      return Optional.empty();
    }
    String[] arguments = call.group("arguments").split(", ", -1);
    try {
      Optional<LearningRate> schedule =
          call.group("name").equals("warmUp")
              ? parse(call.group("base")).map(inner -> inner.warmUp(Long.parseLong(arguments[0])))
              : make(call.group("name"), arguments);
      return schedule.filter(made -> made.description().equals(description));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException notOurs) {
      return Optional.empty();
    }
  }

  private static Optional<LearningRate> make(String method, String[] texts) {
    for (Form form : Form.values()) {
      if (form.method.equals(method)) {
        double[] numbers = new double[form.arguments.length];
        Arrays.setAll(numbers, i -> form.arguments[i].parse(texts[i]));
        return Optional.of(form.with(numbers));
      }
    }
    return Optional.empty();
  }

  /** A schedule of the table. */
  private static final class Formula implements LearningRate {
    private final Form form;
    private final double[] numbers;

    Formula(Form form, double[] numbers) {
      this.form = form;
      this.numbers = numbers;
      for (int i = 0; i < numbers.length; i++) {
        form.arguments[i].check(numbers[i]);
      }
    }

    @Override
    public double rate(double epoch, long step) {
      return rate(epoch, step, List.of());
    }

    @Override
    public double rate(double epoch, long step, List<EpochMetrics> past) {
      return form.rate.of(numbers, epoch, past);
    }

    @Override
    public String description() {
      return IntStream.range(0, numbers.length)
          .mapToObj(i -> form.arguments[i].text(numbers[i]))
          .collect(Collectors.joining(", ", form.method + "(", ")"));
    }

    @Override
    public int epochs() {
      return form.span() < 0 ? 0 : (int) numbers[form.span()];
    }

    @Override
    public LearningRate over(int epochs) {
      int span = form.span();
      if (span < 0 || numbers[span] > 0) {
        return this;
      }
      double[] set = numbers.clone();
      set[span] = epochs;
      return form.with(set);
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Formula formula && description().equals(formula.description());
    }

    @Override
    public int hashCode() {
      return description().hashCode();
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
    public double rate(double epoch, long step) {
      return rate(epoch, step, List.of());
    }

    @Override
    public double rate(double epoch, long step, List<EpochMetrics> past) {
      double rate = then.rate(epoch, step, past);
      return step < steps ? rate * step / steps : rate;
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
    public LearningRate over(int epochs) {
      return new WarmUp(then.over(epochs), steps);
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
    public double rate(double epoch, long step) {
      return schedule.rate(epoch, step);
    }

    @Override
    public double rate(double epoch, long step, List<EpochMetrics> past) {
      return schedule.rate(epoch, step, past);
    }

    @Override
    public int epochs() {
      return schedule.epochs();
    }

    @Override
    public LearningRate over(int epochs) {
      return new Named(description, schedule.over(epochs));
    }

    @Override
    public String toString() {
      return description;
    }
  }
}
