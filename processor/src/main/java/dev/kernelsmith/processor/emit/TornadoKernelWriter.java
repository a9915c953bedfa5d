package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.TypeName;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.Kernel;
import dev.kernelsmith.processor.schedule.Launch;
import dev.kernelsmith.processor.schedule.Layout.Place;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Modifier;

/** Writes the kernel method of one launch. */
final class TornadoKernelWriter {
  /** Threads of a work group that shares out a sum; a power of two. */
  static final int TREE = 128;

  private final ScheduledProgram program;
  private final DeviceSchedule schedule;
  private final Launch launch;
  private final Names names = new Names();
  private final CodeBlock.Builder code = CodeBlock.builder();

  TornadoKernelWriter(ScheduledProgram program, DeviceSchedule schedule, Launch launch) {
    this.program = program;
    this.schedule = schedule;
    this.launch = launch;
    List.of("n", "batch", "context", "thread").forEach(names::exact);
    launch.kernels().forEach(this::reserve);
  }

  private void reserve(Kernel kernel) {
    kernel.statements().forEach(s -> s.axes().forEach(a -> names.exact(a.name())));
  }

  /** Names of the arrays of a launch, in order. */
  static List<String> arguments(ScheduledProgram program, Launch launch) {
    Set<Place> places = EnumSet.noneOf(Place.class);
    launch.kernels().forEach(k -> places.addAll(KernelWriter.places(program, k)));
    Set<String> arrays = new LinkedHashSet<>();
    places.forEach(place -> arrays.add(TornadoAddresses.array(place)));
    return List.copyOf(arrays);
  }

  /** Type of an array. */
  static TypeName type(String array) {
    return array.equals(Place.CLASSES.variable()) ? TornadoNames.INT_ARRAY : TornadoNames.FLOAT_ARRAY;
  }

