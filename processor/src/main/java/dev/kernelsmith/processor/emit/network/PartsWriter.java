package dev.kernelsmith.processor.emit.network;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.emit.text.Chunks;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LossValues;
import dev.kernelsmith.processor.graph.RateSchedule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Parameter.Group;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.StepProgram;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.read.Attributes;
import dev.kernelsmith.processor.read.VisibleNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Target;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a network is made of, its description, kernels and handles, as a class that does not extend the annotated one, so that
 * nothing of a user's hides a name in it.
 */
public final class PartsWriter {
  private static final int PER_METHOD = 20;
  private static final String SPEC = "SPEC";
  private static final String KERNELS = "KERNELS";

  private final LayerGraph graph;
  private final NetworkPrograms programs;
  private final ParameterLayout layout;
  private final OptimizerRule optimizer;
  private final UpdateProgram update;
  private final VisibleNames visible;
  private final String network;
  private final String name;

  public PartsWriter(
      LayerGraph graph, NetworkPrograms programs, ParameterLayout layout, OptimizerRule optimizer, UpdateProgram update,
      VisibleNames visible) {
    this.graph = graph;
    this.programs = programs;
    this.layout = layout;
    this.optimizer = optimizer;
    this.update = update;
    this.visible = visible;
    network = graph.names().network();
    name = free(graph.names().generated("Parts"), visible);
  }

  /** A name that neither a member type nor a field hides in the network class. */
  static String free(String name, VisibleNames visible) {
    boolean taken = visible.types().contains(name) || visible.fields().contains(name);
    return taken ? free(name + "_", visible) : name;
  }

  /** Name of the network's field for its engine, which hides no layer. */
  static String engineField(LayerGraph graph) {
    String name = "engine";
    while (hasLayer(graph, name)) {
      name += "_";
    }
    return name;
  }

  private static boolean hasLayer(LayerGraph graph, String name) {
    return graph.fields().containsKey(name) || graph.inputs().stream().anyMatch(input -> input.name().equals(name));
  }

  /** Simple name of the class. */
  public String name() {
    return name;
  }

