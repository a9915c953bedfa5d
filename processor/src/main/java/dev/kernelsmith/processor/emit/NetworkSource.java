package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.processor.emit.cpu.InspectionWriter;
import dev.kernelsmith.processor.emit.cpu.CallLayers;
import dev.kernelsmith.processor.emit.cpu.KernelCost;
import dev.kernelsmith.processor.emit.cpu.KernelsWriter;
import dev.kernelsmith.processor.emit.device.TornadoGraphsWriter;
import dev.kernelsmith.processor.emit.device.TornadoKernelsWriter;
import dev.kernelsmith.processor.emit.network.NetworkWriter;
import dev.kernelsmith.processor.emit.network.PartsWriter;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.graph.BackEnd.OutdatedException;
import dev.kernelsmith.processor.graph.BackEnd.Target;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.read.VisibleNames;
import dev.kernelsmith.processor.schedule.NetworkSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.tools.StandardLocation;

/** Writes the source of a network from its schedules. */
public final class NetworkSource {
  private final NetworkPrograms programs;
  private final OptimizerRule optimizer;
  private final UpdateProgram update;
  private final NetworkSchedules schedules;

  /** All that there is to write. */
  public NetworkSource(
      NetworkPrograms programs, OptimizerRule optimizer, UpdateProgram update, NetworkSchedules schedules) {
    this.programs = programs;
    this.optimizer = optimizer;
    this.update = update;
    this.schedules = schedules;
  }

  /**
   * Writes all files.
   *
   * @throws IOException if one cannot be written
   * @throws OutdatedException if an earlier file among the sources cannot be seen to be what would be written now
   */
  public void write(Target target) throws IOException {
    LayerGraph graph = programs.network().graph();
    ParameterLayout layout = schedules.parameters();
    NetworkNames names = graph.names();
    VisibleNames visible = VisibleNames.of(target.origin(), names);
    KernelsWriter scalar = new KernelsWriter(graph, schedules.scalar(), layout, update);
    write(scalar.write(target), names, target);
    List<KernelsWriter> variants = new ArrayList<>(List.of(scalar));
    List<String> vector = new ArrayList<>();
    if (!schedules.vector().isEmpty()) {
      KernelsWriter many = new KernelsWriter(graph, schedules.vector().getFirst(), layout, update);
      KernelsWriter few = new KernelsWriter(graph, schedules.vector().getLast(), layout, update);
      write(many.write(target), names, target);
      JavaFile file = few.writeBeyond(many, target);
      write(file, SourceText.ofHeir(file, names, many.nested()), target);
      vector.addAll(List.of(many.name(), few.name()));
      variants.addAll(List.of(many, few));
    }
    String graphs = null;
    if (!schedules.devices().isEmpty()) {
      ParameterLayout there = layout.onDevice();
      UpdateProgram updated = UpdateProgram.of(optimizer, graph.optimizerAttributes(), there.spans());
      TornadoKernelsWriter kernels =
          new TornadoKernelsWriter(graph, programs, there, updated, schedules.devices());
      TornadoGraphsWriter writer = new TornadoGraphsWriter(graph, programs, there, kernels);
      write(kernels.write(target, writer.resident()), names, target);
      write(writer.write(target), names, target);
      graphs = writer.name();
    }
    String inspection = null;
    if (schedules.inspection() != null) {
      InspectionWriter writer = new InspectionWriter(graph, schedules.inspection(), layout);
      write(writer.write(target), names, target);
      inspection = writer.name();
    }
    PartsWriter parts = new PartsWriter(graph, programs, layout, optimizer, update, visible);
    write(parts.write(target, scalar.name(), vector, graphs, inspection), names, target);
    JavaFile network = new NetworkWriter(graph, programs, layout, visible).write(target, parts.name());
    write(network, SourceText.of(network, names, visible.types()), target);
    writeLayers(variants.stream().flatMap(variant -> variant.layers().stream()).toList(), graph, target);
    if (target.costs()) {
      writeCosts(variants.stream().flatMap(variant -> variant.costs().stream()).toList(), graph, target);
    }
  }

  /** What a training calls; a network without a loss has no such table. */
  private static void writeLayers(List<CallLayers> layers, LayerGraph graph, Target target) throws IOException {
    if (layers.isEmpty()) {
      return;
    }
    String type = graph.names().generated("");
    String name = graph.packageName().isEmpty() ? type : graph.packageName() + "." + type;
    try (Writer writer = target.filer()
        .createResource(StandardLocation.CLASS_OUTPUT, "", CallLayers.FOLDER + name + CallLayers.FILE, target.origin())
        .openWriter()) {
      writer.write(CallLayers.table(layers));
    }
  }

  private static void writeCosts(List<KernelCost> costs, LayerGraph graph, Target target) throws IOException {
    String name = graph.names().generated(KernelCost.FILE);
    try (Writer writer = target.filer()
        .createResource(StandardLocation.CLASS_OUTPUT, graph.packageName(), name, target.origin()).openWriter()) {
      writer.write(KernelCost.table(costs));
    }
  }

  private static void write(JavaFile file, NetworkNames names, Target target) throws IOException {
    write(file, SourceText.of(file, names, Set.of()), target);
  }

  private static void write(JavaFile file, String text, Target target) throws IOException {
    String name =
        file.packageName().isEmpty() ? file.typeSpec().name() : file.packageName() + "." + file.typeSpec().name();
    String earlier = target.earlier().get(name);
    if (earlier != null) {
      keep(earlier.isEmpty() ? output(file, target.filer()) : earlier, text, name);
      return;
    }
    try (Writer writer = target.filer().createSourceFile(name, target.origin()).openWriter()) {
      writer.write(text);
    } catch (FilerException e) {
      // Eclipse's compiler does not write again what it finds on the source path.
      keep(output(file, target.filer()), text, name);
    }
  }

  /** Leaves a file as it is, which must be as it would be. */
  private static void keep(String earlier, String text, String name) {
    if (!earlier.equals(text)) {
      throw new OutdatedException(name);
    }
  }

  /** What the folder for generated sources has of a file; empty where it has none. */
  private static String output(JavaFile file, Filer filer) {
    try {
      return filer.getResource(StandardLocation.SOURCE_OUTPUT, file.packageName(), file.typeSpec().name() + ".java")
          .getCharContent(true)
          .toString();
    } catch (IOException | IllegalArgumentException e) {
      return "";
    }
  }
}
