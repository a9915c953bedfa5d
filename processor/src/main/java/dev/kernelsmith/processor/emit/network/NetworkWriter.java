package dev.kernelsmith.processor.emit.network;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.kernelsmith.processor.emit.text.GeneratedMark;
import dev.kernelsmith.processor.emit.text.RuntimeNames;
import dev.kernelsmith.processor.emit.text.TypeNames;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.read.VisibleNames;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import java.util.List;
import java.util.Map;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/**
 * Writes the network class, which extends the annotated one. Whatever the annotated class declares or inherits can hide a name in its
 * body, so that it is kept bare of names: all else is in the class with the network's parts.
 */
public final class NetworkWriter {
  private final LayerGraph graph;
  private final NetworkPrograms programs;
  private final ParameterLayout layout;
  private final VisibleNames visible;
  private final String name;
  private final String engine;

  public NetworkWriter(LayerGraph graph, NetworkPrograms programs, ParameterLayout layout, VisibleNames visible) {
    this.graph = graph;
    this.programs = programs;
    this.layout = layout;
    this.visible = visible;
    this.name = graph.names().network();
    this.engine = PartsWriter.engineField(graph);
  }

  /**
   * Writes the class.
   *
   * @param parts name of the class with its parts
   */
  public JavaFile write(BackEnd.Target target, String parts) {
    TypeSpec.Builder type =
        TypeSpec.classBuilder(name)
            .addModifiers(Modifier.FINAL)
            .superclass(annotatedClass())
            .addSuperinterface(RuntimeNames.COMPILED_NETWORK)
            .addOriginatingElement(target.origin())
            .addJavadoc("$L", NetworkHeader.of(graph, programs, layout));
    GeneratedMark.add(type, target.generatedReadable() && canName("Generated"));
    if (canName("SuppressWarnings")) {
      SuppressedWarnings.add(type, target);
    }
    if (target.publicClass()) {
      type.addModifiers(Modifier.PUBLIC);
    }
    type.addField(RuntimeNames.NETWORK_ENGINE, engine, Modifier.PRIVATE, Modifier.FINAL);
    constructors(type, parts, target.publicClass());
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("engine")
            .addModifiers(Modifier.PUBLIC)
            .returns(RuntimeNames.NETWORK_ENGINE)
            .addStatement("return $L", engine);
    if (canName("Override")) {
      method.addAnnotation(TypeNames.OVERRIDE);
    }
    type.addMethod(method.build());
    new TypedMethods(graph, visible).addToNetwork(type, engine, parts);
    if (canName("String") && !saysWhatItIs(target.origin())) {
      type.addMethod(toStringMethod());
    }
    return JavaFile.builder(graph.packageName(), type.build()).skipJavaLangImports(true).indent("  ").build();
  }

  private boolean canName(String type) {
    return visible.canName(TypeNames.qualified(type));
  }

  private MethodSpec toStringMethod() {
    MethodSpec.Builder method =
        MethodSpec.methodBuilder("toString")
            .addModifiers(Modifier.PUBLIC)
            .returns(TypeNames.STRING)
            .addStatement("return \"\" + $L", engine);
    if (canName("Override")) {
      method.addAnnotation(TypeNames.OVERRIDE);
    }
    return method.build();
  }

  /** Whether a class, or one that it extends, has a {@code toString()} of its own. */
  private static boolean saysWhatItIs(TypeElement type) {
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (method.getSimpleName().contentEquals("toString") && method.getParameters().isEmpty()) {
        return !method.getModifiers().contains(Modifier.ABSTRACT);
      }
    }
    boolean extended = type.getSuperclass() instanceof DeclaredType;
    TypeElement parent = extended ? (TypeElement) ((DeclaredType) type.getSuperclass()).asElement() : type;
    return extended && !parent.getQualifiedName().contentEquals("java.lang.Object") && saysWhatItIs(parent);
  }

  private ClassName annotatedClass() {
    String[] nesting = graph.className().split("\\.");
    ClassName type = ClassName.get(graph.packageName(), nesting[0]);
    for (int i = 1; i < nesting.length; i++) {
      type = type.nestedClass(nesting[i]);
    }
    return type;
  }

  private void constructors(TypeSpec.Builder type, String parts, boolean publicClass) {
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
            .addJavadoc(
                "A network with the initial weights of a seed.\n\n@param seed any number: equal ones give equal weights\n")
            .addParameter(long.class, "seed")
            .addStatement("$L = $L.engine(seed)", engine, parts);
    List<List<Map.Entry<String, String>>> handles = PartsWriter.chunks(List.copyOf(graph.fields().entrySet()));
    if (handles.size() == 1) {
      for (Map.Entry<String, String> field : graph.fields().entrySet()) {
        String handle = field.getKey().equals("seed") ? "this.seed" : field.getKey();
        seeded.addStatement("$L = $L.layer($S)", handle, engine, field.getValue());
      }
    } else {
      for (int p = 1; p <= handles.size(); p++) {
        seeded.addStatement("$L.handles$L(this, $L)", parts, p, engine);
      }
    }
    type.addMethod(seeded.build());
  }
}