  /**
   * Writes the class.
   *
   * @param scalar name of the scalar kernels
   * @param vector names of the vector kernels, if there are any
   * @param deviceGraphs name of the task graphs for devices, or null
   * @param inspection name of the kernels that look into the network, or null
   */
  public JavaFile write(
      BackEnd.Target target, String scalar, List<String> vector, @Nullable String deviceGraphs,
      @Nullable String inspection) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .addOriginatingElement(target.origin())
            .addJavadoc("What the network of {@link ~$L} is made of.\n", graph.className());
    GeneratedMark.add(type, target);
    if (setsHandles()) {
      SuppressedWarnings.add(type, target);
    }
    type.addField(
        FieldSpec.builder(RuntimeNames.NETWORK_SPEC, SPEC, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("spec()")
            .build());
    type.addField(
        FieldSpec.builder(RuntimeNames.KERNEL_PROGRAM, KERNELS, Modifier.PRIVATE, Modifier.STATIC, Modifier.FINAL)
            .initializer("kernels()")
            .build());
    type.addMethod(MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).build());
    // Task graphs and what looks into the network are loaded only when they are asked for, like the kernels.
    String graphs = deviceGraphs == null ? "" : ", placement -> new " + deviceGraphs + "(placement)";
    if (inspection != null) {
      graphs = (deviceGraphs == null ? ", null" : graphs) + ", () -> new " + inspection + "()";
    }
    type.addMethod(
        MethodSpec.methodBuilder("engine")
            .addModifiers(Modifier.STATIC)
            .addParameter(long.class, "seed")
            .returns(RuntimeNames.NETWORK_ENGINE)
            .addStatement("return new $T($L, $L, seed$L)", RuntimeNames.NETWORK_ENGINE, SPEC, KERNELS, graphs)
            .build());
    type.addMethod(kernels(scalar, vector));
    handles(type);
    new TypedMethods(graph, visible).addToParts(type);
    spec(type);
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  /** The method that makes the kernels of this JVM. Those that it does not make are never loaded: vector kernels cannot be without the module. */
  private MethodSpec kernels(String scalar, List<String> vector) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("kernels")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(RuntimeNames.KERNEL_PROGRAM);
    if (vector.isEmpty()) {
      method.addStatement("$T.registers($S, false)", RuntimeNames.KERNEL_VARIANTS, graph.className());
    } else {
      method
          .addStatement("int registers = $T.registers($S, true)", RuntimeNames.KERNEL_VARIANTS, graph.className())
          .beginControlFlow("if (registers == 32)")
          .addStatement("return new $L()", vector.get(0))
          .endControlFlow()
          .beginControlFlow("if (registers == 16)")
          .addStatement("return new $L()", vector.get(1))
          .endControlFlow();
    }
    return method.addStatement("return new $L()", scalar).build();
  }

  /** Whether it sets the fields of the network, of which there are too many for the constructor. */
  private boolean setsHandles() {
    return graph.fields().size() > PER_METHOD;
  }

  /** Methods that set the handles, where these are more than the network's constructor sets by itself. */
  private void handles(TypeSpec.Builder type) {
    List<List<Map.Entry<String, String>>> parts =
        setsHandles() ? chunks(List.copyOf(graph.fields().entrySet())) : List.of();
    for (int p = 0; p < parts.size(); p++) {
      CodeBlock.Builder code = CodeBlock.builder();
      for (Map.Entry<String, String> field : parts.get(p)) {
        code.addStatement("network.$L = engine.layer($S)", field.getKey(), field.getValue());
      }
      type.addMethod(
          MethodSpec.methodBuilder("handles" + (p + 1))
              .addModifiers(Modifier.STATIC)
              .addParameter(ClassName.get(graph.packageName(), network), "network")
              .addParameter(RuntimeNames.NETWORK_ENGINE, "engine")
              .addCode(code.build())
              .build());
    }
  }

  private void spec(TypeSpec.Builder type) {
    String slots = update.slots().stream().map(s -> ", \"" + s.name() + "\"").collect(Collectors.joining());
    MethodSpec.Builder spec =
        MethodSpec.methodBuilder("spec")
            .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
            .returns(RuntimeNames.NETWORK_SPEC)
            .addStatement(
                "$T.Builder spec = $T.builder(9, $S, $S)",
                RuntimeNames.NETWORK_SPEC,
                RuntimeNames.NETWORK_SPEC,
                graph.className(),
                Fingerprint.of(graph));
    tensors(spec);
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
            "spec.parameter(new $T($S, $L, $L, $L, $T.$L, $L, $L, $T.$L, $L))",
            RuntimeNames.PARAMETER_SPEC,
            p.name(),
            list(p.shape()),
            layout.offsets().get(p.buffer()),
            Target.padded(p.shape().getLast()),
            RuntimeNames.INITIALIZER,
            p.initializer(),
            p.fanIn(),
            p.fanOut(),
            RuntimeNames.PARAMETER_GROUP,
            group(p),
            p.group() instanceof Group.Trained trained && trained.decays());
        marks(p, builder);
      }
      type.addMethod(builder.build());
    }
    if (!graph.initialFile().isEmpty()) {
      spec.addStatement("spec.initialFile($S)", graph.initialFile());
    }
    spec.addStatement(
        "spec.parameterFloats($L, $L, $L, $L)", layout.floats(), layout.trained(), layout.updated(),
        layout.gradients());
    losses(spec);
    StepProgram stepwise = programs.stepwise();
    if (stepwise != null) {
      spec.addStatement(
          "spec.stepwise(new $T($L, $L, $L))", RuntimeNames.STEP_SPEC, stepwise.steps(),
          list(stepwise.inputs().stream().sorted().toList()),
          list(stepwise.ofSequence().stream().sorted().toList()));
    }
    if (!graph.trained().isEmpty()) {
      spec.addStatement("spec.trainingFlops($LL)", NetworkHeader.trainingFlops(programs));
    }
    spec.addStatement(
        "spec.optimizer($S, $Lf$L)",
        graph.optimizer(),
        optimizer.learningRate(graph.optimizerAttributes()),
        slots);
    RateSchedule.of(graph.optimizerAttributes())
        .description(optimizer.learningRate(graph.optimizerAttributes()))
        .ifPresent(schedule -> spec.addStatement("spec.learningRateSchedule($S)", schedule));
    String settings =
        optimizer.used(graph.optimizerAttributes()).entrySet().stream()
            .map(s -> s.getKey() + "=" + s.getValue())
            .collect(Collectors.joining(", "));
    if (!settings.isEmpty()) {
      spec.addStatement("spec.optimizerSettings($S)", settings);
    }
    for (GraphOutput output : graph.outputs()) {
      Object activation = graph.layer(output.layer()).attributes().values().get("activation");
      spec.addStatement(
          "spec.outputLayer($S, $S)", graph.name(output), activation == null ? Activation.IDENTITY : activation);
    }
    type.addMethod(spec.addStatement("return spec.build()").build());
  }

  /** What is said of a parameter on its field. */
  private static void marks(Parameter parameter, MethodSpec.Builder builder) {
    Attributes initial = parameter.initial();
    if (initial != null && initial.given("file")) {
      String tensor = initial.text("tensor");
      builder.addStatement(
          "spec.initial($S, $S, $S)", parameter.name(), initial.text("file"),
          tensor.isEmpty() ? parameter.name() : tensor);
    } else if (initial != null) {
      builder.addStatement("spec.initial($S, $L)", parameter.name(), initial.number("value"));
    } else if (parameter.formula() != null) {
      InitialFormulaCode.add(parameter, builder);
    }
    if (parameter.group() instanceof Group.Trained trained && trained.factor() != 1) {
      builder.addStatement("spec.rateFactor($S, $L)", parameter.name(), trained.factor());
    }
  }

  /** Name of the runtime's constant for a parameter's group. */
  private static String group(Parameter parameter) {
    return switch (parameter.group()) {
      case Group.Trained trained -> "TRAINED";
      case Group.State state -> "STATE";
      case Group.Frozen frozen -> "FROZEN";
    };
  }

  private void tensors(MethodSpec.Builder spec) {
    for (GraphInput input : graph.inputs()) {
      int tokens = graph.tokens(input);
      CodeBlock element = input.ints() ? CodeBlock.of(", $T.Element.INT", RuntimeNames.TENSOR_SPEC) : CodeBlock.of("");
      if (tokens > 0) {
        element = CodeBlock.of("$L, $L", element, tokens);
      }
      spec.addStatement(
          "spec.input(new $T($S, $L$L))", RuntimeNames.TENSOR_SPEC, input.name(), list(input.shape().dims()), element);
    }
    for (int i = 0; i < graph.outputs().size(); i++) {
      List<Integer> dims = graph.layer(graph.outputs().get(i).layer()).shape().dims();
      for (String name : List.of("logits", "probabilities")) {
        spec.addStatement(
            "spec.output(new $T($S, $L))", RuntimeNames.TENSOR_SPEC, i == 0 ? name : name + i, list(dims));
      }
    }
  }

  private void losses(MethodSpec.Builder spec) {
    boolean one = graph.outputs().size() == 1;
    for (int i = 0; i < graph.outputs().size(); i++) {
      GraphOutput output = graph.outputs().get(i);
      if (output.loss() == null) {
        continue;
      }
      LossRule loss = Losses.of(output.loss());
      LossValues values = Losses.values(output);
      LossRule.Target target = loss.target(values);
      boolean classes = target == LossRule.Target.CLASS;
      Shape shape = graph.layer(output.layer()).shape();
      int length = classes || target == LossRule.Target.NONE ? 0 : shape.elements();
      int positions = classes ? shape.elements() / shape.dims().getLast() : 0;
      CodeBlock kind = CodeBlock.of("$T.TargetKind.$L", RuntimeNames.NETWORK_SPEC, target);
      if (values.settings().isEmpty() && positions <= 1) {
        spec.addStatement(
            "spec.loss(new $T($S, $S, $L$L, $L, $T.$L))", RuntimeNames.LOSS_SPEC, values.function(),
            graph.name(output), one && values.weight() == 1 ? "" : i + ", " + values.weight() + ", ", kind, length,
            RuntimeNames.ACTIVATION, loss.activation());
      } else {
        spec.addStatement(
            "spec.loss(new $T($S, $S, $S, $L, $L, $L, $L, $L, $T.$L, $L, $T.of($L), $L))", RuntimeNames.LOSS_SPEC,
            values.function(), values.settings(), graph.name(output), i, values.weight(), kind, length, positions,
            RuntimeNames.ACTIVATION, loss.activation(), values.isSum(), TypeNames.LIST,
            values.classWeights().stream().map(String::valueOf).collect(Collectors.joining(", ")),
            values.ignoredClass());
      }
    }
  }

  private static MethodSpec.Builder part(String name) {
    return MethodSpec.methodBuilder(name)
        .addModifiers(Modifier.PRIVATE, Modifier.STATIC)
        .addParameter(RuntimeNames.NETWORK_SPEC.nestedClass("Builder"), "spec");
  }

  private List<String> parametersOf(LayerNode layer) {
    return programs.network().parameters().stream()
        .map(Parameter::name)
        .filter(p -> p.startsWith(layer.owner() + "."))
        .toList();
  }

  private static CodeBlock list(List<Integer> numbers) {
    return CodeBlock.of(
        "$T.of($L)", TypeNames.LIST, numbers.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  private static CodeBlock texts(List<String> texts) {
    return CodeBlock.of(
        "$T.of($L)", TypeNames.LIST, texts.stream().map(t -> "\"" + t + "\"").collect(Collectors.joining(", ")));
  }

  /** A list cut into what one method takes. */
  static <T> List<List<T>> chunks(List<T> all) {
    return Chunks.of(all, PER_METHOD);
  }
}
