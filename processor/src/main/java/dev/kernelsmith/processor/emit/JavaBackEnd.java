package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;

/** Takes a checked network through the later stages to Java source. */
public final class JavaBackEnd implements BackEnd {
  /** 256 MiB. */
  private static final int LARGEST_BLOCK = 1 << 26;

  private final int largestBlock;

  /** The back end as compilers use it. */
  public JavaBackEnd() {
    this(LARGEST_BLOCK);
  }

  /**
   * A back end with a limit of one's own.
   *
   * @param largestBlock floats of working memory of a block of 16 samples above which vector kernels take one sample at a time
   */
  public JavaBackEnd(int largestBlock) {
    this.largestBlock = largestBlock;
  }

  @Override
  public void generate(LayerGraph graph, Target target) throws IOException {
    NetworkPrograms programs = NetworkPrograms.of(LoweredNetwork.of(graph));
    ParameterLayout layout = ParameterLayout.of(programs.network().parameters());
    KernelsWriter scalar = new KernelsWriter(graph, programs, layout, false, 16, largestBlock);
    write(scalar.write(target), target);
    List<String> vector = new ArrayList<>();
    if (target.vectorModuleReadable()) {
      for (int registers : List.of(32, 16)) {
        KernelsWriter twin = new KernelsWriter(graph, programs, layout, true, registers, largestBlock);
        write(twin.write(target), target);
        vector.add(twin.name());
      }
    }
    List<DeviceSchedule> devices = target.devices().stream().map(DeviceSchedule::valueOf).toList();
    String graphs = null;
    if (!devices.isEmpty()) {
      TornadoKernelsWriter kernels = new TornadoKernelsWriter(graph, programs, layout, devices);
      TornadoGraphsWriter writer = new TornadoGraphsWriter(graph, programs, layout, kernels);
      write(kernels.write(target, writer.resident()), target);
      write(writer.write(target), target);
      graphs = writer.name();
    }
    write(new NetworkWriter(graph, programs, layout).write(target, scalar.name(), vector, graphs), target);
  }

  private static void write(JavaFile file, Target target) throws IOException {
    String name =
        file.packageName().isEmpty() ? file.typeSpec().name() : file.packageName() + "." + file.typeSpec().name();
    try (Writer writer = target.filer().createSourceFile(name, target.origin()).openWriter()) {
      writer.write(Imports.complete(file, target.origin()));
    }
  }
}
