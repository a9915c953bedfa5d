package dev.kernelsmith.processor.program;

import dev.kernelsmith.annotations.Recompute;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;

/**
 * {@link Recompute}: what a backward pass reads of marked layers is computed again, by copies of their statements, right before it is first read. So the values of the forward pass live no longer than
 * that lasts. Kept is what other statements of the forward pass read, what is not of a sample, and what a sequence hands from step to step: with that known, no step of the copy waits for
 * another, and it is no sequence.
 */
final class Recomputation {
  private final List<Statement> forward;
  private final Function<Statement, String> groups;
  private final Map<String, Set<Buffer>> candidates = new LinkedHashMap<>();

  private Recomputation(List<Statement> forward, List<Statement> losses, Function<Statement, String> groups) {
    this.forward = forward;
    this.groups = groups;
    for (Statement s : forward) {
      String group = groups.apply(s);
      if (!group.isEmpty()) {
        s.buffersWritten().stream().filter(b -> b.perSample() && b.role() == Buffer.Role.VALUE)
            .forEach(candidates.computeIfAbsent(group, g -> new HashSet<>())::add);
      }
    }
    for (Statement s : forward) {
      candidates.forEach((group, inner) -> {
        if (!group.equals(groups.apply(s))) {
          inner.removeAll(s.buffersRead());
          inner.removeAll(s.buffersWritten());
        }
      });
    }
    Set<Buffer> kept = carried();
    losses.forEach(s -> kept.addAll(s.buffersRead()));
    candidates.values().forEach(inner -> inner.removeAll(kept));
    // What was the largest is computed with the maximum, or kept with it.
    for (Statement s : forward) {
      candidates.values().stream().filter(inner -> !inner.containsAll(s.buffersWritten()))
          .forEach(inner -> s.buffersWritten().forEach(inner::remove));
    }
  }

  /**
   * A backward pass that keeps less.
   *
   * @param forward the forward pass
   * @param losses what follows it
   * @param groups names what is computed again together; empty for a statement whose values are kept
   */
  static List<Statement> of(List<Statement> forward, List<Statement> losses, List<Statement> backward,
      Function<Statement, String> groups) {
    return new Recomputation(forward, losses, groups).applied(backward);
  }

  /** What a sequence reads at another step than where it is set. */
  private Set<Buffer> carried() {
    Set<Buffer> carried = new HashSet<>();
    for (Sequence.Run<Statement> run : Sequence.runs(forward)) {
      if (run.steps() != null) {
        for (Statement s : run.items()) {
          Affine set = s.index().get(Sequence.dimension(s.index(), run.steps()));
          run.items().stream().flatMap(other -> other.value().reads().stream())
              .filter(read -> read.buffer().equals(s.target()) && !read.index().contains(set))
              .map(Expr.Read::buffer).forEach(carried::add);
        }
      }
    }
    return carried;
  }

  private List<Statement> applied(List<Statement> backward) {
    List<Statement> result = new ArrayList<>(backward);
    candidates.forEach((group, inner) -> {
      Map<Buffer, Buffer> again = new HashMap<>();
      List<Statement> copies = copies(group, read(inner, result), again);
      List<Statement> before = new ArrayList<>();
      List<Statement> after = new ArrayList<>();
      for (List<Statement> unit : Sequence.units(result, s -> s)) {
        boolean reads = unit.stream().anyMatch(s -> s.buffersRead().stream().anyMatch(again::containsKey));
        (reads || !after.isEmpty() ? after : before).addAll(unit);
      }
      result.clear();
      result.addAll(before);
      result.addAll(copies);
      after.forEach(s -> result.add(s.renamed(b -> again.getOrDefault(b, b))));
    });
    return result;
  }

  private static Set<Buffer> read(Set<Buffer> inner, List<Statement> statements) {
    Set<Buffer> read = new HashSet<>(inner);
    Set<Buffer> all = new HashSet<>();
    statements.forEach(s -> all.addAll(s.buffersRead()));
    read.retainAll(all);
    return read;
  }

  /** What computes values of a group again, and what these are called then. */
  private List<Statement> copies(String group, Set<Buffer> needed, Map<Buffer, Buffer> again) {
    Set<Buffer> inner = Objects.requireNonNull(candidates.get(group));
    Set<Buffer> wanted = new HashSet<>(needed);
    List<Statement> copied = new ArrayList<>();
    for (Statement s : forward.reversed()) {
      if (group.equals(groups.apply(s)) && s.buffersWritten().stream().anyMatch(wanted::contains)) {
        s.buffersRead().stream().filter(inner::contains).forEach(wanted::add);
        wanted.addAll(s.buffersWritten());
        copied.addFirst(s);
      }
    }
    wanted.retainAll(inner);
    wanted.forEach(b -> again.put(b, b.named(Buffer.nameOf(b.name(), "Again"))));
    return copied.stream().map(s -> {
      Axis steps = s.steps();
      return (steps == null ? s : s.along(steps.alone())).renamed(b -> again.getOrDefault(b, b));
    }).toList();
  }
}
