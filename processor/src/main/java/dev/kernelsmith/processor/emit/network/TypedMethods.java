package dev.kernelsmith.processor.emit.network;

import com.palantir.javapoet.ArrayTypeName;
import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.ParameterSpec;
import com.palantir.javapoet.ParameterizedTypeName;
import com.palantir.javapoet.TypeName;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.GraphInput;
import dev.kernelsmith.processor.graph.GraphOutput;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.LossRule;
import dev.kernelsmith.processor.lower.Losses;
import dev.kernelsmith.processor.read.TypedSignatures;
import dev.kernelsmith.processor.read.VisibleNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Modifier;

/**
 * The methods of a network with several inputs or outputs that have a parameter for each: those of the network class, and those of its parts
 * that they call, where all types can be named.
 */
final class TypedMethods {
  /** Names that no component of a record may have. */
  private static final Set<String> NO_COMPONENTS =
      Set.of("clone", "finalize", "getClass", "hashCode", "notify", "notifyAll", "toString", "wait");

  private static final TypeName RANKED = ParameterizedTypeName.get(TypeNames.LIST, RuntimeNames.RANKED_CLASS);

  private final LayerGraph graph;
  private final VisibleNames visible;
  private final boolean severalInputs;
  private final boolean severalOutputs;

  TypedMethods(LayerGraph graph, VisibleNames visible) {
    this.graph = graph;
    this.visible = visible;
    severalInputs = TypedSignatures.ofInputs(graph.inputs().size(), graph.inputs().getFirst().ints());
    severalOutputs = graph.outputs().size() > 1;
  }

  /** Adds what the network class has. */
  void addToNetwork(TypeSpec.Builder type, String engine, String parts) {
    String arguments = "(" + engine + ", " + names() + ")";
    LayerNode first = graph.layer(graph.outputs().getFirst().layer());
    if (severalInputs) {
      type.addMethod(
          method("predict", "What a prediction gives of ", true).returns(float[].class)
              .addJavadoc("@return $L\n", ArrayText.of(first.shape(), false))
              .addStatement("return $L.predict$L", parts, arguments).build());
      type.addMethod(
          method("logits", "The raw values, before softmax or sigmoid, of ", true).returns(float[].class)
              .addJavadoc("@return $L\n", ArrayText.of(first.shape(), false))
              .addStatement("return $L.logits$L", parts, arguments).build());
      type.addMethod(
          method("classify", "The class by ", true).returns(int.class)
              .addStatement("return $L.classify$L", parts, arguments).build());
      String classes =
          first.shape().rank() > 1
              ? "@return class numbers: " + ArrayText.of(new Shape(Losses.positions(first.shape().dims())), true)
              : "@throws IllegalStateException since this output has no positions: call {@code classify}";
      type.addMethod(
          method("classifyPositions", "The class at each position of ", true).returns(ArrayTypeName.of(int.class))
              .addJavadoc("$L\n", classes)
              .addStatement("return $L.classifyPositions$L", parts, arguments).build());
      if (visible.canName(TypeNames.qualified("RankedClass")) && visible.canName(TypeNames.qualified("List"))) {
        type.addMethod(
            method("topK", "The classes that are most likely by ", true)
                .addParameter(int.class, count())
                .addJavadoc("@param $L how many, the most likely first: from 1 to the number of classes\n", count())
                .returns(RANKED)
                .addStatement("return $L.topK($L, $L, $L)", parts, engine, names(), count()).build());
      }
      if (visible.canName(TypeNames.qualified("Inspection"))) {
        type.addMethod(
            method("inspect", "What each layer makes of its inputs", false).returns(RuntimeNames.INSPECTION)
                .addStatement("return $L.inspect$L", parts, arguments).build());
      }
    }
    if (severalOutputs) {
      String outputs = PartsWriter.free("Outputs", visible);
      type.addMethod(
          method("outputs", "What a prediction gives of each output", false).returns(ClassName.get("", outputs))
              .addStatement("return new $L($L.outputs$L)", outputs, parts, arguments).build());
      type.addType(outputs(outputs));
    }
    if ((severalInputs || severalOutputs) && visible.canName(TypeNames.qualified("Dataset"))) {
      type.addMethod(dataset(parts));
    }
  }

