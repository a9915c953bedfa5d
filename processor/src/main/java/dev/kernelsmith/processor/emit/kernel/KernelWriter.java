package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Selected;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.Kernel.Lanes;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * Writes one kernel: a method with the loops over the output axes, and, where a register tile holds several accumulators, a
 * method per size of tile.
 */
public final class KernelWriter {
  /** What methods of kernels call their own. */
  private static final List<String> LOCALS = List.of("from", "to", "n", "v", "copy");

  private final ScheduledProgram program;
  private final Kernel kernel;
  private final Constants constants;
  private final Names methodNames;
  private final List<ParameterSpec> parameters;
  private final Map<String, String> tiles = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();
  private final List<KernelSource.Tile> tileCalls = new ArrayList<>();

  /**
   * A writer.
   *
   * @param constants of the class with the kernels
   * @param methodNames of its methods
   */
  public KernelWriter(ScheduledProgram program, Kernel kernel, Constants constants, Names methodNames) {
    this(program, kernel, List.of(), constants, methodNames);
  }

  /**
   * A writer of a method for several kernels.
   *
   * @param starts names of the arguments that say where its buffers start
   */
  KernelWriter(
      ScheduledProgram program, Kernel kernel, List<String> starts, Constants constants, Names methodNames) {
    parameters = new ArrayList<>(parameters(program, kernel));
    starts.forEach(start -> parameters.add(ParameterSpec.builder(int.class, start).build()));
    this.program = program;
    this.kernel = kernel;
    this.constants = constants;
    this.methodNames = methodNames;
  }

  /** The arrays that a kernel touches. */
  public static Set<Place> places(ScheduledProgram program, Kernel kernel) {
    Set<Place> used = new TreeSet<>();
    kernel.touched().forEach(buffer -> used.add(program.layout(buffer).place()));
    if (kernel.sumsLanes() || kernel.drawsVectors()) {
      used.add(Place.FLOATS);
    }
    return used;
  }

  /** Parameters of a kernel's methods, without the range: {@code float[] floats, float[] parameters}; the numbers of a step or row are the last. */
  public static List<ParameterSpec> parameters(ScheduledProgram program, Kernel kernel) {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (Place place : places(program, kernel)) {
      parameters.add(ParameterSpec.builder(ArrayTypeName.of(place.element()), place.variable()).build());
      if (place.is(Place.Kind.GRADIENTS) && kernel.once()) {
        parameters.add(ParameterSpec.builder(int.class, "copies").build());
      } else if (place.is(Place.Kind.GRADIENTS)) {
        parameters.add(ParameterSpec.builder(int.class, "gradientOffset").build());
        parameters.add(ParameterSpec.builder(boolean.class, "accumulate").build());
      }
    }
    kernel.scalars().forEach(scalar -> parameters.add(ParameterSpec.builder(float.class, scalar.name()).build()));
    parameters.addAll(RandomArguments.parameters(kernel.streams()));
    kernel.given().forEach(axis -> parameters.add(ParameterSpec.builder(int.class, axis.name()).build()));
    return parameters;
  }

  /** The methods, of which the one to call has the given name. */
  public KernelSource write(String name) {
    return write(name, List.of(kernel));
  }

  /**
   * The same.
   *
   * @param users the kernels that the method is for
   */
  KernelSource write(String name, List<Kernel> users) {
    MethodSpec.Builder method = method(name).addJavadoc(KernelComments.of(users, List.of(kernel)));
    if (hasRange(kernel)) {
      method.addParameter(int.class, "from").addParameter(int.class, "to");
    }
    CodeBlock.Builder code = CodeBlock.builder();
    Selected rows = program.target().device() ? null : kernel.scattered();
    if (rows == null) {
      loops(code, 0, List.of(), Map.of());
    } else {
      scatter(code, rows);
    }
    methods.addFirst(method.addCode(code.build()).build());
    return new KernelSource(methods, tileCalls);
  }

  /** The loop that a range is for: the outermost that runs more than once. */
  private static Optional<Kernel.Loop> ranged(Kernel kernel) {
    return kernel.loops().stream().filter(loop -> repeats(kernel, loop)).findFirst();
  }

  /** Whether a loop runs more than once for whole tiles. How often one over lanes runs is known at run time. */
  private static boolean repeats(Kernel kernel, Kernel.Loop loop) {
    return !loop.unrolled() && (isLane(kernel, loop) || loop.axis().extent() / loop.tile() > 1);
  }

  private static boolean isLane(Kernel kernel, Kernel.Loop loop) {
    return loop.axis().equals(kernel.laneAxis());
  }

