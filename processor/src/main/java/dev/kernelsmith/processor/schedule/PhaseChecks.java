package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.ScheduledProgram.Phase;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Checks what runs once and what runs for every block. On the CPU blocks of one phase run at the same time, so none may read what
 * another adds to; parts of a sum have a copy each for several blocks, which only a join reads. On a device a kernel has ended when the
 * next one starts, and there are no copies.
 */
final class PhaseChecks {
  private final ScheduledProgram program;
  private final List<String> problems = new ArrayList<>();

  private PhaseChecks(ScheduledProgram program) {
    this.program = program;
  }

  /** What does not hold. */
  static List<String> problems(ScheduledProgram program) {
    PhaseChecks checks = new PhaseChecks(program);
    program.phases().forEach(checks::phase);
    return checks.problems;
  }

  private void report(Kernel kernel, String problem) {
    problems.add("kernel " + kernel.name() + ": " + problem);
  }

  private void phase(Phase phase) {
    for (Kernel kernel : phase.once()) {
      for (Buffer buffer : kernel.touched()) {
        if (buffer.perSample()) {
          report(kernel, "it runs once for the batch, but " + buffer + " has a value per sample");
        }
      }
    }
    Set<Buffer> shared = new HashSet<>();
    for (Kernel kernel : phase.blocks()) {
      if (kernel.once()) {
        report(kernel, "it runs for every block, but has nothing that differs between samples");
      }
      kernel.statements().stream().map(Statement::target).filter(b -> !b.perSample()).forEach(shared::add);
    }
    if (!program.target().device()) {
      copies(phase, shared);
    }
  }

  /** What holds where blocks run at the same time and add to copies. */
  private void copies(Phase phase, Set<Buffer> shared) {
    for (Buffer buffer : shared) {
      if (!PartialSums.isParts(buffer)) {
        problems.add(buffer + " is shared by all blocks, but each of them writes it: it needs parts");
      }
    }
    for (Kernel kernel : phase.kernels()) {
      for (Statement s : kernel.statements()) {
        s.value().reads().stream().map(read -> read.buffer()).filter(PartialSums::isParts).forEach(parts -> {
          if (!PartialSums.joins(s)) {
            report(kernel, parts + " has parts of a sum, which a statement of their own must join before: " + s);
          }
        });
      }
    }
  }
}
