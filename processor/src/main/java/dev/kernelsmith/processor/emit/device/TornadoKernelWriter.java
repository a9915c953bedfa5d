package dev.kernelsmith.processor.emit.device;

import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.kernelsmith.processor.emit.kernel.Dialect;
import dev.kernelsmith.processor.emit.kernel.KernelComments;
import dev.kernelsmith.processor.emit.kernel.KernelWriter;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.kernel.TileWriter;
import dev.kernelsmith.processor.emit.kernel.TornadoDialect;
import dev.kernelsmith.processor.emit.text.Body;
import dev.kernelsmith.processor.emit.text.Constants;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.Launches;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.WrittenOut;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/** Writes the kernel method of one launch. */
final class TornadoKernelWriter {
  /** Work groups among which the cores of a processor share a launch; a core takes a group whole. */
  private static final int ENOUGH_ITEMS = 32;

  /** Most items of such a group: PoCL takes 4,096, some drivers for processors less. */
  private static final int MOST_ITEMS = 1024;

  /** Samples of such a group, where each is an item. */
  private static final int FEW_ITEMS = 4;

  /** Work groups along the second dimension that every device takes. */
  private static final int MOST_GROUPS = 65_535;

  private final ScheduledProgram program;
  private final Constants constants;
  private final DeviceSchedule schedule;
  private final Launch launch;
  private final LaunchUpdates updates;
  private final Names names;
  private final Body code = Body.ofDevice();

  TornadoKernelWriter(ScheduledProgram program, Constants constants, DeviceSchedule schedule, Launch launch,
      GradientUpdates updates) {
    this.program = program;
    this.constants = constants;
    this.names = constants.locals();
    this.schedule = schedule;
    this.launch = launch;
    names.reserve(List.of("n", "batch", "context", "thread", "item", "block", "blocks", "lanes", RowAddresses.GRADIENTS,
        "vector"));
    Set<String> own = arrays(program, launch).keySet();
    names.reserve(own);
    launch.kernels().forEach(this::reserve);
    this.updates = updates.of(launch, own, names);
  }

  private void reserve(Kernel kernel) {
    kernel.statements().forEach(s -> names.reserve(s.axes().stream().map(Axis::name).toList()));
  }

  /** Names of the arrays of a launch, in order. */
  List<String> arguments() {
    Set<String> arguments = new LinkedHashSet<>(arrays(program, launch).keySet());
    arguments.addAll(updates.arrays().keySet());
    return List.copyOf(arguments);
  }

  /** Arrays of a launch with their types, in order; without those of its updates. */
  private static Map<String, TypeName> arrays(ScheduledProgram program, Launch launch) {
    Set<Place> places = new TreeSet<>();
    launch.kernels().forEach(k -> places.addAll(KernelWriter.places(program, k)));
    Map<String, TypeName> arrays = new LinkedHashMap<>();
    for (Place place : places) {
      arrays.put(
          TornadoAddresses.array(place), place.kind().isInt() ? TornadoNames.INT_ARRAY : TornadoNames.FLOAT_ARRAY);
    }
    if (launch.kernels().stream().anyMatch(k -> !k.streams().isEmpty() || !k.scalars().isEmpty())) {
      arrays.put(TornadoDialect.STEP, TornadoNames.FLOAT_ARRAY);
    }
    return arrays;
  }