  /** Whether a kernel's method takes a range, from and to, behind its other parameters. */
  public static boolean hasRange(Kernel kernel) {
    return ranged(kernel).isPresent();
  }

  /** The end of the whole range. */
  public static int range(Kernel kernel) {
    return extent(kernel, ranged(kernel).orElseThrow());
  }

  /** The shortest range: that of one tile. */
  public static int step(Kernel kernel) {
    Kernel.Loop loop = ranged(kernel).orElseThrow();
    return Math.min(isLane(kernel, loop) ? loop.tile() * Target.LANES : loop.tile(), range(kernel));
  }

  private static int extent(Kernel kernel, Kernel.Loop loop) {
    return isLane(kernel, loop) ? Target.padded(loop.axis().extent()) : loop.axis().extent();
  }

  /**
   * Writes the loops from a depth on.
   *
   * @param tile extents of the tile along the loops so far
   * @param fixed where the tile begins along axes that have no loop, since theirs would run once
   */
  private void loops(CodeBlock.Builder code, int depth, List<Integer> tile, Map<Axis, Integer> fixed) {
    if (depth == kernel.loops().size()) {
      leaf(code, tile, fixed);
      return;
    }
    Kernel.Loop loop = kernel.loops().get(depth);
    List<Integer> full = Statement.concat(tile, List.of(loop.tile()));
    if (loop.unrolled()) {
      loops(code, depth + 1, full, fixed);
      return;
    }
    Axis axis = loop.axis();
    boolean ranged = ranged(kernel).filter(loop::equals).isPresent();
    int extent = extent(kernel, loop);
    int whole = isLane(kernel, loop) ? extent : extent / loop.tile() * loop.tile();
    if (repeats(kernel, loop)) {
      open(code, loop, ranged, whole, extent);
      loops(code, depth + 1, full, fixed);
      code.endControlFlow();
    } else if (whole > 0) {
      loops(code, depth + 1, full, with(fixed, axis, 0));
    }
    if (whole < extent) {
      if (ranged) {
        code.beginControlFlow("if (to > $L)", whole);
      }
      loops(code, depth + 1, Statement.concat(tile, List.of(extent - whole)), with(fixed, axis, whole));
      if (ranged) {
        code.endControlFlow();
      }
    }
  }

  private void open(CodeBlock.Builder code, Kernel.Loop loop, boolean ranged, int whole, int extent) {
    String axis = loop.axis().name();
    String step = Integer.toString(loop.tile());
    if (isLane(kernel, loop)) {
      step = loop.tile() == 1 ? "LANES" : step + " * LANES";
    }
    String end = ranged ? "to" : Integer.toString(whole);
    code.beginControlFlow(
        "for (int $L = $L; $L; $L)", axis, ranged ? "from" : "0",
        ranged && whole < extent ? axis + " + " + step + " <= to" : axis + " < " + end,
        step.equals("1") ? axis + "++" : axis + " += " + step);
  }

  private static Map<Axis, Integer> with(Map<Axis, Integer> fixed, Axis axis, int value) {
    Map<Axis, Integer> more = new HashMap<>(fixed);
    more.put(axis, value);
    return more;
  }

  private void leaf(CodeBlock.Builder code, List<Integer> tile, Map<Axis, Integer> fixed) {
    if (kernel.accumulators() == 1) {
      body(code, tile, fixed);
      return;
    }
    StringBuilder stem = new StringBuilder(kernel.name()).append("Tile");
    for (int i = 0; i < tile.size(); i++) {
      if (tile.get(i) != kernel.loops().get(i).tile()) {
        stem.append(Names.numbered(kernel.loops().get(i).axis(), tile.get(i)));
      }
    }
    // Also where it is always 0: with that for an argument, a training step of LeNet-5 took 2 % longer.
    List<Axis> places =
        kernel.loops().stream().filter(l -> !l.unrolled()).map(Kernel.Loop::axis).filter(a -> !isPoint(fixed, a))
            .toList();
    boolean written = tiles.containsKey(stem.toString());
    String name = tiles.computeIfAbsent(stem.toString(), methodNames::exact);
    List<String> arguments = new ArrayList<>();
    parameters.forEach(parameter -> arguments.add(parameter.name()));
    places.forEach(axis -> arguments.add(fixed.containsKey(axis) ? fixed.get(axis).toString() : axis.name()));
    code.addStatement("$L($L)", name, String.join(", ", arguments));
    if (written) {
      return;
    }
    tileCalls.add(
        new KernelSource.Tile(name, places.stream().map(axis -> fixed.getOrDefault(axis, 0).toString()).toList()));
    MethodSpec.Builder method = method(name);
    places.forEach(axis -> method.addParameter(int.class, axis.name()));
    CodeBlock.Builder inner = CodeBlock.builder();
    if (!places.isEmpty()) {
      inner.add("if ($L < 0) {\n$>return; // Called to be counted: see WarmUp.\n$<}\n", places.getLast().name());
    }
    body(inner, tile, fixed);
    methods.add(method.addCode(inner.build()).build());
  }

