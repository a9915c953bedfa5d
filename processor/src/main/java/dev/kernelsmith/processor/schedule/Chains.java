package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Contraction;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds kernels in a row each of which reads, of what those before it have written, its own row only: maximum, exponentials, sum and quotient of a softmax, sums and
 * result of a normalisation. One after the other they would pass over whole values, which come from a far cache each time. Who is in a chain follows from
 * statements alone, so that buffers lie at the same places however many registers there are.
 */
final class Chains {
  /** Floats of all rows below which they stay in a near cache by themselves: half a megabyte. */
  private static final long LEAST = 1 << 17;

  /** Floats of some rows that the first caches hold. */
  private static final long NEAR = 1 << 15;

  /** Floats of the fewest rows above which these leave every near cache. */
  private static final long MOST = 1 << 18;

  /** Rows below which there is little to be gained. */
  private static final int LEAST_ROWS = 32;

  /** Rows that a sum best takes at a time, for as many chains of additions. */
  private static final int FEWEST = 8;

  private final Target target;
  private final LaneChooser lanes;
  private final Set<Axis> windows;
  private final Set<Buffer> inRows;
  private final Map<Buffer, Expr> starts;
  private final Map<List<Statement>, Chain> chains = new IdentityHashMap<>();

  private Chains(
      Target target, LaneChooser lanes, Set<Axis> windows, Set<Buffer> inRows, Map<Buffer, Expr> starts) {
    this.target = target;
    this.lanes = lanes;
    this.windows = windows;
    this.inRows = inRows;
    this.starts = starts;
  }

  /**
   * The chains of what runs for every block.
   *
   * @param groups statements by kernel, in order
   * @param windows axes of windows, which tiles cover whole
   * @param inRows what lies in rows, a sample behind the other
   * @param starts what sums start from
   * @return the chain of each group that is in one, by the identity of the list
   */
  static Map<List<Statement>, Chain> of(
      List<List<Statement>> groups, Target target, LaneChooser lanes, Set<Axis> windows, Set<Buffer> inRows,
      Map<Buffer, Expr> starts) {
    Chains result = new Chains(target, lanes, windows, inRows, starts);
    if (!target.device()) {
      int at = 0;
      while (at < groups.size()) {
        at += result.from(groups.subList(at, groups.size()));
      }
    }
    return result.chains;
  }

  private boolean everywhere() {
    return target.pieces() == PieceUse.EVERYWHERE;
  }

  /** Makes a chain of the first groups, if they are one; gives how many groups are done with. */
  private int from(List<List<Statement>> groups) {
    List<List<Statement>> members = new ArrayList<>();
    List<Axis> common = List.of();
    for (List<Statement> group : groups) {
      List<Axis> rows = members.isEmpty() ? rows(group) : sameStart(common, rows(group));
      List<List<Statement>> more = Statement.concat(members, List.of(group));
      while (!rows.isEmpty() && !isSound(more, rows)) {
        rows = rows.subList(0, rows.size() - 1);
      }
      if (chain(more, rows) == null || !members.isEmpty() && !reads(group, members)) {
        break;
      }
      members.add(group);
      common = rows;
    }
    Chain chain =
        members.size() > 1 && floats(shared(members)) >= (everywhere() ? 0 : LEAST) ? chain(members, common) : null;
    if (chain != null) {
      members.forEach(member -> chains.put(member, chain));
    }
    return Math.max(1, members.size());
  }

  /** The leading axes over which a kernel's loops may stand around it; none where it must stay by itself. */
  private List<Axis> rows(List<Statement> group) {
    Statement main = group.getFirst();
    boolean plain =
        main.steps() == null && main.perSample() && !main.sumsOverSamples() && !Transform.is(main) && !reuses(main)
            && main.axes().stream().noneMatch(windows::contains)
            && group.stream().allMatch(s -> s.target().perSample() && s.value().streams().isEmpty())
            && accesses(group).stream().noneMatch(access -> inRows.contains(access.buffer()));
    if (!plain) {
      return List.of();
    }
    List<Axis> axes = main.outputAxes();
    return lanes.of(group) == Lanes.AXIS ? axes.subList(0, axes.size() - 1) : axes;
  }

