package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Checks that kernels of a chain follow one another, and that none needs of the others more than its own rows. */
final class ChainChecks {
  private final List<String> problems = new ArrayList<>();
  private final Set<String> known = new HashSet<>();

  private ChainChecks() {}

  /** What does not hold. */
  static List<String> problems(ScheduledProgram program) {
    ChainChecks checks = new ChainChecks();
    for (ScheduledProgram.Phase phase : program.phases()) {
      phase.once().stream().filter(kernel -> kernel.chain() != null)
          .forEach(kernel -> checks.report(kernel, "it runs once for the batch, but is in a chain"));
      Kernel.units(phase.blocks()).stream().filter(unit -> unit.getFirst().chain() != null).forEach(checks::chain);
    }
    return checks.problems;
  }

  private void report(Kernel kernel, String problem) {
    problems.add("kernel " + kernel.name() + ": " + problem);
  }

  private void chain(List<Kernel> kernels) {
    Chain chain = kernels.getFirst().chain();
    Map<Buffer, Set<Kernel>> touching = new HashMap<>();
    Set<Buffer> written = new HashSet<>();
    if (!known.add(chain.name())) {
      report(kernels.getFirst(), "its chain has ended before: " + chain.name());
    }
    for (Kernel kernel : kernels) {
      Kernel.Loop rows = kernel.loops().isEmpty() ? null : kernel.loops().getFirst();
      if (rows == null || !rows.axis().equals(chain.row()) || rows.unrolled() || rows.axis().equals(kernel.laneAxis())
          || chain.tile(rows.tile()) != rows.tile()) {
        report(kernel, "its first loop is none over tiles of rows " + chain.row() + ": " + kernel.loops());
      }
      if (kernel.steps() != null || kernel.sumsLanes() || kernel.main().sumsOverSamples() || kernel.drawsVectors()) {
        report(kernel, "it cannot be called for some rows at a time: " + kernel.main());
      }
      kernel.touched().forEach(buffer -> touching.computeIfAbsent(buffer, b -> new HashSet<>()).add(kernel));
      written.addAll(kernel.written());
    }
    for (Kernel kernel : kernels) {
      for (Expr.Read access : accesses(kernel)) {
        Buffer buffer = access.buffer();
        boolean shared = written.contains(buffer) && touching.getOrDefault(buffer, Set.of()).size() > 1;
        if (shared && !Chains.startsWith(access.index(), chain.axes())) {
          report(kernel, "it needs other rows of " + buffer + " than " + chain.axes() + ": " + kernel.main());
        }
      }
    }
  }

  private static List<Expr.Read> accesses(Kernel kernel) {
    List<Expr.Read> accesses = new ArrayList<>(kernel.start() == null ? List.of() : kernel.start().reads());
    for (Statement s : kernel.statements()) {
      accesses.addAll(s.value().reads());
      s.buffersWritten().forEach(buffer -> accesses.add(Expr.read(buffer, s.index())));
    }
    return accesses;
  }
}
