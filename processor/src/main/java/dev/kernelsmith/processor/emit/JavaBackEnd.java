package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.read.VisibleNames;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Takes a checked network through the later stages to Java source. */
public final class JavaBackEnd implements BackEnd {
  @Override
  public void generate(LayerGraph graph, Target target) throws IOException {
    NetworkPrograms programs = NetworkPrograms.of(LoweredNetwork.of(graph));
    ParameterLayout layout = ParameterLayout.of(programs.network().parameters());
    NetworkNames names = new NetworkNames(graph.packageName(), graph.className());
    VisibleNames visible = VisibleNames.of(target.origin(), names);
    KernelsWriter scalar = new KernelsWriter(graph, programs, layout, false, 16);
    write(scalar.write(target), names, target);
    List<String> vector = new ArrayList<>();
    if (target.vectorModuleReadable()) {
      for (int registers : List.of(32, 16)) {
        KernelsWriter twin = new KernelsWriter(graph, programs, layout, true, registers);
        write(twin.write(target), names, target);
        vector.add(twin.name());
      }
    }
    List<DeviceSchedule> devices = target.devices().stream().map(DeviceSchedule::valueOf).toList();
    String graphs = null;
    if (!devices.isEmpty()) {
      TornadoKernelsWriter kernels = new TornadoKernelsWriter(graph, programs, layout, devices);
      TornadoGraphsWriter writer = new TornadoGraphsWriter(graph, programs, layout, kernels);
      write(kernels.write(target, writer.resident()), names, target);
      write(writer.write(target), names, target);
      graphs = writer.name();
    }
    PartsWriter parts = new PartsWriter(graph, programs, layout, visible);
    write(parts.write(target, scalar.name(), vector, graphs), names, target);
    JavaFile network = new NetworkWriter(graph, programs, layout, visible).write(target, parts.name());
    write(network, SourceText.of(network, names, visible.types()), target);
  }

  private static void write(JavaFile file, NetworkNames names, Target target) throws IOException {
    write(file, SourceText.of(file, names, Set.of()), target);
  }

  private static void write(JavaFile file, String text, Target target) throws IOException {
    String name =
        file.packageName().isEmpty() ? file.typeSpec().name() : file.packageName() + "." + file.typeSpec().name();
    try (Writer writer = target.filer().createSourceFile(name, target.origin()).openWriter()) {
      writer.write(text);
    }
  }
}
