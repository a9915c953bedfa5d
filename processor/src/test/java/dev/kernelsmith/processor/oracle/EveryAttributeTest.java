package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.ActivationUse;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LayerTable;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.read.Attributes;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * No attribute of a layer is ignored in silence: whatever choice another attribute has, some layer with it gets another program, or a
 * finding, where the attribute gets another value.
 */
class EveryAttributeTest {
  /** Layers that are tried for each value beside each choice; more with the profile {@code thorough}. */
  private static final int TRIES = Integer.getInteger("attribute.tries", 200);

  /** Findings about a value by itself, which say nothing of whether another one would have an effect. */
  private static final Set<Message> OUT_OF_RANGE =
      EnumSet.of(
          Message.NUMBER_RANGE, Message.NOT_POSITIVE, Message.NEGATIVE, Message.ONE_OR_TWO_NUMBERS,
          Message.PADS_NUMBERS);

  /** What may have no effect, and why. */
  private static final Map<String, String> EXCEPTIONS =
      Map.of(
          "Upsample coordinates = ASYMMETRIC with interpolation = NEAREST", "repeats elements alike, as it says",
          "Upsample coordinates = HALF_PIXEL with interpolation = NEAREST", "likewise");

  static Set<String> kinds() {
    return LayerTable.rules().keySet();
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void hasAnEffectOrAFinding(String kind) {
    LayerRule rule = LayerTable.rules().get(kind);
    Random random = new Random(kind.hashCode());
    List<Method> members =
        Stream.of(rule.annotation().getDeclaredMethods()).filter(m -> m.getReturnType() != String[].class)
            .sorted(Comparator.comparing(Method::getName)).toList();
    Set<String> ignored = new TreeSet<>();
    for (Method other : members) {
      for (Object choice : choices(other)) {
        Map<String, Object> beside = Map.of(other.getName(), choice);
        List<Trial> open = new ArrayList<>();
        members.stream().filter(m -> !m.equals(other)).forEach(m -> values(m).forEach(v -> open.add(new Trial(m, v))));
        for (int i = 0; i < TRIES && !open.isEmpty(); i++) {
          RandomLayer layer = RandomLayer.of(rule, beside, random);
          Outcome before = Outcome.of(rule, layer.values(), layer.shapes());
          open.removeIf(trial -> trial.hasEffect(rule, layer, before, random));
        }
        open.stream().filter(trial -> trial.changes > 0)
            .forEach(trial -> ignored.add("%s %s with %s = %s".formatted(kind, trial, other.getName(), choice)));
      }
    }
    ignored.removeAll(EXCEPTIONS.keySet());
    assertEquals(Set.of(), ignored);
  }

  private static boolean isChoice(Method member) {
    return member.getReturnType().isEnum() || member.getReturnType() == boolean.class;
  }

  /** The values that an attribute can have, where it has few. */
  private static List<?> choices(Method member) {
    Class<?> type = member.getReturnType();
    return type.isEnum() ? List.of(type.getEnumConstants()) : isChoice(member) ? List.of(false, true) : List.of();
  }

  /** Those; else one that stands for all. */
  private static List<?> values(Method member) {
    return isChoice(member) ? choices(member) : List.of("any");
  }

  /** A value of an attribute, tried in layers. */
  private static final class Trial {
    private final Method member;
    private final Object value;
    private int changes;

    Trial(Method member, Object value) {
      this.member = member;
      this.value = value;
    }

    /** Whether a layer becomes another one by the value; where that is told to be idle, the program must be the same. */
    boolean hasEffect(LayerRule rule, RandomLayer layer, Outcome before, Random random) {
      Object old = layer.values().getOrDefault(member.getName(), member.getDefaultValue());
      Object next = isChoice(member) ? value : RandomLayer.value(member, random);
      Map<String, Object> changed = new TreeMap<>(layer.values());
      changed.put(member.getName(), next);
      Outcome after = Outcome.of(rule, changed, layer.shapes());
      if (after.finding() != null && after.finding().text().startsWith("[NO_EFFECT] '" + member.getName() + "'")) {
        assertEquals(before.program(), after.program(), () -> layer + " with " + changed);
      }
      boolean counts =
          !next.equals(old) && (after.finding() == null || !OUT_OF_RANGE.contains(after.finding().message()));
      changes += counts ? 1 : 0;
      return counts && !after.equals(before);
    }

    @Override
    public String toString() {
      return member.getName() + (isChoice(member) ? " = " + value : "");
    }
  }

  /**
   * What becomes of a layer.
   *
   * @param finding the first, or null
   * @param program statements and parameters of both modes; none where it is at fault
   */
  private record Outcome(Diagnostics.@Nullable Finding finding, List<Object> program) {
    static Outcome of(LayerRule rule, Map<String, Object> values, List<Shape> shapes) {
      String kind = rule.annotation().getSimpleName();
      Attributes attributes = AttributeValues.of(rule.annotation(), values);
      Diagnostics diagnostics = new Diagnostics();
      boolean sound =
          rule.sound("layer", attributes, diagnostics) & ActivationUse.sound(kind, "layer", attributes, diagnostics);
      Shape shape = sound ? rule.shape("layer", attributes, shapes, diagnostics) : null;
      List<Object> program = new ArrayList<>();
      for (Mode mode : shape == null ? new Mode[0] : Mode.values()) {
        LayerFixture layer = LayerFixture.of(mode, kind, values, shapes.toArray(Shape[]::new));
        program.add(shape);
        program.addAll(layer.statements());
        program.addAll(layer.parameters());
      }
      List<Diagnostics.Finding> findings = diagnostics.findings();
      return new Outcome(findings.isEmpty() ? null : findings.getFirst(), program);
    }
  }
}
