package dev.kernelsmith.processor.graph;

import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.FormulaLayer;
import dev.kernelsmith.processor.read.FormulaUse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the graph stage must know of an optimizer. Each optimizer is one class in {@code lower}, with its row in a table there. */
public interface OptimizerCheck {
  /**
   * A value of the annotation that an optimizer uses.
   *
   * @param name of the value
   * @param published the number that NaN stands for: that of the publication; NaN for what is no such number
   */
  record Setting(String name, float published) {
    /** A value that NaN cannot stand for. */
    public static Setting flag(String name) {
      return new Setting(name, Float.NaN);
    }
  }

  /** What every optimizer uses: how the gradient is changed before, and the decay of weights. */
  List<Setting> COMMON =
      List.of(
          new Setting("weightDecay", 0), new Setting("l1", 0), new Setting("l2", 0), new Setting("clipValue", 0),
          new Setting("clipNorm", 0), new Setting("averageDecay", 0));

  /** The name of the optimizer that an annotation asks for; of a formula, that of its annotation. */
  static String name(Attributes attributes) {
    FormulaLayer formula = FormulaUse.OPTIMIZER.in(attributes);
    return formula == null ? attributes.text("type") : formula.kind();
  }

  /** The values that it uses, besides the learning rate and what is {@link #COMMON}, or which are other numbers here. */
  default List<Setting> settings() {
    return List.of();
  }

  /** All values that it uses, besides the learning rate. */
  default List<Setting> allSettings() {
    List<Setting> all = new ArrayList<>(settings());
    COMMON.stream().filter(c -> all.stream().noneMatch(s -> s.name().equals(c.name()))).forEach(all::add);
    return all;
  }

  /** Whether it uses a value. */
  default boolean uses(String name) {
    return allSettings().stream().anyMatch(setting -> setting.name().equals(name));
  }

  /** A number of the annotation, the published one where it gives none. */
  default float number(Attributes attributes, String name) {
    float given = attributes.floating(name);
    return Float.isNaN(given)
        ? allSettings().stream().filter(s -> s.name().equals(name)).findFirst().orElseThrow().published()
        : given;
  }

  /** The values that it uses, but for what has no effect, in order. */
  default Map<String, Object> used(Attributes attributes) {
    Map<String, Object> used = new LinkedHashMap<>();
    for (Setting setting : allSettings()) {
      Object value = attributes.values().get(setting.name());
      Object number = value instanceof Number ? number(attributes, setting.name()) : value;
      boolean common = COMMON.stream().anyMatch(c -> c.name().equals(setting.name()));
      if (!common || !number.equals(0f)) {
        used.put(setting.name(), number);
      }
    }
    return used;
  }

  /** The learning rate, the rule's own where the annotation gives none. */
  default float learningRate(Attributes attributes) {
    float given = attributes.floating("learningRate");
    return Float.isNaN(given) ? defaultLearningRate() : given;
  }

  /** Learning rate where the annotation gives none. */
  float defaultLearningRate();

  /**
   * Checks the values that it uses, but for those that are {@link #COMMON}.
   *
   * @param values what the annotation gives, and what reports a fault in it
   */
  default void check(OptimizerValues values) {}
}
