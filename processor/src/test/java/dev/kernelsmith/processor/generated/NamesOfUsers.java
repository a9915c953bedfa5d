package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;

/**
 * Sources in which users' names stand where generated code may meet them, many in one compilation, each network in a package of its own.
 */
final class NamesOfUsers {
  private static final String ANNOTATIONS = "dev.kernelsmith.annotations.";
  private static final String LAYER =
      "  @dev.kernelsmith.annotations.Dense(units = 2) @dev.kernelsmith.annotations.Loss(SQUARED) dev.kernelsmith.runtime.Layer %s;\n"
          .replace("SQUARED", ANNOTATIONS + "LossFunction.MEAN_SQUARED_ERROR");

  private final Compile compile;
  private int packages;

  NamesOfUsers(CompilerKind kind) {
    compile = Compile.with(kind);
    if (kind == CompilerKind.JAVAC) {
      // No class files: all that names can do wrong shows before.
      compile.options("-XDshould-stop.ifNoError=FLOW");
    }
  }

  /** Kernels for vectors and devices as well. */
  NamesOfUsers withAllKernels() {
    compile.withVectorModule().withTornado();
    return this;
  }

  private String nextPackage() {
    return "names" + packages++;
  }

  private NamesOfUsers source(String home, String type, String text) {
    compile.source(home + "." + type, "package " + home + ";\n" + text);
    return this;
  }

  /** A class with these members, and a network of one layer in it. */
  NamesOfUsers network(String type, String members) {
    return network(nextPackage(), "", type, "", members);
  }

  private NamesOfUsers network(String home, String before, String type, String above, String members) {
    return source(home, type, before + "@dev.kernelsmith.annotations.Network(input = 2)\nclass " + type + above + " {\n"
        + LAYER.formatted("out") + members + "}\n");
  }

  /** Members of the annotated class, of its superclass, and of an interface of both. */
  NamesOfUsers members(String members, String constants) {
    network("Net", members);
    String home = nextPackage();
    source(home, "Above", "class Above {\n" + members + "}\n").network(home, "", "Net", " extends Above", "");
    home = nextPackage();
    source(home, "Above", "interface Above {\n" + constants + "}\n")
        .source(home, "Between", "class Between implements Above {}\n")
        .network(home, "", "Net", " extends Between", "");
    return this;
  }

  /** Names of fields and constants. */
  NamesOfUsers fields(List<String> names) {
    return members(each(names, "  int %s;\n"), each(names, "  int %s = 1;\n"));
  }

  /** Names of member types. */
  NamesOfUsers types(List<String> names) {
    String types = each(names, "  interface %s {}\n");
    return members(types, types);
  }

  /** The same for names of which the source itself must import all that it uses. */
  NamesOfUsers typesBesideImports(List<String> names) {
    String types = each(names, "  interface %s {}\n");
    String imports = "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";
    String network = "@Network(input = 2)\nclass Net%s {\n  @Dense(units = 2) Layer out;\n%s}\n";
    source(nextPackage(), "Net", imports + network.formatted("", types));
    String home = nextPackage();
    return source(home, "Above", "interface Above {\n" + types + "}\n")
        .source(home, "Net", imports + network.formatted(" implements Above", ""));
  }

  /** Classes of the same package. */
  NamesOfUsers neighbours(List<String> names) {
    String home = nextPackage();
    source(home, "Neighbours", each(names, "interface %s {}\n"));
    String imports = """
        import dev.kernelsmith.annotations.Dense;
        import dev.kernelsmith.annotations.Loss;
        import dev.kernelsmith.annotations.LossFunction;
        import dev.kernelsmith.annotations.Network;
        import dev.kernelsmith.runtime.Layer;
        """;
    return source(home, "Net", imports + """
        @Network(input = 2)
        class Net {
          @Dense(units = 2) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
        }
        """);
  }

  /** An annotated class of this name, and one inside a class of this name. */
  NamesOfUsers classes(String name) {
    String qualified = LAYER.formatted("out");
    String imports = "";
    String layer = qualified;
    if (name.equals("dev")) {
      imports = "import dev.kernelsmith.annotations.*;\nimport dev.kernelsmith.runtime.Layer;\n";
      layer = "  @Dense(units = 2) Layer out;\n";
    }
    String network = imports.isEmpty() ? "@dev.kernelsmith.annotations.Network(input = 2) " : "@Network(input = 2) ";
    source(nextPackage(), name, imports + network + "class " + name + " {\n" + layer + "}\n");
    return source(nextPackage(), name,
        imports + "class " + name + " {\n  " + network + "static class Net {\n" + layer + "  }\n}\n");
  }

  /** A network with a hidden layer of this name. */
  NamesOfUsers layer(String name) {
    return source(nextPackage(), "Net", """
        import static dev.kernelsmith.annotations.LossFunction.*;
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;
        @Network(input = {2, 2, 1})
        class Net {
          @Conv2D(filters = 2, kernel = 2) Layer %s;
          @Dense(units = 2) @Loss(%s) Layer last;
        }
        """.formatted(name, name.startsWith("SOFTMAX") ? "MEAN_SQUARED_ERROR" : "SOFTMAX_CROSS_ENTROPY"));
  }

  /** A network with everything in it and, at its end, layers of these names. */
  NamesOfUsers layers(List<String> names) {
    String home = nextPackage();
    String text = everything("Net", names).text();
    for (String type : List.of("Activation", "Padding", "PoolType", "OptimizerType", "LossFunction")) {
      text = names.contains(type) ? text.replace(type + ".", ANNOTATIONS + type + ".") : text;
    }
    return source(home, "Net", text);
  }

  /** The network of {@link #layers}. */
  static NetworkSource everything(String type, List<String> names) {
    List<LayerSource> layers = new ArrayList<>(List.of(
        new LayerSource("conv", "Conv2D",
            "filters = 3, kernel = 2, padding = Padding.SAME, activation = Activation.RELU", List.of("input")),
        new LayerSource("pool", "Pool", "size = 2, activation = Activation.TANH", List.of("conv")),
        new LayerSource("cut", "Conv2D", "filters = 2, kernel = 1, activation = Activation.SOFTMAX", List.of("pool")),
        new LayerSource("mean", "Pool", "size = 2, type = PoolType.AVERAGE", List.of("cut")),
        new LayerSource("hidden", "Dense", "units = 5, bias = false, activation = Activation.SIGMOID", List.of("mean")),
        new LayerSource("skip", "Dense", "units = 5, activation = Activation.TANH", List.of("hidden")),
        new LayerSource("both", "Add", "activation = Activation.SOFTMAX", List.of("hidden", "skip"))));
    for (String name : names) {
      layers.add(new LayerSource(name, "Dense", "units = 2, activation = Activation.RELU",
          List.of(layers.getLast().name())));
    }
    layers.add(new LayerSource("last", "Dense", "units = 3", List.of(layers.getLast().name())));
    return new NetworkSource(type, "{4, 4, 1}", "type = OptimizerType.ADAM", layers, "SOFTMAX_CROSS_ENTROPY");
  }

  private static String each(List<String> names, String member) {
    return names.stream().map(member::formatted).collect(Collectors.joining());
  }

  /** What came of it. */
  Compilation run() {
    return compile.run();
  }

  /** The errors of a compilation. */
  static List<Compilation.Finding> errors(Compilation compilation) {
    return compilation.findings().stream().filter(f -> f.kind() == Diagnostic.Kind.ERROR).toList();
  }
}
