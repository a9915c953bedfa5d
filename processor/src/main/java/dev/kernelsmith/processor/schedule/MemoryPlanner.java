package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds out when each buffer of a program holds something, and plans each array by it. */
final class MemoryPlanner {
  private MemoryPlanner() {}

  /**
   * Gives every buffer its place.
   *
   * @param name of the program
   * @param toThemselves buffers with a place to themselves, such as those that keep zeros behind their rows
   * @throws ArithmeticException if the working memory does not fit one array
   */
  static ScheduledProgram plan(
      String name, Target target, List<ScheduledProgram.Phase> phases, Layouts layouts,
      Set<Buffer> toThemselves) {
    List<Kernel> kernels = phases.stream().flatMap(phase -> phase.kernels().stream()).toList();
    Map<Place, Map<Layout, MemoryPlan.Life>> working = new TreeMap<>();
    Map<Buffer, Layout> all = new LinkedHashMap<>();
    lives(kernels, target).forEach(
        (buffer, life) -> {
          Layout layout = layouts.of(buffer);
          if (layout.place().kind().isPlanned()) {
            working.computeIfAbsent(layout.place(), place -> new LinkedHashMap<>()).put(layout, life);
          } else {
            all.put(buffer, layout);
          }
        });
    int start = target.device() ? 0 : ScheduledProgram.SCRATCH;
    Map<Place, Integer> sizes = new TreeMap<>();
    for (Place place : List.of(Place.FLOATS, Place.KEPT, Place.SHARED)) {
      MemoryPlan memory =
          new MemoryPlan(
              start + (place.is(Place.Kind.FLOATS) && !target.device() ? ScheduledProgram.laneSums(kernels) : 0),
              toThemselves);
      all.putAll(memory.place(working.getOrDefault(place, Map.of())));
      boolean used = place.is(Place.Kind.FLOATS) || working.containsKey(place);
      sizes.put(place, used ? Target.padded(memory.end()) : 0);
    }
    return new ScheduledProgram(
        name, target, phases, all, sizes.get(Place.FLOATS), sizes.get(Place.KEPT), sizes.get(Place.SHARED),
        layouts.parts());
  }

  /** Of each buffer that is not in registers alone, the kernels during which it holds something. */
  private static Map<Buffer, MemoryPlan.Life> lives(List<Kernel> kernels, Target target) {
    Map<Buffer, MemoryPlan.Life> lives = new LinkedHashMap<>();
    int first = 0;
    for (List<Kernel> unit : Kernel.units(kernels)) {
      // What a step or a row leaves, the next may need.
      int from = first;
      int to = first + unit.size() - 1;
      for (int k = from; k <= to; k++) {
        Kernel kernel = kernels.get(k);
        Set<Buffer> touched = new LinkedHashSet<>(kernel.touched());
        if (kernel.drawsVectors()) {
          touched.add(ScheduledProgram.randomNumbers(target));
        }
        for (Buffer buffer : touched) {
          boolean lasts = buffer.scope() == Buffer.Scope.PARAMETER;
          MemoryPlan.Life life = lasts ? MemoryPlan.Life.ALWAYS : new MemoryPlan.Life(from, to);
          lives.merge(buffer, life, (a, b) -> lasts ? a : new MemoryPlan.Life(a.first(), to));
        }
      }
      first += unit.size();
    }
    return lives;
  }
}
