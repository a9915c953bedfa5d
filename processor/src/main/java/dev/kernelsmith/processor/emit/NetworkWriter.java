package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.Target;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/** Writes the network class: the description of the network, and the handles in the annotated class's fields. */
final class NetworkWriter {
  private static final int PER_METHOD = 20;

  private final LayerGraph graph;
  private final NetworkPrograms programs;
  private final ParameterLayout layout;
  private final String name;
  private final String engine;
  private final String spec;
  private final String kernels;
  private @Nullable String graphs;

  NetworkWriter(LayerGraph graph, NetworkPrograms programs, ParameterLayout layout) {
    this.graph = graph;
    this.programs = programs;
    this.layout = layout;
    this.name = graph.className().replace('.', '_');
    this.engine = free("engine");
    this.spec = free("SPEC");
    this.kernels = free("KERNELS");
  }

  /**
   * Writes the class.
   *
   * @param scalar name of the scalar kernels
   * @param vector names of the vector kernels, if there are any
   * @param deviceGraphs name of the task graphs for devices, or null
   */
  JavaFile write(BackEnd.Target target, String scalar, List<String> vector, @Nullable String deviceGraphs) {
    graphs = deviceGraphs;
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name + "Network")
            .addModifiers(Modifier.FINAL)
            .superclass(annotatedClass())
            .addSuperinterface(RuntimeNames.COMPILED_NETWORK)
            .addOriginatingElement(target.origin())
            .addJavadoc("$L", NetworkHeader.of(graph, programs, layout));
    KernelsWriter.markGenerated(type, target);
    SuppressedWarnings.add(type, target);
    if (target.publicClass()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addField(
        FieldSpec.builder(RuntimeNames.NETWORK_SPEC, spec, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("Parts.spec()")
            .build());
    String none = "null";
    type.addField(
        FieldSpec.builder(RuntimeNames.KERNEL_PROGRAM, kernels, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer(
                "$T.choose($S, $L, $L, $L)",
                RuntimeNames.TWINS,
                graph.className(),
                supplier(scalar),
                vector.isEmpty() ? none : supplier(vector.get(0)),
                vector.isEmpty() ? none : supplier(vector.get(1)))
            .build());
    type.addField(RuntimeNames.NETWORK_ENGINE, engine, Modifier.PRIVATE, Modifier.FINAL);
    TypeSpec.Builder holder = TypeSpec.classBuilder("Parts")
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
        .addJavadoc("What would otherwise share names with methods of the annotated class.\n");
    constructors(type, holder, target.publicClass());
    type.addMethod(
        MethodSpec.methodBuilder("engine")
            .addAnnotation(Override.class)
            .addModifiers(Modifier.PUBLIC)
            .returns(RuntimeNames.NETWORK_ENGINE)
            .addStatement("return $L", engine)
            .build());
    spec(holder);
    type.addType(holder.build());
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  /** The factory of task graphs as a further argument; like the kernels, they are loaded only when they are asked for. */
  private String deviceFactory() {
    return graphs == null ? "" : String.format(Locale.ROOT, ", placement -> new %s(placement)", graphs);
  }

  /**
   * A supplier of kernels. Not a constructor reference: resolving one loads the class that it names, and a vector kernel cannot be loaded
   * where the module of the Vector API is not there.
   */
  private static String supplier(String kernels) {
    return String.format(Locale.ROOT, "() -> new %s()", kernels);
  }

  /** A name that hides no layer. */
  private String free(String name) {
    boolean taken = graph.layers().stream().anyMatch(l -> l.name().equals(name));
    return taken ? free(name + "_") : name;
  }

  private ClassName annotatedClass() {
    String[] nesting = graph.className().split("\\.");
    ClassName type = ClassName.get(graph.packageName(), nesting[0]);
    for (int i = 1; i < nesting.length; i++) {
      type = type.nestedClass(nesting[i]);
    }
    return type;
  }

  private void constructors(TypeSpec.Builder type, TypeSpec.Builder holder, boolean publicClass) {
    Modifier[] access = publicClass ? new Modifier[] {Modifier.PUBLIC} : new Modifier[0];
    type.addMethod(
        MethodSpec.constructorBuilder()
            .addModifiers(access)
            .addJavadoc("A network with the initial weights of seed 0.\n")
            .addStatement("this(0)")
            .build());
    MethodSpec.Builder seeded =
        MethodSpec.constructorBuilder()
            .addModifiers(access)
            .addJavadoc("A network with the initial weights of a seed.\n")
            .addParameter(long.class, "seed")
            .addStatement(
                "$L = new $T($L, $L, seed$L)", engine, RuntimeNames.NETWORK_ENGINE, spec, kernels, deviceFactory());
    List<List<LayerNode>> parts = chunks(graph.layers());
    for (int p = 0; p < parts.size(); p++) {
      CodeBlock.Builder handles = CodeBlock.builder();
      for (LayerNode layer : parts.get(p)) {
        String owner = parts.size() == 1 ? "this" : "network";
        boolean hidden = parts.size() > 1 || layer.name().equals("seed");
        String handle = hidden ? owner + "." + layer.name() : layer.name();
        handles.addStatement("$L = $L.layer($S)", handle, engine, layer.name());
      }
      if (parts.size() == 1) {
        seeded.addCode(handles.build());
      } else {
        String method = "handles" + (p + 1);
        seeded.addStatement("Parts.$L(this, $L)", method, engine);
        holder.addMethod(
            MethodSpec.methodBuilder(method)
                .addModifiers(Modifier.STATIC)
                .addParameter(ClassName.get(graph.packageName(), name + "Network"), "network")
                .addParameter(RuntimeNames.NETWORK_ENGINE, engine)
                .addCode(handles.build())
                .build());
      }
    }
    type.addMethod(seeded.build());
  }

  private void spec(TypeSpec.Builder type) {
    OptimizerRule optimizer = Optimizers.of(graph.optimizer());
    float rate = graph.optimizerAttributes().floating("learningRate");
    String slots =
        optimizer.slots(graph.optimizerAttributes()).stream().map(s -> ", \"" + s + "\"").collect(Collectors.joining());
    Shape output = graph.layer(graph.output()).shape();
    MethodSpec.Builder spec =
        MethodSpec.methodBuilder("spec")
            .addModifiers(Modifier.STATIC)
            .returns(RuntimeNames.NETWORK_SPEC)
            .addStatement(
                "$T.Builder spec = $T.builder(1, $S, $S)",
                RuntimeNames.NETWORK_SPEC,
                RuntimeNames.NETWORK_SPEC,
                graph.className(),
                Fingerprint.of(graph))
            .addStatement("spec.input(new $T($S, $L))", RuntimeNames.TENSOR_SPEC, "input", list(graph.input().dims()))
            .addStatement("spec.output(new $T($S, $L))", RuntimeNames.TENSOR_SPEC, "logits", list(output.dims()))
            .addStatement(
                "spec.output(new $T($S, $L))", RuntimeNames.TENSOR_SPEC, "probabilities", list(output.dims()));
    int part = 1;
    for (List<LayerNode> layers : chunks(graph.layers())) {
      String method = "layers" + (graph.layers().size() > PER_METHOD ? Integer.toString(part++) : "");
      spec.addStatement("$L(spec)", method);
      MethodSpec.Builder builder = part(method);
      for (LayerNode layer : layers) {
        builder.addStatement(
            "spec.layer(new $T($S, $S, $L, $L, $L, $LL))",
            RuntimeNames.LAYER_SPEC,
            layer.name(),
            layer.kind(),
            texts(layer.inputs()),
            list(layer.shape().dims()),
            texts(parametersOf(layer)),
            NetworkHeader.flops(layer, programs));
      }
      type.addMethod(builder.build());
    }
    part = 1;
    List<Parameter> parameters = programs.network().parameters();
    for (List<Parameter> chunk : chunks(parameters)) {
      String method = "parameters" + (parameters.size() > PER_METHOD ? Integer.toString(part++) : "");
      spec.addStatement("$L(spec)", method);
      MethodSpec.Builder builder = part(method);
      for (Parameter p : chunk) {
        builder.addStatement(
            "spec.parameter(new $T($S, $L, $L, $L, $T.$L, $L, $L))",
            RuntimeNames.PARAMETER_SPEC,
            p.name(),
            list(p.shape()),
            layout.offsets().get(p.buffer()),
            Target.padded(p.shape().getLast()),
            RuntimeNames.INITIALIZER,
            p.initializer(),
            p.fanIn(),
            p.fanOut());
      }
      type.addMethod(builder.build());
    }
    spec.addStatement("spec.parameterFloats($L)", layout.floats());
    if (graph.loss() != null) {
      LossRule loss = Losses.of(graph.loss());
      String kind = loss.comparesClasses() ? "CLASS" : "VALUES";
      int targets = loss.comparesClasses() ? 0 : output.elements();
      spec.addStatement(
          "spec.loss($S, $T.TargetKind.$L, $L)", graph.loss(), RuntimeNames.NETWORK_SPEC, kind, targets);
      spec.addStatement("spec.trainingFlops($LL)", NetworkHeader.trainingFlops(programs));
    }
    spec.addStatement(
        "spec.optimizer($S, $Lf$L)",
        graph.optimizer(),
        Float.isNaN(rate) ? optimizer.defaultLearningRate() : rate,
        slots);
    type.addMethod(spec.addStatement("return spec.build()").build());
  }

  private static MethodSpec.Builder part(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.STATIC)
        .addParameter(RuntimeNames.NETWORK_SPEC.nestedClass("Builder"), "spec");
  }

  private List<String> parametersOf(LayerNode layer) {
    return programs.network().parameters().stream()
        .map(Parameter::name)
        .filter(p -> p.startsWith(layer.name() + "."))
        .toList();
  }

  private static CodeBlock list(List<Integer> numbers) {
    return CodeBlock.of(
        "$T.of($L)", List.class, numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static CodeBlock texts(List<String> texts) {
    return CodeBlock.of(
        "$T.of($L)", List.class, texts.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(", ")));
  }

  private static <T> List<List<T>> chunks(List<T> all) {
    List<List<T>> parts = new ArrayList<>();
    for (int i = 0; i < all.size(); i += PER_METHOD) {
      parts.add(all.subList(i, Math.min(i + PER_METHOD, all.size())));
    }
    return parts;
  }
}
