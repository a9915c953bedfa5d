package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.RowMajor;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter.Span;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Where parameters lie in the flat parameter array: one after another, each row of the last axis padded. What is trained comes first,
 * then state, then what is frozen; within these, parameters of equal groups are neighbours. The first starts where working memory
 * does, and for the same reason ({@link ScheduledProgram#SCRATCH}), so that each row starts at a cache line; gradients and slots lie like
 * their parameters.
 *
 * @param offsets start of each parameter, in the order of their layers
 * @param spans where each group lies, in order; the first has the padding before the first parameter
 */
public record ParameterLayout(Map<Buffer, Integer> offsets, List<Span> spans) {
  /** Floats before the parameters on a device that the host's array has not. */
  public static final int LEAD = Target.LANES - ScheduledProgram.SCRATCH;

  /** Keeps the order. */
  public ParameterLayout {
    offsets = Collections.unmodifiableMap(new LinkedHashMap<>(offsets));
    spans = List.copyOf(spans);
  }

  /** The layout of parameters in the order of their layers. */
  public static ParameterLayout of(List<Parameter> parameters) {
    Map<Buffer, Integer> offsets = new LinkedHashMap<>();
    parameters.forEach(parameter -> offsets.put(parameter.buffer(), 0));
    List<Span> spans = new ArrayList<>();
    int next = ScheduledProgram.SCRATCH;
    for (Group group : groups(parameters)) {
      int from = spans.isEmpty() ? 0 : next;
      for (Parameter parameter : parameters) {
        if (parameter.group().equals(group)) {
          offsets.put(parameter.buffer(), next);
          next = Math.addExact(next, RowMajor.size(padded(parameter.buffer().shape())));
        }
      }
      spans.add(new Span(group, from, next));
    }
    return new ParameterLayout(offsets, spans);
  }

  /**
   * The same on a device, where arrays have no header of sixteen bytes: {@link #LEAD} floats further on, so that each row starts at a whole vector there.
   */
  public ParameterLayout onDevice() {
    Map<Buffer, Integer> further = new LinkedHashMap<>();
    offsets.forEach((parameter, offset) -> further.put(parameter, Math.addExact(offset, LEAD)));
    List<Span> moved = new ArrayList<>();
    for (Span span : spans) {
      moved.add(new Span(span.group(), moved.isEmpty() ? 0 : span.from() + LEAD, Math.addExact(span.to(), LEAD)));
    }
    return new ParameterLayout(further, moved);
  }

  /** The groups that there are: what decays, what is trained besides, both by factors as they come, averages by their momentum as they come, what is frozen. */
  private static Set<Group> groups(List<Parameter> parameters) {
    Set<Group> groups = new LinkedHashSet<>();
    for (boolean decays : new boolean[] {true, false}) {
      groups.add(new Group.Trained(decays));
      parameters.stream().map(Parameter::group)
          .filter(group -> group instanceof Group.Trained trained && trained.decays() == decays).forEach(groups::add);
    }
    parameters.stream().map(Parameter::group).filter(Group.State.class::isInstance).forEach(groups::add);
    groups.add(new Group.Frozen());
    groups.retainAll(parameters.stream().map(Parameter::group).toList());
    return groups;
  }

  /** A shape with its rows padded: the room that an array of it has. */
  private static List<Integer> padded(List<Integer> shape) {
    List<Integer> room = new ArrayList<>(shape);
    room.set(room.size() - 1, Target.padded(room.getLast()));
    return room;
  }

  /** Distance of neighbours along each dimension of a parameter. */
  public static List<Integer> strides(List<Integer> shape) {
    return RowMajor.strides(padded(shape), 1);
  }

  /** Length of the flat parameter array. */
  public int floats() {
    return spans.isEmpty() ? 0 : spans.getLast().to();
  }

  /** How much of it is trained, from its start: the length of an optimizer slot. */
  public int trained() {
    return spans.stream().filter(s -> s.group() instanceof Group.Trained).mapToInt(Span::to).max().orElse(0);
  }

  /** How much of it a step changes, from its start. */
  public int updated() {
    return spans.stream().filter(s -> !(s.group() instanceof Group.Frozen)).mapToInt(Span::to).max().orElse(0);
  }

  /** Length of a gradient copy: padded, so that the next copy starts like the first. */
  public int gradients() {
    return Target.padded(updated());
  }
}
