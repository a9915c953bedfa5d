package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Sequence;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Orders the kernels of a phase so that on a device as many as can share a launch. */
final class DeviceOrder {
  private DeviceOrder() {}

  /** What runs once for the batch, by how many others each must wait for: those that wait for equally many run side by side. */
  static List<List<Statement>> once(List<List<Statement>> groups) {
    Map<List<Statement>, Integer> depths = new HashMap<>();
    List<List<Statement>> done = new ArrayList<>();
    for (List<Statement> group : groups) {
      int depth = done.stream().filter(earlier -> conflict(earlier, group)).mapToInt(depths::get).max().orElse(-1) + 1;
      depths.put(group, depth);
      done.add(group);
    }
    done.sort(Comparator.comparing(depths::get));
    return done;
  }

  /**
   * What runs for samples, sums over the batch as late as what follows allows, so that they stand side by side.
   *
   * @param blocked whether products of matrices have launches of their own
   */
  static List<List<Statement>> sumsLast(List<List<Statement>> groups, boolean blocked) {
    List<List<Statement>> result = new ArrayList<>();
    List<List<Statement>> sums = new ArrayList<>();
    for (List<List<Statement>> unit : Sequence.units(groups, List::getFirst)) {
      if (unit.getFirst().getFirst().sumsOverSamples()) {
        sums.addAll(unit);
        continue;
      }
      if (sums.stream().anyMatch(sum -> unit.stream().anyMatch(group -> conflict(sum, group)))) {
        result.addAll(blocked ? blockedLast(sums) : sums);
        sums.clear();
      }
      result.addAll(unit);
    }
    result.addAll(blocked ? blockedLast(sums) : sums);
    return result;
  }

  /** Sums, products of matrices behind the others as far as the order of what touches the same allows. */
  private static List<List<Statement>> blockedLast(List<List<Statement>> sums) {
    List<List<Statement>> first = new ArrayList<>();
    List<List<Statement>> last = new ArrayList<>();
    for (List<Statement> sum : sums) {
      boolean free = last.stream().noneMatch(earlier -> conflict(earlier, sum));
      (free && Blocked.of(sum.getFirst()) == null ? first : last).add(sum);
    }
    return Statement.concat(first, last);
  }

  /** Whether two groups must stay in order: one writes what the other touches. */
  static boolean conflict(List<Statement> earlier, List<Statement> later) {
    Set<Buffer> written = written(earlier);
    Set<Buffer> writtenLater = written(later);
    return touches(later, written) || touches(earlier, writtenLater);
  }

  private static Set<Buffer> written(List<Statement> group) {
    Set<Buffer> written = new HashSet<>();
    group.forEach(s -> written.addAll(s.buffersWritten()));
    return written;
  }

  private static boolean touches(List<Statement> group, Set<Buffer> buffers) {
    return group.stream()
        .anyMatch(s -> s.buffersWritten().stream().anyMatch(buffers::contains)
            || s.buffersRead().stream().anyMatch(buffers::contains));
  }
}