  /** Whether it is a product of matrices, each element of which is used several times: tiles and caches are those of its operands. */
  private static boolean reuses(Statement s) {
    Contraction product = Contraction.of(s);
    return product != null
        && s.outputAxes().stream().anyMatch(axis -> !uses(product.a(), axis) || !uses(product.b(), axis));
  }

  private static boolean uses(Expr.Read read, Axis axis) {
    return read.index().stream().anyMatch(i -> i.uses(axis));
  }

  private static List<Axis> sameStart(List<Axis> some, List<Axis> others) {
    int same = 0;
    while (same < Math.min(some.size(), others.size()) && some.get(same).equals(others.get(same))) {
      same++;
    }
    return some.subList(0, same);
  }

  /** Whether kernels touch, of what one of them writes and another touches, their own row only. */
  private boolean isSound(List<List<Statement>> groups, List<Axis> rows) {
    Set<Buffer> written = new HashSet<>();
    groups.forEach(group -> group.forEach(s -> written.addAll(s.buffersWritten())));
    Set<Buffer> shared = shared(groups);
    shared.retainAll(written);
    return groups.stream().flatMap(group -> accesses(group).stream()).filter(access -> shared.contains(access.buffer()))
        .map(Expr.Read::index).allMatch(index -> startsWith(index, rows));
  }

  /** Whether rows are the first dimensions of an element. */
  static boolean startsWith(List<Affine> index, List<Axis> rows) {
    return index.size() >= rows.size() && index.subList(0, rows.size()).equals(Affine.ofAll(rows));
  }

  /** The elements that a kernel reads and writes. */
  private List<Expr.Read> accesses(List<Statement> group) {
    List<Expr.Read> accesses = new ArrayList<>();
    for (Statement s : group) {
      accesses.addAll(s.value().reads());
      s.buffersWritten().forEach(buffer -> accesses.add(Expr.read(buffer, s.index())));
    }
    Expr start = starts.get(group.getFirst().target());
    if (start != null) {
      accesses.addAll(start.reads());
    }
    return accesses;
  }

  /** The buffers that several kernels touch. */
  private Set<Buffer> shared(List<List<Statement>> groups) {
    Map<Buffer, Integer> touched = new HashMap<>();
    for (List<Statement> group : groups) {
      Set<Buffer> once = new LinkedHashSet<>();
      accesses(group).forEach(access -> once.add(access.buffer()));
      once.forEach(buffer -> touched.merge(buffer, 1, Integer::sum));
    }
    Set<Buffer> shared = new LinkedHashSet<>();
    touched.forEach((buffer, kernels) -> {
      if (kernels > 1) {
        shared.add(buffer);
      }
    });
    return shared;
  }

  private static boolean reads(List<Statement> group, List<List<Statement>> members) {
    Set<Buffer> written = new HashSet<>();
    members.forEach(member -> member.forEach(s -> written.addAll(s.buffersWritten())));
    return group.stream().anyMatch(s -> s.buffersRead().stream().anyMatch(written::contains));
  }

  private long floats(Collection<Buffer> buffers) {
    return buffers.stream().filter(Buffer::perSample).mapToLong(buffer -> (long) buffer.elements() * target.block())
        .sum();
  }

  /** The chain along as few of the axes as leave rows that fit a near cache, or along all of them; null where there are too few rows, or they are too long. */
  private @Nullable Chain chain(List<List<Statement>> groups, List<Axis> axes) {
    Set<Buffer> buffers = new LinkedHashSet<>();
    groups.forEach(group -> accesses(group).forEach(access -> buffers.add(access.buffer())));
    Chain chain = null;
    for (int depth = 0; depth < axes.size(); depth++) {
      Axis row = axes.get(depth);
      long ofRow = Math.max(1, floats(buffers) / Axis.iterations(axes.subList(0, depth + 1)));
      if (row.extent() >= (everywhere() ? 2 : LEAST_ROWS) && FEWEST * ofRow <= MOST) {
        chain =
            new Chain(
                groups.getFirst().getFirst().label(), axes.subList(0, depth), row,
                (int) Math.min(row.extent(), NEAR / ofRow));
        if (FEWEST * ofRow <= NEAR) {
          break;
        }
      }
    }
    return chain;
  }
}