  /** Adds what the class with the parts has. */
  void addToParts(TypeSpec.Builder type) {
    if (severalInputs) {
      type.addMethod(part("predict", ArrayTypeName.of(float.class)));
      type.addMethod(part("logits", ArrayTypeName.of(float.class)));
      type.addMethod(part("classify", TypeName.INT));
      type.addMethod(part("classifyPositions", ArrayTypeName.of(int.class)));
      type.addMethod(
          MethodSpec.methodBuilder("topK").addModifiers(Modifier.STATIC)
              .addParameter(RuntimeNames.NETWORK_ENGINE, PartsWriter.engineField(graph)).addParameters(inputs())
              .addParameter(int.class, count())
              .returns(RANKED)
              .addStatement(
                  "return $L.topK(new $T[] {$L}, $L)", PartsWriter.engineField(graph), TypeNames.OBJECT, names(),
                  count())
              .build());
      type.addMethod(part("inspect", RuntimeNames.INSPECTION));
    }
    if (severalOutputs) {
      type.addMethod(part("outputs", ArrayTypeName.of(float[].class)));
    }
    if (severalInputs || severalOutputs) {
      type.addMethod(
          MethodSpec.methodBuilder("dataset").addModifiers(Modifier.STATIC).addParameters(datasets())
              .returns(RuntimeNames.DATASET)
              .addStatement(
                  "return $T.ofNamed(\n$L,\n$L)", RuntimeNames.JOINED_DATASET,
                  named(graph.inputs().stream().map(GraphInput::name).toList()), named(targets()))
              .build());
    }
  }

  /** A list of the data sets that parameters hold, with their names. */
  private static CodeBlock named(List<String> parameters) {
    return parameters.stream()
        .map(name -> CodeBlock.of("new $T($S, $L)", RuntimeNames.NAMED_DATASET, name, name))
        .collect(CodeBlock.joining(", ", CodeBlock.of("$T.of(", TypeNames.LIST).toString(), ")"));
  }

  private MethodSpec part(String name, TypeName result) {
    return MethodSpec.methodBuilder(name).addModifiers(Modifier.STATIC)
        .addParameter(RuntimeNames.NETWORK_ENGINE, PartsWriter.engineField(graph)).addParameters(inputs())
        .returns(result)
        .addStatement(
            "return $L.$L(new $T[] {$L})", PartsWriter.engineField(graph), name, TypeNames.OBJECT, names())
        .build();
  }

