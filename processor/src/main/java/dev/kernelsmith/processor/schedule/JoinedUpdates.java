package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Finds the parameters that a launch of a device moves as soon as it has their gradients, so that these need not come back from memory, and the update has no launch of its own. That is
 * sound where one kernel sets the whole gradient, each element once, and nothing that runs beside it or later reads the parameter or the gradient.
 */
public final class JoinedUpdates {
  /** Code of a launch with its updates, in accesses to arrays, which TornadoVM inlines: it gives up after some 500 where methods call others. */
  private static final int MOST_CODE = 450;

  /** Threads of a product of matrices have so many elements, each with a call of its own. */
  private static final int PATCH = Blocked.PATCH * Blocked.PATCH;

  private final List<Launch> launches;
  private final DeviceSchedule schedule;
  private final Set<Buffer> updated;
  private final Predicate<Buffer> vectors;
  private final int accesses;
  private final Map<Buffer, Integer> writers = new HashMap<>();
  private final Map<Buffer, Integer> lastUse = new HashMap<>();

  private JoinedUpdates(List<Launch> launches, DeviceSchedule schedule, Set<Buffer> updated, Predicate<Buffer> vectors,
      int accesses) {
    this.launches = launches;
    this.schedule = schedule;
    this.updated = updated;
    this.vectors = vectors;
    this.accesses = accesses;
  }

  /**
   * The gradients of those parameters, or what is updated like them.
   *
   * @param launches of a training step, in order
   * @param updated the parameters that a step changes
   * @param vectors those of which vectors can be updated
   * @param accesses to arrays that the update of an element takes
   */
  public static Set<Buffer> of(List<Launch> launches, DeviceSchedule schedule, Set<Buffer> updated,
      Predicate<Buffer> vectors, int accesses) {
    return new JoinedUpdates(launches, schedule, updated, vectors, accesses).find();
  }

  private Set<Buffer> find() {
    for (int l = 0; l < launches.size(); l++) {
      for (Kernel kernel : launches.get(l).kernels()) {
        for (Statement s : kernel.statements()) {
          s.buffersWritten().forEach(b -> writers.merge(b, 1, Integer::sum));
        }
        for (Buffer touched : kernel.touched()) {
          lastUse.put(touched, l);
        }
      }
    }
    Set<Buffer> joined = new LinkedHashSet<>();
    for (int l = 0; l < launches.size(); l++) {
      joined.addAll(of(l));
    }
    return joined;
  }

  private Set<Buffer> of(int number) {
    Launch launch = launches.get(number);
    Set<Buffer> joined = new LinkedHashSet<>();
    long code = launch.kernels().stream()
        .mapToLong(kernel -> inlined(WrittenOut.of(kernel, schedule).code()))
        .sum();
    for (Kernel kernel : launch.kernels()) {
      for (Statement s : kernel.statements()) {
        long more = inlined(launch.form() == Launch.Form.BLOCKED ? PATCH * accesses : accesses);
        if (code + more <= MOST_CODE && isWhole(kernel, s) && isLast(s.target(), number)) {
          code += more;
          joined.add(s.target());
        }
      }
    }
    return joined;
  }

  /** What it takes to inline accesses to arrays: one to a vector of them is a method in a method. */
  private long inlined(long accesses) {
    return schedule == DeviceSchedule.CPU ? 2 * accesses : accesses;
  }

  /** Whether a statement sets all of the gradient of a parameter that is updated, and no tile sets what another one does. */
  private boolean isWhole(Kernel kernel, Statement s) {
    Buffer gradient = s.target();
    Set<Axis> places = new HashSet<>();
    s.index().forEach(index -> places.add(index.asAxis()));
    return gradient.role() == Buffer.Role.GRADIENT
        && updated.contains(gradient.parameter())
        && writers.get(gradient) == 1
        && !s.accumulate()
        && s.guards().isEmpty()
        && kernel.steps() == null
        && (kernel.laneAxis() == null || vectors.test(gradient.parameter()))
        && s.index().stream().map(Affine::asAxis).allMatch(s.outputAxes()::contains)
        && places.size() == s.outputAxes().size()
        && Axis.iterations(s.outputAxes()) == gradient.elements()
        && kernel.loops().stream().allMatch(loop -> loop.unrolled() || kernel.extent(loop) % loop.tile() == 0);
  }

  /** Whether a launch is the last that uses a gradient, and its parameter has been used before, if at all. */
  private boolean isLast(Buffer gradient, int launch) {
    boolean read = launches.stream()
        .flatMap(l -> l.kernels().stream())
        .flatMap(k -> k.statements().stream())
        .anyMatch(s -> s.buffersRead().contains(gradient));
    return !read && lastUse.get(gradient) == launch && lastUse.getOrDefault(gradient.parameter(), -1) < launch;
  }
}
