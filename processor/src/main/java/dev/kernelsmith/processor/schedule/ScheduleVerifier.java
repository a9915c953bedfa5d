package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Checks what a schedule must keep, whatever passes made it:
 *
 * <ul>
 *   <li>all that the {@link Verifier} demands of a program, in the order of the kernels;
 *   <li>samples that only fill a block get into no sum over the batch;
 *   <li>a kernel's loops cover its elements once, its lanes are neighbours, and statements share it in a sound order;
 *   <li>no buffer is read when its memory has been reused, by another buffer or by another block between two phases;
 *   <li>a window over an edge finds zeros that nobody has written over;
 *   <li>kernels of a launch that touch what another of them writes are ordered by a barrier, or a thread's sample is its own;
 *   <li>kernels that go through rows together need of each other their own rows only;
 *   <li>what all blocks share is written once for all, and parts of sums are joined before they are read.
 * </ul>
 */
public final class ScheduleVerifier {
  private ScheduleVerifier() {}

  /**
   * Checks a schedule.
   *
   * @throws IllegalArgumentException where something does not hold; the message names each kernel or statement at fault
   */
  public static void verify(ScheduledProgram program) {
    requireNone(program, problems(program));
  }

  /**
   * Checks each kernel of a schedule by itself, which takes so little time that no compilation goes without.
   *
   * @throws IllegalArgumentException where something does not hold; the message names each kernel at fault
   */
  public static void verifyKernels(ScheduledProgram program) {
    requireNone(program, problemsOfKernels(program));
  }

  private static void requireNone(ScheduledProgram program, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "schedule of %s for %s has %d problems:%n%s", program.name(), program.target(),
              problems.size(), String.join("\n", problems)));
    }
  }

  private static List<String> problemsOfKernels(ScheduledProgram program) {
    List<String> problems = new ArrayList<>();
    for (Kernel kernel : program.kernels()) {
      KernelChecks.problems(kernel, program).forEach(p -> problems.add("kernel " + kernel.name() + ": " + p));
    }
    return problems;
  }

  /** Everything that does not hold; empty for a sound schedule. */
  public static List<String> problems(ScheduledProgram program) {
    List<String> problems = problemsOfKernels(program);
    if (!problems.isEmpty()) {
      return problems;
    }
    problems.addAll(Verifier.problems(program.plain(), Set.of()));
    if (program.target().fills()) {
      fillers(program.plain().statements(), problems);
    }
    problems.addAll(PhaseChecks.problems(program));
    problems.addAll(ChainChecks.problems(program));
    problems.addAll(MemoryChecks.problems(program));
    DeviceSchedule kind = program.target().kind();
    if (kind != null && problems.isEmpty()) {
      problems.addAll(LaunchChecks.problems(program, Launches.of(program, kind)));
    }
    return problems;
  }

  private static void fillers(List<Statement> statements, List<String> problems) {
    Statement entered = Fillers.entered(statements);
    if (entered != null) {
      problems.add("'" + entered.label() + "': samples that only fill a block get into it\n  " + entered);
    }
  }
}
