package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Expr;
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
  private final Map<String, String> tiles = new HashMap<>();
  private final List<MethodSpec> methods = new ArrayList<>();

  /**
   * A writer.
   *
   * @param constants of the class with the kernels
   * @param methodNames of its methods
   */
  public KernelWriter(ScheduledProgram program, Kernel kernel, Constants constants, Names methodNames) {
    this.program = program;
    this.kernel = kernel;
    this.constants = constants;
    this.methodNames = methodNames;
  }

  /** The arrays that a kernel touches. */
  public static Set<Place> places(ScheduledProgram program, Kernel kernel) {
    Set<Place> used = new TreeSet<>();
    kernel.touched().forEach(buffer -> used.add(program.layout(buffer).place()));
    if (kernel.sumsLanes() || kernel.lanes() != Lanes.NONE && !kernel.streams().isEmpty()) {
      used.add(Place.FLOATS);
    }
    return used;
  }

  /** Parameters of a kernel's methods, without the range: {@code float[] floats, float[] parameters}. */
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
    return parameters;
  }

  /** Arguments of a call, without the range: {@code floats, parameters}. */
  public static String arguments(ScheduledProgram program, Kernel kernel) {
    return parameters(program, kernel).stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
  }

  /** The methods, first the one to call, which has the given name. */
  public List<MethodSpec> write(String name) {
    MethodSpec.Builder method = method(name).addJavadoc(KernelComments.of(List.of(kernel)));
    if (!kernel.loops().isEmpty()) {
      method.addParameter(int.class, "from").addParameter(int.class, "to");
    }
    CodeBlock.Builder code = CodeBlock.builder();
    loops(code, 0, new ArrayList<>());
    methods.addFirst(method.addCode(code.build()).build());
    return methods;
  }

  /** Values that the range of the outermost loop takes, in the kernel's own unit. */
  public static int range(Kernel kernel) {
    return kernel.loops().isEmpty() ? 0 : extent(kernel, kernel.loops().getFirst());
  }

  /** Step of the outermost loop. */
  public static int step(Kernel kernel) {
    Kernel.Loop first = kernel.loops().getFirst();
    return first.axis().equals(kernel.laneAxis()) ? first.tile() * Target.LANES : first.tile();
  }

  private static int extent(Kernel kernel, Kernel.Loop loop) {
    return loop.axis().equals(kernel.laneAxis()) ? Target.padded(loop.axis().extent()) : loop.axis().extent();
  }

  private void loops(CodeBlock.Builder code, int depth, List<Integer> tile) {
    if (depth == kernel.loops().size()) {
      leaf(code, tile);
      return;
    }
    Kernel.Loop loop = kernel.loops().get(depth);
    if (loop.unrolled()) {
      loops(code, depth + 1, Statement.concat(tile, List.of(loop.tile())));
      return;
    }
    String axis = loop.axis().name();
    boolean lane = loop.axis().equals(kernel.laneAxis());
    int extent = extent(kernel, loop);
    int whole = lane ? extent : extent / loop.tile() * loop.tile();
    String first = depth == 0 ? "from" : "0";
    String last = depth == 0 ? "to" : Integer.toString(whole);
    String step = lane ? (loop.tile() == 1 ? "LANES" : loop.tile() + " * LANES") : Integer.toString(loop.tile());
    String increment = step.equals("1") ? axis + "++" : axis + " += " + step;
    boolean tail = whole < extent;
    String condition =
        depth == 0 && tail ? axis + " + " + loop.tile() + " <= to" : axis + " < " + last;
    if (whole > 0) {
      code.beginControlFlow("for (int $L = $L; $L; $L)", axis, first, condition, increment);
      loops(code, depth + 1, Statement.concat(tile, List.of(loop.tile())));
      code.endControlFlow();
    }
    if (tail) {
      String rest = Integer.toString(extent - whole);
      String start = depth == 0 ? "#Math.max(from, " + whole + ")" : Integer.toString(whole);
      String end = depth == 0 ? "to" : Integer.toString(extent);
      code.beginControlFlow("for (int $L = $L; $L < $L; $L += $L)", axis, start, axis, end, axis, rest);
      loops(code, depth + 1, Statement.concat(tile, List.of(extent - whole)));
      code.endControlFlow();
    }
  }

  private void leaf(CodeBlock.Builder code, List<Integer> tile) {
    if (kernel.accumulators() == 1) {
      body(code, tile);
      return;
    }
    StringBuilder stem = new StringBuilder(kernel.name()).append("Tile");
    for (int i = 0; i < tile.size(); i++) {
      if (tile.get(i) != kernel.loops().get(i).tile()) {
        stem.append(Names.numbered(kernel.loops().get(i).axis(), tile.get(i)));
      }
    }
    List<String> arguments = new ArrayList<>();
    arguments.add(arguments(program, kernel));
    List<Kernel.Loop> looped = kernel.loops().stream().filter(l -> !l.unrolled()).toList();
    looped.forEach(l -> arguments.add(l.axis().name()));
    boolean written = tiles.containsKey(stem.toString());
    String name = tiles.computeIfAbsent(stem.toString(), methodNames::exact);
    code.addStatement("$L($L)", name, String.join(", ", arguments));
    if (written) {
      return;
    }
    MethodSpec.Builder method = method(name);
    looped.forEach(l -> method.addParameter(int.class, l.axis().name()));
    CodeBlock.Builder inner = CodeBlock.builder();
    body(inner, tile);
    methods.add(method.addCode(inner.build()).build());
  }

  private MethodSpec.Builder method(String name) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC).addParameters(parameters(program, kernel));
  }

  /** The loop over lanes or samples around one tile. */
  private void body(CodeBlock.Builder code, List<Integer> tile) {
    boolean sums = kernel.main().sumsOverSamples();
    int block = program.target().block();
    Axis vectors = new Axis("v", Math.max(block, 1));
    Axis samples = new Axis("n", Math.max(block, 1));
    Names names = constants.locals().reserve(LOCALS);
    names.reserve(kernel.loops().stream().map(l -> l.axis().name()).toList());
    names.reserve(kernel.reduced().stream().map(Axis::name).toList());
    names.reserve(parameters(program, kernel).stream().map(ParameterSpec::name).toList());
    if (kernel.once()) {
      once(code, names, tile);
      return;
    }
    if (kernel.lanes() == Lanes.SAMPLES) {
      Scope scope = new Scope(code, names, new AddressBook(program, constants, Affine.of(vectors)));
      TileWriter writer = new TileWriter(kernel, new VectorDialect(vectors), List.of(), tile);
      scope.open("for (int v = 0; v < " + constants.use(Constants.BLOCK) + "; v += LANES)");
      writer.write(scope.inner());
      scope.close();
      if (sums) {
        writer.sumLanes(new Scope(code, names, new AddressBook(program, constants, null)));
      }
      return;
    }
    AddressBook addresses = new AddressBook(program, constants, block == 1 ? null : Affine.of(samples));
    Scope scope = new Scope(code, names, addresses);
    Dialect dialect =
        kernel.lanes() == Lanes.AXIS
            ? new VectorDialect(kernel.laneAxis())
            : new ScalarDialect(program.target().vector());
    boolean loops = block > 1 && !sums && kernel.lanes() == Lanes.NONE;
    if (loops && kernel.main().value() instanceof Expr.Read) {
      for (int n = 0; n < block; n++) {
        Scope copy = new Scope(code, names, new AddressBook(program, constants, Affine.of(n)));
        new TileWriter(kernel, dialect, List.of(), tile).write(copy);
      }
      return;
    }
    if (loops) {
      scope.open("for (int n = 0; n < " + constants.use(Constants.BLOCK) + "; n++)");
    }
    new TileWriter(kernel, dialect, sums && block > 1 ? List.of(samples) : List.of(), tile).write(scope.inner());
    if (loops) {
      scope.close();
    }
  }

  /** What runs once for the batch. */
  private void once(CodeBlock.Builder code, Names names, List<Integer> tile) {
    Scope scope = new Scope(code, names, AddressBook.ofBatch(program, constants));
    Dialect dialect =
        kernel.lanes() == Lanes.AXIS
            ? new VectorDialect(kernel.laneAxis())
            : new ScalarDialect(program.target().vector());
    new TileWriter(kernel, dialect, List.of(), tile).write(scope);
  }
}