  private MethodSpec.Builder method(String name, String words, boolean first) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder(name).addModifiers(Modifier.PUBLIC).addParameters(inputs());
    String of = first ? "{@code " + graph.name(graph.outputs().getFirst()) + "}" : "";
    method.addJavadoc("$L$L, for one sample.\n\n", words, of);
    graph.inputs().forEach(
        input -> method.addJavadoc("@param $L $L\n", input.name(), ArrayText.of(input.shape(), input.ints())));
    return method;
  }

  /** Name of the parameter that says how many, which is no input's. */
  private String count() {
    String name = "k";
    while (hasName(name)) {
      name += "_";
    }
    return name;
  }

  private boolean hasName(String name) {
    return graph.inputs().stream().anyMatch(input -> input.name().equals(name))
        || PartsWriter.engineField(graph).equals(name);
  }

  private List<ParameterSpec> inputs() {
    List<ParameterSpec> parameters = new ArrayList<>();
    for (GraphInput input : graph.inputs()) {
      parameters.add(ParameterSpec.builder(input.ints() ? int[].class : float[].class, input.name()).build());
    }
    return parameters;
  }

  private String names() {
    return graph.inputs().stream().map(GraphInput::name).collect(Collectors.joining(", "));
  }

  /** Names of the outputs whose loss is compared with something. */
  private List<String> compared() {
    return graph.trained().stream().filter(TypedMethods::isCompared).map(graph::name).toList();
  }

  private static boolean isCompared(GraphOutput output) {
    return Losses.target(output) != LossRule.Target.NONE;
  }

  /** For each loss, whose targets those are: where it is compared with nothing, any data, such as that of the first input. */
  private List<String> targets() {
    return graph.trained().stream()
        .map(output -> isCompared(output) ? graph.name(output) : graph.inputs().getFirst().name()).toList();
  }

  private List<ParameterSpec> datasets() {
    List<ParameterSpec> parameters = new ArrayList<>();
    graph.inputs().forEach(i -> parameters.add(ParameterSpec.builder(RuntimeNames.DATASET, i.name()).build()));
    compared().forEach(name -> parameters.add(ParameterSpec.builder(RuntimeNames.DATASET, name).build()));
    return parameters;
  }

  /** Joins data sets by the names of inputs and outputs. */
  private MethodSpec dataset(String parts) {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("dataset").addModifiers(Modifier.PUBLIC, Modifier.STATIC).addParameters(datasets())
            .returns(RuntimeNames.DATASET)
            .addJavadoc("Data of this network, from data sets of the same samples in the same order.\n\n");
    graph.inputs().forEach(
        i -> method.addJavadoc(
            "@param $L whose inputs are this network's: $L\n", i.name(), ArrayText.of(i.shape(), false)));
    for (GraphOutput output : graph.trained()) {
      if (!isCompared(output)) {
        continue;
      }
      Shape shape = graph.layer(output.layer()).shape();
      boolean classes = Losses.target(output) == LossRule.Target.CLASS;
      method.addJavadoc(
          "@param $L whose targets are those of this output: $L\n", graph.name(output),
          classes
              ? "class numbers from 0 to " + (shape.dims().getLast() - 1)
                  + (shape.rank() == 1 ? ""
                      : " as values, for each position: "
                          + ArrayText.of(new Shape(Losses.positions(shape.dims())), false))
              : ArrayText.of(shape, false));
    }
    method.addJavadoc("@return samples with all of these inputs and targets, as trainings and evaluations take them\n");
    String arguments = datasets().stream().map(ParameterSpec::name).collect(Collectors.joining(", "));
    return method.addStatement("return $L.dataset($L)", parts, arguments).build();
  }

  /** A record with a component for each output. */
  private TypeSpec outputs(String name) {
    MethodSpec.Builder components = MethodSpec.constructorBuilder();
    List<String> all = new ArrayList<>();
    TypeSpec.Builder type =
        TypeSpec.recordBuilder(name).addModifiers(Modifier.PUBLIC, Modifier.STATIC)
            .addJavadoc(
                "What a prediction gives of each output: probabilities where its loss is a cross entropy, else values.\n\n");
    List<String> names = graph.outputs().stream().map(graph::name).toList();
    for (GraphOutput output : graph.outputs()) {
      String named = graph.name(output);
      String component = named;
      while (NO_COMPONENTS.contains(component) || !component.equals(named) && names.contains(component)) {
        component += "_";
      }
      components.addParameter(float[].class, component);
      type.addJavadoc("@param $L $L\n", component, ArrayText.of(graph.layer(output.layer()).shape(), false));
      all.add("all[" + all.size() + "]");
    }
    type.recordConstructor(components.build());
    type.addMethod(
        MethodSpec.constructorBuilder().addModifiers(Modifier.PRIVATE).addParameter(float[][].class, "all")
            .addCode(CodeBlock.of("this($L);\n", String.join(", ", all))).build());
    return type.build();
  }
}
