package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Scope;
import dev.kernelsmith.processor.schedule.ScheduledProgram.Phase;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks where buffers lie, by going through the kernels in order and noting whose memory is written over by whom. */
final class MemoryChecks {
  /** A buffer in memory. */
  private static final class Resident {
    private final Layout layout;
    private final long end;

    /** Whether it holds something, and why it no longer does, where it does not. */
    private boolean holds;

    private @Nullable String lost;

    Resident(Layout layout) {
      this.layout = layout;
      end = (long) layout.offset() + layout.size();
    }

    boolean meets(Resident other) {
      return other != this && layout.offset() < other.end && other.layout.offset() < end;
    }

    @Override
    public String toString() {
      return layout.buffer().toString();
    }
  }

  private final ScheduledProgram program;
  private final List<String> problems = new ArrayList<>();
  private final Map<Buffer, Resident> residents = new LinkedHashMap<>();
  private final Map<Place, List<Resident>> places = new HashMap<>();

  private MemoryChecks(ScheduledProgram program) {
    this.program = program;
  }

  /** What does not hold. */
  static List<String> problems(ScheduledProgram program) {
    MemoryChecks checks = new MemoryChecks(program);
    checks.layouts();
    for (int p = 0; p < program.phases().size(); p++) {
      checks.phase(program.phases().get(p), p);
    }
    return checks.problems;
  }

  /** What a kernel has in memory. */
  private Set<Buffer> memory(Kernel kernel) {
    Set<Buffer> memory = new LinkedHashSet<>(kernel.touched());
    if (kernel.drawsVectors()) {
      memory.add(ScheduledProgram.randomNumbers(program.target()));
    }
    return memory;
  }

  /** Each layout by itself, and that nobody writes into what must stay: zeros from the beginning, and what follows from parameters. */
  private void layouts() {
    LayoutChecks each = new LayoutChecks(program);
    Set<Buffer> padded = new HashSet<>();
    for (Kernel kernel : program.kernels()) {
      padded.addAll(KernelChecks.readsPadding(kernel, program));
      for (Buffer buffer : memory(kernel)) {
        residents.computeIfAbsent(buffer, b -> {
          Resident resident = new Resident(program.layout(b));
          places.computeIfAbsent(resident.layout.place(), place -> new ArrayList<>()).add(resident);
          problems.addAll(each.problems(resident.layout));
          return resident;
        });
      }
    }
    for (Resident one : residents.values()) {
      boolean rows = program.target().device() && one.layout.sampleStride() > 0;
      boolean stays =
          rows || !one.layout.place().kind().isPlanned() || one.layout.hasHalo() || padded.contains(one.layout.buffer())
              || one.layout.buffer().scope() == Scope.PARAMETER;
      for (Resident other : stays ? neighbours(one) : List.<Resident>of()) {
        if (one.meets(other)) {
          problems.add(one + " needs a place to itself, but " + other + " lies there as well: " + one.layout);
        }
      }
    }
  }

  /** What lies in the same array. */
  private List<Resident> neighbours(Resident resident) {
    return places.get(resident.layout.place());
  }

  private void phase(Phase phase, int number) {
    if (number > 0 && !program.target().device()) {
      for (Resident resident : places.getOrDefault(Place.FLOATS, List.of())) {
        lose(resident, "other blocks have used its memory since phase " + number + ", which is not kept");
      }
    }
    for (List<Kernel> unit : Kernel.units(phase.kernels())) {
      unit.forEach(this::kernel);
      if (unit.size() > 1 || unit.getFirst().steps() != null) {
        // What a step or a row needs, the one before must have left.
        unit.forEach(this::kernel);
      }
    }
  }

  private static void lose(Resident resident, String why) {
    if (resident.holds && resident.lost == null) {
      resident.lost = why;
    }
  }

  private void kernel(Kernel kernel) {
    List<Resident> memory = new ArrayList<>();
    memory(kernel).forEach(buffer -> memory.add(residents.get(buffer)));
    for (int i = 0; i < memory.size(); i++) {
      for (Resident other : memory.subList(0, i)) {
        if (neighbours(other) == neighbours(memory.get(i)) && memory.get(i).meets(other)) {
          problems.add("kernel " + kernel.name() + ": " + memory.get(i) + " and " + other + " share memory");
        }
      }
    }
    Set<Buffer> written = kernel.written();
    Set<Buffer> touched = kernel.touched();
    for (Resident resident : memory) {
      boolean scratch = !touched.contains(resident.layout.buffer());
      if (resident.lost != null && !scratch) {
        problems.add("kernel " + kernel.name() + " needs " + resident + ", but " + resident.lost);
      }
      if (scratch || written.contains(resident.layout.buffer())) {
        for (Resident other : neighbours(resident)) {
          if (resident.meets(other)) {
            lose(other, "kernel " + kernel.name() + " has put " + resident + " there");
          }
        }
        resident.holds = true;
      }
    }
  }
}
