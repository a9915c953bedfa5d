package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * A program, ready to be written as source.
 *
 * @param name what it does
 * @param target what it is scheduled for
 * @param phases the kernels in order of execution; between phases all blocks of the batch have come as far
 * @param layouts where every buffer lies
 * @param floats length of the working memory for one phase of a block
 * @param kept length of the block's memory that lasts from phase to phase
 * @param shared length of the memory that all blocks share
 * @param parts floats behind the gradients of a gradient copy
 */
public record ScheduledProgram(
    String name, Target target, List<Phase> phases, Map<Buffer, Layout> layouts, int floats, int kept, int shared,
    int parts) {
  /**
   * What runs between two cuts.
   *
   * @param once kernels that run once for the batch, before the blocks
   * @param blocks kernels that run for every block
   */
  public record Phase(List<Kernel> once, List<Kernel> blocks) {
    /** Copies the lists. */
    public Phase {
      once = List.copyOf(once);
      blocks = List.copyOf(blocks);
    }

    /** All kernels, in order. */
    public List<Kernel> kernels() {
      return Statement.concat(once, blocks);
    }
  }

  /**
   * Start of the working memory, of the scratch memory in which lanes are added up, and of the parameters. A float array starts 16 bytes after its
   * object; with 12 floats before it, and an array that the collector places at the start of a region (the runtime's {@code
   * spi.Regions} sees to that where speed depends on it), every buffer starts at a cache line.
   */
  public static final int SCRATCH = 12;

  /** Where vector kernels put a vector of random numbers. */
  private static final String RANDOM = Buffer.nameOf("random", "Numbers");

  /** Copies the collections. */
  public ScheduledProgram {
    phases = List.copyOf(phases);
    layouts = Map.copyOf(layouts);
  }

  /** All kernels in order of execution. */
  public List<Kernel> kernels() {
    return phases.stream().flatMap(phase -> phase.kernels().stream()).toList();
  }

  /** What it computes, as a program without kernels and memory: the same as before it was scheduled. */
  public Program plain() {
    Set<Buffer> haloed = new HashSet<>();
    layouts.forEach((buffer, layout) -> {
      if (layout.hasHalo()) {
        haloed.add(buffer);
      }
    });
    List<Statement> statements = new ArrayList<>();
    for (Kernel kernel : kernels()) {
      Buffer target = kernel.main().target();
      Map<Buffer, Expr> starts = kernel.start() == null ? Map.of() : Map.of(target, kernel.start());
      List<Statement> plain = PlainStatements.of(kernel.statements(), starts, haloed);
      statements.addAll(kernel.local().contains(target) ? PlainStatements.cut(plain, target) : plain);
    }
    return new Program(name, statements);
  }

  /** The buffer in which a vector of random numbers is handed from the function that computes it. */
  public static Buffer randomNumbers(Target target) {
    return Buffer.value(RANDOM, target.block() > 1 ? List.of() : List.of(Target.LANES));
  }

  /**
   * Floats of the scratch memory in which lanes are added up: enough for the largest tile that may be chosen, so that buffers lie at
   * the same places however many registers there are.
   */
  static int laneSums(List<Kernel> kernels) {
    return kernels.stream().filter(Kernel::sumsLanes).mapToInt(k -> Math.max(k.accumulators(), TileChooser.MOST)).max()
        .orElse(0) * Target.LANES;
  }

  /** The same of all its kernels. */
  public int laneSums() {
    return laneSums(kernels());
  }

  /** This with buffers in other places. */
  public ScheduledProgram withLayouts(Map<Buffer, Layout> others) {
    return new ScheduledProgram(name, target, phases, others, floats, kept, shared, parts);
  }

  /** This with more room behind the gradients of a copy than it uses. */
  public ScheduledProgram withParts(int room) {
    return new ScheduledProgram(name, target, phases, layouts, floats, kept, shared, room);
  }

  /** The layout of a buffer. */
  public Layout layout(Buffer buffer) {
    return layouts.get(buffer);
  }

  /** Whether a kernel can run beside others: neither writes to memory that the other touches, for this buffer or another one. */
  boolean independent(Kernel kernel, List<Kernel> others) {
    return others.stream()
        .noneMatch(k -> meet(k.written(), kernel.touched()) || meet(kernel.written(), k.touched()));
  }

  private boolean meet(Set<Buffer> some, Set<Buffer> others) {
    return some.stream().map(this::layout).anyMatch(s -> others.stream().map(this::layout).anyMatch(s::meets));
  }

  /** The arrays in which its buffers lie. */
  public SortedSet<Place> places() {
    SortedSet<Place> places = new TreeSet<>();
    layouts.values().forEach(layout -> places.add(layout.place()));
    return places;
  }

  /** Elements that a block hands in, or takes, in an array that holds nothing else, such as its samples. */
  public long handed(Place place) {
    return layouts.values()
        .stream()
        .filter(layout -> layout.place() == place)
        .mapToLong(layout -> (long) layout.buffer().elements() * target.block())
        .max()
        .orElse(0);
  }

  /** Elements of everything that a block works on, besides parameters and gradients: its working memory, and what is handed. */
  public long memory() {
    long handed = places().stream().filter(place -> place.kind().isHanded()).mapToLong(this::handed).sum();
    return (long) floats + kept + shared + handed;
  }
}
