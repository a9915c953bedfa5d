package dev.kernelsmith.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Collectors;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.TypeElement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A build that turns all warnings of javac into errors passes: whatever the annotated class is that the generated one extends. Only
 * "using incubating modules" is a warning that javac itself gives for its option.
 */
class LintTest {
  private static final String ALL = "-Xlint:all,-incubating";

  private static final String NETWORK = """
      package models;
      import dev.kernelsmith.annotations.*;
      import dev.kernelsmith.runtime.Layer;
      %s
      @Network(input = {5, 4, 1})
      %s {
        @Conv2D(filters = 2, kernel = 3, activation = Activation.RELU) %s Layer conv;
        @Pool(size = 1) Layer pool;
        @From("conv") @Dense(units = 3) Layer dense;
        @From("pool") @Dense(units = 3) Layer other;
        @Add({"dense", "other"}) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer out;
        %s
      }
      """;

  private static final String BASE = """
      package models;
      @Deprecated(forRemoval = true)
      public class Base<T> implements java.io.Serializable {
        private static final long serialVersionUID = 1;
        @Deprecated protected Base() {}
        @Deprecated public void old() {}
      }
      """;

  @ParameterizedTest
  @ValueSource(strings = {
    "|public class Small||",
    "@Deprecated|class Small||",
    "@Deprecated(since = \"1\", forRemoval = true)|public class Small||",
    "|class Small|@Deprecated|",
    "|class Small|@Deprecated(forRemoval = true)|",
    "|class Small||@Deprecated Small() {}",
    "|class Small||@Deprecated @SuppressWarnings(\"removal\") Small() {}",
    "@SuppressWarnings(\"serial\")|class Small implements java.io.Serializable||",
    "@SuppressWarnings(\"serial\")|class Small extends Thread implements java.io.Externalizable||"
        + "@Override public void writeExternal(java.io.ObjectOutput o) {}"
        + "@Override public void readExternal(java.io.ObjectInput i) {}",
    "@SuppressWarnings(\"try\")|class Small implements AutoCloseable||"
        + "@Override public void close() throws InterruptedException {}",
    "@SuppressWarnings({\"rawtypes\", \"removal\", \"deprecation\", \"serial\"})|class Small extends Base||",
    "@SuppressWarnings({\"removal\", \"deprecation\", \"serial\"})|class Small extends Base<String>||@Deprecated @Override public void old() {}",
    "@SuppressWarnings(\"rawtypes\")|class Small implements Comparable||@Override public int compareTo(Object o) { return 0; }",
    "@SuppressWarnings(\"this-escape\")|public class Small||public Small() { hook(); } public void hook() {}",
    "@SuppressWarnings(\"overrides\")|public class Small||@Override public boolean equals(Object o) { return true; }",
    "|public class Small||protected static int shared; private int seed; int engine;",
  })
  void allWarningsAsErrors(String variant) {
    String[] parts = variant.split("\\|", -1);
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado().options(ALL + ",-path", "-Werror")
            .source("models.Base", BASE)
            .source("models.Small", String.format(NETWORK, parts[0], parts[1], parts[2], parts[3])).run();
    assertTrue(compilation.success(), compilation::report);
    assertEquals(List.of(), compilation.findings().stream().filter(f -> f.id().isEmpty()).toList());
  }

  @Test
  void documentationOfWhatIsPublic() {
    String source = """
        package models;
        /** A network. */
        @dev.kernelsmith.annotations.Network(input = 2)
        public class Small {
          /** The output. */
          @dev.kernelsmith.annotations.Dense(units = 2) protected dev.kernelsmith.runtime.Layer out;
          /** One of them. */
          public Small() {}
        }
        """;
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).withVectorModule()
            .options("-Xdoclint:all/protected", "-Werror", "-Xlint:-incubating")
            .source("models.Small", source).run();
    assertTrue(compilation.success(), compilation::report);
  }

  @Test
  void formulasOfOnesOwn() {
    String source = """
        package models;
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;
        class Models {
          @Formula("y[...] = x[...] * sigmoid(x[...])") @interface Swish {}
          @Network(input = 2) static class Small {
            @Dense(units = 2) @Swish @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
          }
        }
        """;
    Compilation compilation = Compile.with(CompilerKind.JAVAC).withVectorModule().options(ALL, "-Werror")
        .source("models.Models", source).run();
    assertTrue(compilation.success(), compilation::report);
  }

  @Test
  void manyLayersInADeprecatedOuterClass() {
    String layers =
        IntStream.range(0, 45)
            .mapToObj(i -> "@Dense(units = 2) @Deprecated Layer l" + i + ";")
            .collect(Collectors.joining("\n"));
    String source =
        "import dev.kernelsmith.annotations.*; import dev.kernelsmith.runtime.Layer;\n"
            + "@Deprecated(forRemoval = true) public class Outer { @Network(input = 2) public static class Deep {"
            + layers
            + "} }";
    Compilation compilation =
        Compile.with(CompilerKind.JAVAC).options(ALL + ",-path", "-Werror").source("Outer", source).run();
    assertTrue(compilation.success(), compilation::report);
  }

  /** Sees every annotation that nobody before it claims. */
  private static final class Others extends AbstractProcessor {
    private final Set<String> seen;

    Others(Set<String> seen) {
      this.seen = seen;
    }

    @Override
    public Set<String> getSupportedAnnotationTypes() {
      return Set.of("*");
    }

    @Override
    public SourceVersion getSupportedSourceVersion() {
      return SourceVersion.latest();
    }

    @Override
    public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
      annotations.forEach(annotation -> seen.add(annotation.getQualifiedName().toString()));
      if (!round.processingOver() && seen.add("written")) {
        try (Writer writer = processingEnv.getFiler().createSourceFile("Foreign").openWriter()) {
          writer.write("@javax.annotation.processing.Generated(\"someone else\") class Foreign {}");
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      return false;
    }
  }

  @Test
  void claimsItsOwnAnnotationsAndNoOthers() {
    Set<String> seen = new java.util.TreeSet<>();
    String source =
        "import dev.kernelsmith.annotations.*; import dev.kernelsmith.runtime.Layer; @interface Mine {}\n"
            + "@Mine @Network(input = 2) class Small { @Mine @Dense(units = 2) Layer out; }";
    List<String> twoOrders = new ArrayList<>(List.of("first", "last"));
    for (String order : twoOrders) {
      seen.clear();
      Compile compile = Compile.with(CompilerKind.JAVAC);
      compile =
          order.equals("last") ? compile.processor(new KernelsmithProcessor()) : compile.processor(new Others(seen));
      compile =
          order.equals("last") ? compile.processor(new Others(seen)) : compile.processor(new KernelsmithProcessor());
      Compilation compilation = compile.source("Small", source).run();
      assertTrue(compilation.success(), compilation::report);
      assertTrue(seen.contains("Mine"), seen::toString);
      assertTrue(seen.contains("javax.annotation.processing.Generated"), seen::toString);
      assertEquals(order.equals("first"), seen.contains("dev.kernelsmith.annotations.Network"), seen::toString);
    }
  }
}