  private MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC).addParameters(parameters);
  }

  /** The names that a kernel's methods have for themselves: of their own locals, of axes, of arrays. */
  static List<String> reserved(ScheduledProgram program, Kernel kernel) {
    List<String> names = new ArrayList<>(LOCALS);
    kernel.loops().forEach(loop -> names.add(loop.axis().name()));
    kernel.reduced().forEach(axis -> names.add(axis.name()));
    parameters(program, kernel).forEach(parameter -> names.add(parameter.name()));
    return names;
  }

  /** The loop over lanes or samples around one tile. */
  private void body(CodeBlock.Builder code, List<Integer> tile, Map<Axis, Integer> fixed) {
    Body lines = new Body();
    Names names = constants.locals().reserve(reserved(program, kernel));
    int block = program.target().block();
    Axis vectors = new Axis("v", block);
    Axis samples = new Axis("n", block);
    if (kernel.once()) {
      Scope scope = new Scope(lines, names, AddressBook.ofBatch(program, constants));
      tile(kernel, dialect(), List.of(), tile, fixed).write(scope);
    } else if (kernel.tilesSamples()) {
      NamedSamples named = NamedSamples.of(kernel, program);
      Scope scope = new Scope(lines, names, named.addresses(constants));
      tile(named.kernel(), dialect(), List.of(), tile, fixed).write(scope);
    } else if (kernel.lanes() == Lanes.SAMPLES) {
      Scope scope = new Scope(lines, names, new AddressBook(program, constants, Affine.of(vectors)));
      TileWriter writer = tile(kernel, new VectorDialect(vectors), List.of(), tile, fixed);
      scope.open("for (int v = 0; v < " + constants.use(Constants.BLOCK) + "; v += LANES)");
      writer.write(scope.inner());
      scope.close();
      if (kernel.main().sumsOverSamples()) {
        writer.sumLanes(new Scope(lines, names, new AddressBook(program, constants, null)));
      }
    } else if (block == 1) {
      tile(kernel, dialect(), List.of(), tile, fixed)
          .write(new Scope(lines, names, new AddressBook(program, constants, null)));
    } else {
      Scope scope = new Scope(lines, names, new AddressBook(program, constants, Affine.of(samples)));
      boolean sums = kernel.main().sumsOverSamples();
      boolean loops = !sums && kernel.lanes() == Lanes.NONE;
      if (loops) {
        scope.open("for (int n = 0; n < " + constants.use(Constants.BLOCK) + "; n++)");
      }
      tile(kernel, dialect(), sums ? List.of(samples) : List.of(), tile, fixed).write(scope.inner());
      if (loops) {
        scope.close();
      }
    }
    code.add(lines.code());
  }

  /** Samples that are added to their rows. */
  private void scatter(CodeBlock.Builder code, Selected rows) {
    Body lines = new Body();
    Names names = constants.locals().reserve(reserved(program, kernel));
    Axis samples = new Axis("n", program.target().block());
    boolean single = samples.extent() == 1;
    Scope scope =
        new Scope(lines, names, new AddressBook(program, constants, single ? null : Affine.of(samples)));
    new ScatterWriter(kernel, dialect(), rows).write(scope, single ? List.of() : List.of(samples));
    code.add(lines.code());
  }

  private static TileWriter tile(
      Kernel written, Dialect dialect, List<Axis> samples, List<Integer> tile, Map<Axis, Integer> fixed) {
    Set<Axis> points = fixed.keySet().stream().filter(axis -> isPoint(fixed, axis)).collect(Collectors.toSet());
    return new TileWriter(written, dialect, samples, tile, points);
  }

  /** Whether an axis has one value, and no loop. */
  private static boolean isPoint(Map<Axis, Integer> fixed, Axis axis) {
    return axis.extent() == 1 && fixed.containsKey(axis);
  }

  /** The dialect where lanes are not samples. */
  private Dialect dialect() {
    return kernel.lanes() == Lanes.AXIS
        ? new VectorDialect(kernel.laneAxis())
        : new ScalarDialect(program.target().vector());
  }
}