  MethodSpec write() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(launch.name()).addModifiers(Modifier.PUBLIC, Modifier.STATIC);
    for (Kernel kernel : launch.kernels()) {
      if (kernel.start() != null) {
        Statement start = kernel.main().withValue(kernel.start());
        method.addJavadoc("$L\n", start.toString().replace(" += ", " starts from "));
      }
      kernel.statements().forEach(s -> method.addJavadoc("$L\n", s));
    }
    if (schedule.explicit()) {
      method.addParameter(TornadoNames.KERNEL_CONTEXT, "context");
    }
    for (String array : arguments(program, launch)) {
      names.exact(array);
      method.addParameter(ParameterSpec.builder(type(array), array).build());
    }
    method.addParameter(int.class, "batch");
    Scope scope = new Scope(code, names, new TornadoAddresses(program));
    switch (launch.form()) {
      case TILES -> tiles(scope);
      case SAMPLES -> samples(scope);
      case SUMS -> sums(scope);
      case TREE -> tree(scope);
    }
    return method.addCode(code.build()).build();
  }

  /** Threads of the launch, where they are laid out by hand. */
  TornadoGrid grid() {
    int tiles = Launch.tiles(launch.first());
    return switch (launch.form()) {
      case TILES -> {
        int rows = 8;
        while (tiles % rows != 0) {
          rows /= 2;
        }
        yield new TornadoGrid("batch", tiles, schedule.lanes(), rows);
      }
      case SAMPLES -> new TornadoGrid("batch", 0, schedule.lanes(), 1);
      case SUMS -> new TornadoGrid(Integer.toString(rounded(tiles)), 0, 64, 1);
      case TREE -> new TornadoGrid(Integer.toString(Math.multiplyExact(tiles, TREE)), 0, TREE, 1);
    };
  }

  private static int rounded(int threads) {
    return Math.ceilDiv(threads, 64) * 64;
  }

  private void tiles(Scope scope) {
    int tiles = Launch.tiles(launch.first());
    String tile = names.exact("tile");
    int opened = 0;
    if (schedule.explicit()) {
      scope.line("int n = context.globalIdx");
      if (tiles > 1) {
        scope.line("int " + tile + " = context.globalIdy");
      }
    } else {
      boolean samplesFirst = schedule == DeviceSchedule.FPGA;
      if (samplesFirst) {
        parallel(scope, "n", "batch");
        opened++;
      }
      if (tiles > 1) {
        parallel(scope, tile, Integer.toString(tiles));
        opened++;
      }
      if (!samplesFirst) {
        parallel(scope, "n", "batch");
        opened++;
      }
    }
    decode(scope, launch.first(), tile);
    write(scope.inner(), launch.first());
    close(scope, opened);
  }

  private static void parallel(Scope scope, String axis, String extent) {
    scope.open("for (@Parallel int %s = 0; %s < %s; %s++)".formatted(axis, axis, extent, axis));
  }

  private static void close(Scope scope, int opened) {
    for (int i = 0; i < opened; i++) {
      scope.close();
    }
  }

  /** Declares the output axes of a kernel from the number of its tile. */
  private static void decode(Scope scope, Kernel kernel, String tile) {
    int inner = 1;
    List<Kernel.Loop> loops = new ArrayList<>(kernel.loops());
    loops.removeIf(Kernel.Loop::unrolled);
    int total = Launch.tiles(kernel);
    for (Kernel.Loop loop : loops.reversed()) {
      int count = loop.axis().extent() / loop.tile();
      String quotient = inner == 1 ? tile : tile + " / " + inner;
      String digit = inner * count == total ? quotient : quotient + " % " + count;
      String value = loop.tile() == 1 ? digit : digit + " * " + loop.tile();
      scope.line("int " + loop.axis().name() + " = " + (count == 1 ? "0" : value));
      inner *= count;
    }
  }

  private TileWriter writer(Kernel kernel) {
    boolean sums = !kernel.main().target().perSample();
    List<Integer> tile = kernel.loops().stream().map(Kernel.Loop::tile).toList();
    return new TileWriter(
        kernel, new TornadoDialect(), sums ? List.of(TornadoAddresses.SAMPLE) : List.of(), tile);
  }

  private void write(Scope scope, Kernel kernel) {
    writer(kernel).write(scope);
  }

  private void samples(Scope scope) {
    if (schedule.explicit()) {
      scope.line("int n = context.globalIdx");
    } else {
      parallel(scope, "n", "batch");
    }
    for (Kernel kernel : launch.kernels()) {
      int opened = 0;
      Scope inner = scope.inner();
      for (Kernel.Loop loop : kernel.loops()) {
        if (!loop.unrolled()) {
          String axis = loop.axis().name();
          String step = loop.tile() == 1 ? axis + "++" : axis + " += " + loop.tile();
          inner.open("for (int %s = 0; %s < %d; %s)".formatted(axis, axis, loop.axis().extent(), step));
          opened++;
        }
      }
      write(inner.inner(), kernel);
      close(inner, opened);
    }
    if (!schedule.explicit()) {
      scope.close();
    }
  }

  private void sums(Scope scope) {
    Kernel kernel = launch.first();
    int tiles = Launch.tiles(kernel);
    String tile = names.exact("tile");
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
    decode(scope, kernel, tile);
    write(scope.inner(), kernel);
    close(scope, opened);
  }

  private void tree(Scope scope) {
    Kernel kernel = launch.first();
    String tile = names.exact("tile");
    scope.line("int thread = context.localIdx");
    scope.line("int " + tile + " = context.groupIdx");
    decode(scope, kernel, tile);
    String shared = names.exact("shared");
    Scope inner = scope.inner();
    writer(kernel)
        .writeShared(
            inner,
            (axes, guards) -> new StridedLoop(axes, guards, TREE),
            sums -> {
              scope.line("float[] %s = context.allocateFloatLocalArray(%d)".formatted(shared, TREE * sums.size()));
              for (int i = 0; i < sums.size(); i++) {
                scope.line(element(shared, "thread", i) + " = " + sums.get(i).text());
              }
              scope.line("context.localBarrier()");
              String half = names.exact("half");
              scope.open("for (int %s = %d; %s > 0; %s = %s / 2)".formatted(half, TREE / 2, half, half, half));
              scope.open("if (thread < " + half + ")");
              for (int i = 0; i < sums.size(); i++) {
                String own = element(shared, "thread", i);
                scope.line(own + " = " + own + " + " + element(shared, "thread + " + half, i));
              }
              scope.close();
              scope.line("context.localBarrier()");
              scope.close();
              List<Value> joined = new ArrayList<>();
              for (int i = 0; i < sums.size(); i++) {
                joined.add(Value.number(shared + "[" + i * TREE + "]"));
              }
              scope.open("if (thread == 0)");
              return joined;
            },
            inner::inner);
    scope.close();
  }

  private static String element(String array, String thread, int sum) {
    return array + "[" + (sum == 0 ? thread : thread + " + " + sum * TREE) + "]";
  }
}
