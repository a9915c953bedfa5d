package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.JavaFile;
import dev.kernelsmith.annotations.OptimizerType;
import dev.kernelsmith.processor.emit.cpu.KernelsWriter;
import dev.kernelsmith.processor.emit.device.TornadoGraphsWriter;
import dev.kernelsmith.processor.emit.device.TornadoKernelsWriter;
import dev.kernelsmith.processor.emit.network.NetworkWriter;
import dev.kernelsmith.processor.emit.network.PartsWriter;
import dev.kernelsmith.processor.emit.text.SourceText;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.read.NetworkNames;
import dev.kernelsmith.processor.read.VisibleNames;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import javax.annotation.processing.Filer;
import javax.annotation.processing.FilerException;
import javax.tools.StandardLocation;

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
   * @param largestBlock floats of a block of 16 samples, working memory and samples, above which vector kernels take one sample at a time
   */
  public JavaBackEnd(int largestBlock) {
    this.largestBlock = largestBlock;
  }

  @Override
  public void generate(LayerGraph graph, Target target) throws IOException {
    generate(NetworkPrograms.of(graph), Optimizers.of(OptimizerType.valueOf(graph.optimizer())), target);
  }

  /** Writes the source of a network's programs, trained by an optimizer. */
  public void generate(NetworkPrograms programs, OptimizerRule optimizer, Target target) throws IOException {
    LayerGraph graph = programs.network().graph();
    ParameterLayout layout = ParameterLayout.of(programs.network().parameters());
    UpdateProgram update = UpdateProgram.of(optimizer, graph.optimizerAttributes(), layout.spans());
    NetworkNames names = graph.names();
    VisibleNames visible = VisibleNames.of(target.origin(), names);
    KernelsWriter scalar = new KernelsWriter(graph, programs, layout, update, false, 16, largestBlock);
    write(scalar.write(target, false), names, target);
    List<String> vector = new ArrayList<>();
    if (target.vectorModuleReadable()) {
      KernelsWriter many = new KernelsWriter(graph, programs, layout, update, true, 32, largestBlock);
      KernelsWriter few = new KernelsWriter(graph, programs, layout, update, true, 16, largestBlock);
      boolean same = few.isLike(many);
      write(many.write(target, same), names, target);
      write(same ? few.writeAs(many, target) : few.write(target, false), names, target);
      vector.addAll(List.of(many.name(), few.name()));
    }
    List<DeviceSchedule> devices = target.devices().stream().map(DeviceSchedule::valueOf).toList();
    String graphs = null;
    if (!devices.isEmpty()) {
      TornadoKernelsWriter kernels = new TornadoKernelsWriter(graph, programs, layout, update, devices);
      TornadoGraphsWriter writer = new TornadoGraphsWriter(graph, programs, layout, kernels);
      write(kernels.write(target, writer.resident()), names, target);
      write(writer.write(target), names, target);
      graphs = writer.name();
    }
    PartsWriter parts = new PartsWriter(graph, programs, layout, optimizer, update, visible);
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