  MethodSpec write(String name) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC);
    method.addJavadoc(KernelComments.of(launch.kernels()));
    if (schedule.explicit()) {
      method.addParameter(TornadoNames.KERNEL_CONTEXT, "context");
    }
    Map<String, TypeName> own = arrays(program, launch);
    own.forEach((array, type) -> method.addParameter(ParameterSpec.builder(type, array).build()));
    updates.arrays().forEach((array, local) -> {
      if (!own.containsKey(array)) {
        method.addParameter(TornadoNames.FLOAT_ARRAY, local);
      }
    });
    method.addParameter(int.class, "batch");
    updates.declareNumbers(code);
    Scope scope = new Scope(code, names, new TornadoAddresses(program, constants));
    switch (launch.form()) {
      case TILES -> tiles(scope);
      case SAMPLES -> samples(scope);
      case COOPERATIVE -> new CooperativeWriter(constants, launch, scope).write(scope);
      case SUMS -> sums(scope);
      case TREE -> tree(scope);
      case BLOCKED -> new BlockedWriter(program, constants, launch, updates.calls(), names, code).write();
    }
    return method.addCode(code.code()).build();
  }

  /** Threads of the launch, where they are laid out by hand. */
  TornadoGrid grid() {
    int tiles = launch.tiles();
    if (schedule == DeviceSchedule.CPU) {
      return switch (launch.form()) {
        case TILES -> vectors(launch.first()) ? new TornadoGrid(items(tiles), 0, 1, 1)
            : tiles >= ENOUGH_ITEMS
                ? new TornadoGrid(Integer.toString(tiles), 0, group(tiles), 1)
                : new TornadoGrid("batch", 0, FEW_ITEMS, 1);
        case SAMPLES ->
            vectorsOfSamples() ? new TornadoGrid(items(1), 0, 1, 1) : new TornadoGrid("batch", 0, FEW_ITEMS, 1);
        default -> new TornadoGrid(Integer.toString(tiles), 0, group(tiles), 1);
      };
    }
    return switch (launch.form()) {
      case TILES -> {
        int rows = divisor(tiles, 8);
        yield new TornadoGrid("batch", tiles, schedule.lanes(),
            tiles / rows <= MOST_GROUPS ? rows : divisor(tiles, 32));
      }
      case SAMPLES -> new TornadoGrid("batch", 0, schedule.lanes(), 1);
      case COOPERATIVE -> CooperativeWriter.grid();
      case SUMS -> new TornadoGrid(Integer.toString(rounded(tiles)), 0, 64, 1);
      case BLOCKED -> BlockedWriter.grid(Launches.product(launch));
      case TREE ->
          new TornadoGrid(Integer.toString(Math.multiplyExact(tiles, Size.GROUP.value())), 0, Size.GROUP.value(), 1);
    };
  }

  /** Vectors of samples for each of so many tiles, as source. */
  private static String items(int tiles) {
    return (tiles == 1 ? "" : tiles + " * ") + "(batch / " + Size.LANES.value() + ")";
  }

  /** Items of a group of a processor, where there are so many in all. */
  private static int group(int items) {
    return divisor(items, Math.clamp(items / ENOUGH_ITEMS, 1, MOST_ITEMS));
  }

  /** The largest divisor up to a limit. */
  private static int divisor(int number, int limit) {
    int divisor = limit;
    while (number % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  private static int rounded(int threads) {
    return Math.ceilDiv(threads, 64) * 64;
  }

  /** A tile for a vector of samples. */
  private void vectorTiles(Scope scope, LaneTile lanes) {
    Kernel kernel = launch.first();
    int tiles = Launch.tiles(kernel);
    String blocks = "batch / " + Size.LANES.in(constants);
    if (tiles == 1) {
      parallel(scope, "block", blocks);
    } else {
      parallel(scope, "item", tiles + " * (" + blocks + ")");
      scope.line("int block = item / " + tiles);
      String tile = tileOf(scope, "item % " + tiles);
      decode(scope, kernel, Value.number(tile, tile.contains(" ") ? Value.Binding.PRODUCT : Value.Binding.ATOM));
    }
    lanes.open(scope);
    lanes.write(scope, kernel);
    close(scope, 1);
  }

  /** What the number of a tile is called: like an axis where it is the place along that axis. */
  private String tileName() {
    List<Digits.Digit> counted = countedAlone();
    boolean isPlace = counted.size() == 1 && counted.getFirst().step() == 1;
    return isPlace ? counted.getFirst().axis().name() : names.exact("tile");
  }

  /** The number of a tile that a thread finds in its context; a local where several places follow from it. */
  private String tileOf(Scope scope, String context) {
    if (countedAlone().size() == 1) {
      return context;
    }
    String tile = names.exact("tile");
    if (launch.tiles() > 1) {
      scope.line("int " + tile + " = " + context);
    }
    return tile;
  }

  /** The axes along which the tiles of a kernel are counted; none where it is not alone. */
  private List<Digits.Digit> countedAlone() {
    return launch.kernels().size() > 1
        ? List.of()
        : Digits.ofTiles(launch.first()).stream().filter(d -> d.count() > 1).toList();
  }

  /** Whether a thread computes a vector of samples. */
  private boolean vectors(Kernel kernel) {
    return schedule == DeviceSchedule.CPU && LaneTile.suits(kernel);
  }

  private void tiles(Scope scope) {
    if (vectors(launch.first())) {
      vectorTiles(scope, new LaneTile(program, constants, updates, names, code));
      return;
    }
    int tiles = Launch.tiles(launch.first());
    int opened = 0;
    String tile;
    if (schedule.explicit()) {
      scope.line("int n = context.globalIdx");
      tile = tileOf(scope, "context.globalIdy");
    } else {
      tile = tileName();
      boolean many = schedule == DeviceSchedule.CPU && tiles >= ENOUGH_ITEMS;
      boolean fpga = schedule == DeviceSchedule.FPGA;
      if (!many) {
        parallel(scope, "n", samples());
        opened++;
      }
      if (many || fpga && tiles > 1) {
        parallel(scope, tile, Integer.toString(tiles));
        opened++;
      } else if (tiles > 1) {
        loop(scope, tile, Integer.toString(tiles));
        opened++;
      }
      if (many) {
        loop(scope, "n", "batch");
        opened++;
      }
    }
    decode(scope, launch.first(), Value.number(tile));
    write(scope.inner(), launch.first());
    close(scope, opened);
  }

  /** Samples of the batch, as a bound of a parallel loop. A parameter alone TornadoVM takes from the grid, and leaves it a variable in all of the kernel. */
  private String samples() {
    if (schedule != DeviceSchedule.CPU) {
      return "batch";
    }
    String width = Size.LANES.in(constants);
    return "batch / " + width + " * " + width;
  }

  private static void loop(Scope scope, String axis, String extent) {
    scope.open(String.format(Locale.ROOT, "for (int %s = 0; %s < %s; %s++)", axis, axis, extent, axis));
  }

  private static void parallel(Scope scope, String axis, String extent) {
    scope.open(String.format(Locale.ROOT, "for (@#Parallel int %s = 0; %s < %s; %s++)", axis, axis, extent, axis));
  }

  private static void close(Scope scope, int opened) {
    for (int i = 0; i < opened; i++) {
      scope.close();
    }
  }

  /** Declares the output axes of a kernel from the number of its tile. */
  private static void decode(Scope scope, Kernel kernel, Value tile) {
    Digits.declare(scope, tile, "", Digits.ofTiles(kernel));
  }

  private static TileWriter writer(Kernel kernel) {
    boolean sums = kernel.main().sumsOverSamples();
    return writer(kernel, new TornadoDialect(), sums ? List.of(TornadoAddresses.SAMPLE) : List.of());
  }

  /** A writer of a kernel's whole tile. */
  static TileWriter writer(Kernel kernel, Dialect dialect, List<Axis> samples) {
    List<Integer> tile = kernel.loops().stream().map(Kernel.Loop::tile).toList();
    Set<Axis> single =
        Digits.ofTiles(kernel).stream().filter(d -> d.count() == 1).map(Digits.Digit::axis).collect(Collectors.toSet());
    return new TileWriter(kernel, dialect, samples, tile, single);
  }

  private void write(Scope scope, Kernel kernel) {
    writer(kernel).unrolling(WrittenOut.of(kernel, schedule).axes()).write(scope);
  }

  /** Whether an item of a launch over samples has a vector of them. */
  private boolean vectorsOfSamples() {
    return launch.first().steps() == null && launch.kernels().stream().anyMatch(this::vectors);
  }

  private void samples(Scope scope) {
    if (vectorsOfSamples()) {
      vectorsOfSamples(scope);
      return;
    }
    if (schedule.explicit()) {
      scope.line("int n = context.globalIdx");
    } else {
      parallel(scope, "n", samples());
    }
    Axis steps = launch.first().steps();
    Scope around = scope.inner();
    if (steps != null) {
      steps(around, steps);
    }
    for (Kernel kernel : launch.kernels()) {
      ofSample(around, kernel, this::write);
    }
    if (steps != null) {
      around.close();
    }
    if (!schedule.explicit()) {
      scope.close();
    }
  }

  /** A vector of samples an item: sums over vectors where there are any, and what is between them sample by sample. */
  private void vectorsOfSamples(Scope scope) {
    String width = Size.LANES.in(constants);
    parallel(scope, "block", "batch / " + width);
    LaneTile lanes = new LaneTile(program, constants, updates, names, code);
    lanes.open(scope);
    boolean inSamples = false;
    for (Kernel kernel : launch.kernels()) {
      boolean vector = vectors(kernel);
      if (inSamples && vector) {
        scope.close();
      } else if (!inSamples && !vector) {
        scope.open(String.format(Locale.ROOT, "for (int n = block * %s; n < (block + 1) * %s; n++)", width, width));
      }
      inSamples = !vector;
      ofSample(scope, kernel, vector ? lanes::write : this::write);
    }
    close(scope, inSamples ? 2 : 1);
  }

  /** All tiles of a kernel, one after another. */
  private static void ofSample(Scope around, Kernel kernel, BiConsumer<Scope, Kernel> tile) {
    int opened = 0;
    Scope inner = around.inner();
    for (Digits.Digit loop : Digits.ofTiles(kernel)) {
      if (loop.count() > 1) {
        String axis = loop.axis().name();
        String step = loop.step() == 1 ? axis + "++" : axis + " += " + loop.step();
        inner.open(
            String.format(Locale.ROOT, "for (int %s = 0; %s < %d; %s)", axis, axis, loop.axis().extent(), step));
        opened++;
      }
    }
    tile.accept(inner.inner(), kernel);
    close(inner, opened);
  }

  /** Opens the loop over the steps of a sequence; it counts upwards, which is the loop that TornadoVM's passes know. */
  private void steps(Scope scope, Axis steps) {
    String t = steps.name();
    boolean reversed = steps.sequence().reversed();
    String counter = reversed ? names.exact("step") : t;
    scope.open(
        String.format(Locale.ROOT, "for (int %s = 0; %s < %d; %s++)", counter, counter, steps.extent(), counter));
    if (reversed) {
      scope.line("int " + t + " = " + (steps.extent() - 1) + " - " + counter);
    }
  }

  /** Writes something for each kernel, in a branch of its own where there are several: the tiles are numbered through. */
  private void branches(Scope scope, String tile, BiConsumer<Scope, Kernel> body) {
    branches(scope, tile, false, body);
  }

  /** The same; where there is one kernel only, its axes may be {@code decoded} already. */
  private void branches(Scope scope, String tile, boolean decoded, BiConsumer<Scope, Kernel> body) {
    int first = 0;
    List<Kernel> kernels = launch.kernels();
    for (int k = 0; k < kernels.size(); k++) {
      int end = first + Launch.tiles(kernels.get(k));
      boolean last = k == kernels.size() - 1;
      if (k == 0 && !last) {
        scope.open("if (" + tile + " < " + end + ")");
      } else if (k > 0) {
        scope.otherwise(last ? "else" : "else if (" + tile + " < " + end + ")");
      }
      Scope inner = scope.inner();
      if (!decoded || kernels.size() > 1) {
        Value number = Value.number(tile);
        Value before = Value.number(Integer.toString(first));
        decode(inner, kernels.get(k), first == 0 ? number : Value.sum(number, "-", before));
      }
      body.accept(inner, kernels.get(k));
      first = end;
    }
    if (kernels.size() > 1) {
      scope.close();
    }
  }

  private void sums(Scope scope) {
    int tiles = launch.tiles();
    String tile = tileName();
    int opened = 1;
    boolean guarded = schedule != DeviceSchedule.CPU;
    if (schedule.explicit()) {
      scope.line("int " + tile + " = context.globalIdx");
      opened = 0;
    } else {
      parallel(scope, tile, Integer.toString(guarded ? rounded(tiles) : tiles));
    }
    if (guarded && rounded(tiles) != tiles) {
      scope.open("if (" + tile + " < " + tiles + ")");
      opened++;
    }
    LaneTile lanes = new LaneTile(program, constants, updates, names, code);
    if (launch.kernels().stream().anyMatch(this::vectors)) {
      lanes.open(scope);
    }
    branches(scope, tile, (inner, kernel) -> {
      if (kernel.laneAxis() != null) {
        lanes.writeRows(inner, kernel);
      } else if (vectors(kernel)) {
        lanes.writeSum(inner, kernel);
      } else {
        write(inner, kernel);
        updates.write(inner, kernel);
      }
    });
    close(scope, opened);
  }

  /** Sums to which each thread of a group adds a share; the shares are added up in local memory. */
  private void tree(Scope scope) {
    int most = launch.kernels().stream().mapToInt(Kernel::accumulators).max().orElseThrow();
    String shared = names.exact("shared");
    String half = names.exact("half");
    String group = Size.GROUP.in(constants);
    scope.line("int thread = context.localIdx");
    String tile = tileOf(scope, "context.groupIdx");
    scope.line(
        String.format(
            Locale.ROOT, "float[] %s = context.allocateFloatLocalArray(%s)", shared, Distance.of(group).times(most)));
    Map<Kernel, TileWriter> writers = new IdentityHashMap<>();
    branches(scope, tile, (inner, kernel) -> {
      TileWriter writer = writer(kernel);
      writers.put(kernel, writer);
      List<Value> shares =
          writer.sums(inner, new TornadoDialect(), (axes, guards) -> new StridedLoop(axes, guards, group));
      for (int i = 0; i < most; i++) {
        inner.line(element(shared, "thread", i) + " = " + (i < shares.size() ? shares.get(i).text() : "0f"));
      }
    });
    scope.line("context.localBarrier()");
    scope.open(String.format(Locale.ROOT, "for (int %s = %s / 2; %s > 0; %s = %s / 2)", half, group, half, half, half));
    scope.open("if (thread < " + half + ")");
    for (int i = 0; i < most; i++) {
      String own = element(shared, "thread", i);
      scope.line(own + " = " + own + " + " + element(shared, "thread + " + half, i));
    }
    scope.close();
    scope.line("context.localBarrier()");
    scope.close();
    scope.open("if (thread == 0)");
    branches(scope, tile, true, (inner, kernel) -> {
      List<Value> sums = new ArrayList<>();
      for (int i = 0; i < kernel.accumulators(); i++) {
        sums.add(Value.number(element(shared, "", i)));
      }
      writers.get(kernel).finish(inner, sums);
      updates.write(inner, kernel);
    });
    scope.close();
  }

  /** The share of a thread in a sum; without one that of the first. */
  private String element(String array, String thread, int sum) {
    String index = IndexText.plus(thread, Distance.of(Size.GROUP.in(constants)).times(sum));
    return array + "[" + (index.isEmpty() ? "0" : index) + "]";
  }
}
