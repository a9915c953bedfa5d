package dev.kernelsmith.processor;

import dev.kernelsmith.processor.diagnostics.DiagnosticPrinter;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.diagnostics.Position;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.GraphBuilder;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Trace;
import dev.kernelsmith.processor.lower.Initials;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.read.ModelDeclaration;
import dev.kernelsmith.processor.read.ModelReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** Takes one class through all stages, and turns whatever goes wrong on the way into a diagnostic. */
final class NetworkTask {
  /** Bytes of a file's name, in the file systems that are usual. */
  private static final int LONGEST_NAME = 255;

  private final ProcessingEnvironment environment;
  private final ModelReader reader;
  private final Map<String, LayerRule> rules;
  private final NameRegistry names;
  private final BackEnd backEnd;
  private final Options options;
  private boolean vectorNoteGiven;

  NetworkTask(
      ProcessingEnvironment environment,
      ModelReader reader,
      Map<String, LayerRule> rules,
      NameRegistry names,
      BackEnd backEnd,
      Options options) {
    this.environment = environment;
    this.reader = reader;
    this.rules = rules;
    this.names = names;
    this.backEnd = backEnd;
    this.options = options;
  }

  /**
   * Compiles a class, and prints all that is found.
   *
   * @param type the class
   * @param last whether this is its last chance: what is missing now, the compiler reports
   * @return false if the class must wait for something that is not there yet; nothing has been printed then
   */
  boolean run(TypeElement type, boolean last) {
    Diagnostics diagnostics = new Diagnostics();
    Position stepwise = null;
    try {
      ModelDeclaration model = reader.read(type, diagnostics);
      stepwise = model == null || model.network() == null ? null : model.network().at("stepwise");
      if (model != null && !model.complete() && !last) {
        return false;
      }
      if (model != null && JavacOnly.inCompactFile(type, environment)) {
        String[] nesting = model.names().className().split("\\.");
        diagnostics.report(
            Message.NETWORK_IN_COMPACT_FILE, Position.of(type), type.getSimpleName(), model.names().network(),
            type.getSimpleName(), nesting[0]);
      } else if (model != null) {
        names.claim(model.names(), diagnostics);
        Trace trace = Dump.of(options.dump(), model.names().qualifiedClass(), diagnostics);
        trace.show("", Pass.READ.title(), () -> NetworkText.of(model));
        LayerGraph graph = GraphBuilder.build(model, rules, Losses::of, Optimizers::of, diagnostics);
        if (graph != null) {
          trace.show("", Pass.GRAPH.title(), () -> NetworkText.of(graph));
          Initials.check(graph, diagnostics);
          if (!diagnostics.hasErrors()) {
            generate(graph, type, trace, diagnostics);
          }
        }
      }
    } catch (IOException e) {
      diagnostics.report(Message.WRITE_FAILED, null, type.getQualifiedName(), e);
    } catch (BackEnd.OutdatedException e) {
      diagnostics.report(Message.EARLIER_OUTPUT_OUTDATED, null, reader.names(type).className(), e.getMessage());
    } catch (BackEnd.NotStepwiseException e) {
      diagnostics.report(Message.NOT_STEPWISE, stepwise, reader.names(type).className(), e.getMessage());
    } catch (BackEnd.TooLargeException e) {
      diagnostics.report(Message.TOO_MUCH_MEMORY, null, reader.names(type).className(), e.getMessage());
    } catch (RuntimeException | AssertionError | LinkageError | StackOverflowError e) {
      diagnostics.report(Message.INTERNAL, null, type.getQualifiedName(), InternalFailure.text(e, options.debug()));
    }
    DiagnosticPrinter.print(diagnostics, type, environment.getMessager());
    return true;
  }

  private void generate(LayerGraph graph, TypeElement type, Trace trace, Diagnostics diagnostics) throws IOException {
    boolean vector = reader.seesVectorModule(type);
    if (!vector && !vectorNoteGiven) {
      ModuleElement module = environment.getElementUtils().getModuleOf(type);
      boolean named = module != null && !module.isUnnamed();
      String more = named ? " and 'requires jdk.incubator.vector;' in module-info.java" : "";
      diagnostics.report(Message.VECTOR_MODULE_NOT_READABLE, Position.of(type), graph.className(), more);
      vectorNoteGiven = true;
    }
    boolean tornado = reader.seesTornado(type);
    if (options.asksForDevices() && !tornado) {
      diagnostics.report(Message.TORNADO_MISSING, Position.of(type), graph.className(), Options.TORNADO);
      return;
    }
    List<String> devices = options.devices(tornado);
    boolean generated = reader.seesGenerated(type);
    String longest = reader.names(type).longestFile(vector, !devices.isEmpty(), graph.inspected());
    int bytes = longest.getBytes(StandardCharsets.UTF_8).length;
    if (bytes > LONGEST_NAME) {
      diagnostics.report(
          Message.NAME_TOO_LONG, Position.of(type), graph.className(), longest, bytes, LONGEST_NAME,
          bytes - LONGEST_NAME);
      return;
    }
    Map<String, String> earlier = names.earlier(reader.names(type));
    backEnd.generate(
        graph,
        new BackEnd.Target(type, isPublic(type), vector, generated, devices, options.costs(), options.winograd(),
            environment.getFiler(),
            earlier,
            trace));
    if (!earlier.isEmpty()) {
      diagnostics.report(Message.EARLIER_OUTPUT_KEPT, Position.of(type), graph.className());
    }
  }

  /** Whether a class and all classes around it are public. */
  private static boolean isPublic(Element element) {
    return element instanceof PackageElement
        || element.getModifiers().contains(Modifier.PUBLIC) && isPublic(element.getEnclosingElement());
  }
}
