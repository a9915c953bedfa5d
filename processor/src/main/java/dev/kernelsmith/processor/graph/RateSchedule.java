package dev.kernelsmith.processor.graph;

import dev.kernelsmith.annotations.ScheduleType;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.read.Attributes;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How the learning rate changes by an optimizer's annotation. The runtime makes its schedule from a description, {@code cosine(0.1, 0.0, 20)}. */
public final class RateSchedule {
  private static final String TYPE = "type";
  private static final String EPOCHS = "epochs";
  private static final String WARM_UP = "warmUpSteps";

  /** Ranges of numbers, in words and as such. */
  private static final Map<String, Range> RANGES =
      Map.of(
          "factor", new Range("above 0 and at most 1", Double.MIN_VALUE, 1),
          "last", new Range("at least 0 and finite", 0, Float.MAX_VALUE),
          "power", new Range("above 0 and finite", Double.MIN_VALUE, Double.MAX_VALUE),
          "growth", new Range("at least 1 and finite", 1, Double.MAX_VALUE),
          "rising", new Range("above 0 and below 1", Double.MIN_VALUE, Math.nextDown(1.0)));

  private record Range(String words, double least, double most) {}

  /**
   * A form of schedule.
   *
   * @param method what makes it in the runtime's {@code LearningRate}
   * @param values the values that follow the rate, in the order of that method's arguments
   * @param published what each value is where none is given, in the same order; NaN, or for epochs -1, where one must be given
   * @param rest further arguments
   */
  private record Form(String method, List<String> values, List<? extends Number> published, String rest) {
    /** What a value is where none is given; null for a value that this form has not. */
    @Nullable
    Number published(String value) {
      int index = values.indexOf(value);
      return index < 0 ? null : published.get(index);
    }
  }

  private static final Map<ScheduleType, Form> FORMS =
      Map.of(
          ScheduleType.CONSTANT, new Form("constant", List.of(), List.of(), ""),
          ScheduleType.STEP, new Form("stepDecay", List.of("factor", EPOCHS), List.of(0.1, -1), ""),
          ScheduleType.EXPONENTIAL, new Form("exponential", List.of("factor"), List.of(Double.NaN), ""),
          ScheduleType.POLYNOMIAL,
          new Form("polynomial", List.of("last", EPOCHS, "power"), List.of(0.0, 0, 1.0), ""),
          ScheduleType.COSINE, new Form("cosine", List.of("last", EPOCHS), List.of(0.0, 0), ""),
          ScheduleType.COSINE_RESTARTS,
          new Form("cosineRestarts", List.of("last", EPOCHS, "growth"), List.of(0.0, -1, 2.0), ""),
          ScheduleType.ONE_CYCLE, new Form("oneCycle", List.of(EPOCHS, "rising"), List.of(0, 0.3), ", 25.0, 250000.0"),
          ScheduleType.PLATEAU,
          new Form("onPlateau", List.of("factor", EPOCHS, "last"), List.of(0.1, 10, 0.0), ""));

  private final @Nullable Attributes attributes;

  private RateSchedule(@Nullable Attributes attributes) {
    this.attributes = attributes;
  }

  /** That of an optimizer. */
  public static RateSchedule of(Attributes optimizer) {
    return new RateSchedule(optimizer.nested("schedule"));
  }

  /** Reports values that are out of range, and those that the form has not. */
  void check(Diagnostics diagnostics) {
    Attributes given = attributes;
    if (given == null) {
      return;
    }
    ScheduleType type = given.constant(TYPE, ScheduleType.class);
    Form form = FORMS.get(type);
    for (String value : form.values()) {
      Range range = value.equals(EPOCHS) ? epochs(form) : RANGES.get(value);
      double number = number(given, form, value);
      if (!(number >= range.least() && number <= range.most())) {
        report(diagnostics, given, value, range.words());
      }
    }
    if (given.integer(WARM_UP) < 0) {
      report(diagnostics, given, WARM_UP, "at least 0");
    }
    given.positions()
        .keySet()
        .stream()
        .sorted()
        .filter(name -> !name.equals(TYPE) && !name.equals(WARM_UP) && form.published(name) == null)
        .forEach(
            name -> diagnostics.report(
                Message.UNUSED_VALUE, given.at(name), name, "Schedule", "type = " + type, "set type = " + user(name)));
  }

  private static Range epochs(Form form) {
    boolean needed = Integer.valueOf(-1).equals(form.published(EPOCHS));
    return new Range(needed ? "at least 1" : "at least 0", needed ? 1 : 0, Integer.MAX_VALUE);
  }

  private static void report(Diagnostics diagnostics, Attributes given, String value, String range) {
    Object shown = given.values().get(value) instanceof Integer whole ? whole : given.shown(value);
    diagnostics.report(Message.OUT_OF_RANGE, given.at(value), value, "Schedule", shown, range);
  }

  /** The first form that has a value. */
  private static ScheduleType user(String value) {
    return Arrays.stream(ScheduleType.values()).filter(t -> FORMS.get(t).published(value) != null).findFirst()
        .orElseThrow();
  }

  private static double number(Attributes given, Form form, String value) {
    Number published = form.published(value);
    if (given.values().get(value) instanceof Integer whole) {
      return whole == 0 && published != null && published.intValue() > 0 ? published.doubleValue() : whole;
    }
    double number = given.number(value);
    return Double.isNaN(number) && published != null ? published.doubleValue() : number;
  }

  /**
   * What the runtime makes the schedule from; empty where the rate does not change.
   *
   * @param rate the optimizer's learning rate
   */
  public Optional<String> description(float rate) {
    Attributes given = attributes;
    if (given == null) {
      return Optional.empty();
    }
    ScheduleType type = given.constant(TYPE, ScheduleType.class);
    int warmUp = given.integer(WARM_UP);
    if (type == ScheduleType.CONSTANT && warmUp == 0) {
      return Optional.empty();
    }
    Form form = FORMS.get(type);
    String numbers =
        form.values()
            .stream()
            .map(
                value -> value.equals(EPOCHS) ? Integer.toString((int) number(given, form, value))
                    : Double.toString(number(given, form, value)))
            .collect(Collectors.joining(", "));
    String all =
        Stream.of(Double.toString(Double.parseDouble(Float.toString(rate))), numbers)
            .filter(text -> !text.isEmpty())
            .collect(Collectors.joining(", "));
    String warm = warmUp == 0 ? "" : ".warmUp(" + warmUp + ")";
    return Optional.of(form.method() + "(" + all + form.rest() + ")" + warm);
  }
}
