package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Cuts a program where what was summed over the batch is read: all blocks must have added their parts before. Each statement runs as
 * early as what it reads allows, those of a sequence together, so that sums which do not depend on each other share a cut. Steps that are {@linkplain
 * Sequence#GIVEN given} are a phase of their own: what stands before them is one, and so is what stands behind.
 */
final class Phases {
  /**
   * What runs between two cuts.
   *
   * @param once statements about the batch or the parameters, run before the blocks
   * @param blocks statements about samples, run for every block
   */
  record Phase(List<Statement> once, List<Statement> blocks) {}

  private final Map<Buffer, Integer> lastWrite = new HashMap<>();
  private final Map<Buffer, Integer> lastAccess = new HashMap<>();

  /** The earliest slot for what has a value for each sample. */
  private int least;

  private Phases() {}

  /** The phases in order. The last may have nothing for blocks: its statements run when all blocks are done. */
  static List<Phase> of(List<Statement> statements) {
    Phases phases = new Phases();
    List<List<Statement>> slots = new ArrayList<>();
    for (List<Statement> unit : Sequence.units(statements, s -> s)) {
      boolean given = unit.getFirst().isGivenStep();
      phases.least += given ? 2 : 0;
      int slot = phases.slot(unit);
      phases.least += given ? 2 : 0;
      while (slots.size() <= slot || slots.size() % 2 != 0) {
        slots.add(new ArrayList<>());
      }
      slots.get(slot).addAll(unit);
    }
    List<Phase> result = new ArrayList<>();
    for (int i = 0; i < slots.size(); i += 2) {
      result.add(new Phase(slots.get(i), slots.get(i + 1)));
    }
    return result;
  }

  /** What a step sets and another one reads. */
  private static Set<Buffer> ofOtherSteps(List<Statement> statements) {
    Set<Buffer> found = new HashSet<>();
    for (Statement writer : statements) {
      if (writer.isGivenStep()) {
        int d = Sequence.dimension(writer.index(), writer.steps());
        statements.stream().flatMap(s -> s.value().reads().stream())
            .filter(read -> read.buffer().equals(writer.target()))
            .filter(read -> !read.index().get(d).equals(writer.index().get(d)))
            .forEach(read -> found.add(read.buffer()));
      }
    }
    return found;
  }

  /** Buffers of samples that blocks touch in more than one phase, or run of one. */
  static Set<Buffer> kept(List<Phase> phases) {
    Map<Buffer, Integer> first = new HashMap<>();
    Set<Buffer> kept = new HashSet<>();
    phases.forEach(phase -> kept.addAll(ofOtherSteps(phase.blocks())));
    for (int p = 0; p < phases.size(); p++) {
      for (Statement s : phases.get(p).blocks()) {
        for (Buffer buffer : Statement.concat(s.buffersWritten(), List.copyOf(s.buffersRead()))) {
          if (buffer.perSample() && first.merge(buffer, p, (a, b) -> a) != p) {
            kept.add(buffer);
          }
        }
      }
    }
    return kept;
  }

  /** The earliest slot behind everything that statements must follow, which stay together; blocks have the odd ones. */
  private int slot(List<Statement> together) {
    int slot = together.getFirst().perSample() ? least : 0;
    for (Statement s : together) {
      for (Buffer read : s.buffersRead()) {
        slot = Math.max(slot, lastWrite.getOrDefault(read, 0));
      }
      for (Buffer written : s.buffersWritten()) {
        slot = Math.max(slot, lastAccess.getOrDefault(written, 0));
      }
    }
    if (slot % 2 != (together.getFirst().perSample() ? 1 : 0)) {
      slot++;
    }
    for (Statement s : together) {
      for (Buffer read : s.buffersRead()) {
        lastAccess.merge(read, slot, Math::max);
      }
      for (Buffer written : s.buffersWritten()) {
        lastAccess.merge(written, slot, Math::max);
        lastWrite.merge(written, slot, Math::max);
      }
    }
    return slot;
  }
}
