package dev.kernelsmith.processor.generated;

import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/** Names that users may give to their members and classes and that mean something to generated code. */
final class Identifiers {
  private static final Pattern COMMENTS_AND_STRINGS =
      Pattern.compile("(?s)/\\*.*?\\*/|//[^\n]*|\"(?:[^\"\\\\]|\\\\.)*\"");
  private static final Pattern IDENTIFIER = Pattern.compile("\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*");

  /** Words of Java in some places only, of OpenCL and CUDA, roots of packages, and names without cases or with odd ones. */
  private static final List<String> MORE =
      List.of(
          "record", "sealed", "permits", "var", "yield", "when", "module", "open", "opens", "requires", "exports", "to",
          "with", "uses", "provides", "transitive", "kernel", "__kernel", "global", "__global", "__global__", "local",
          "constant", "uint", "uchar", "half", "float4", "float16", "get_global_id", "barrier", "exp", "nan", "sqrt",
          "sampler_t", "image2d_t", "event_t", "blockIdx", "threadIdx", "dim3", "printf", "main", "dev", "java",
          "javax",
          "jdk", "uk", "com", "org", "größe", "GRÖßE", "ı", "I", "i", "ſ", "層", "层", "$", "$x", "_1", "x_", "X",
          "\uD835\uDCB3", "Ǆ", "ǅ", "ǆ", "ﬁ", "aB", "a_b", "A_B", "conv1", "conv1Weights", "conv1_weights", "sum1",
          "sum",
          "sum_1", "Float", "Float1", "startOfLogits", "startOfLossGradients", "species", "vspecies");

  private Identifiers() {}

  /**
   * All of them, in a fixed order: those of the golden files, of the JDK, of our own packages, and of what is generated for some networks.
   *
   * @param networks whose generated source is looked through
   */
  static List<String> all(List<NetworkSource> networks) {
    Set<String> names = new TreeSet<>(MORE);
    golden().forEach(text -> addTokens(text, names));
    generated(networks).forEach(text -> addTokens(text, names));
    names.addAll(javaLang());
    new ClassFileImporter().importPackages("dev.kernelsmith.runtime", "dev.kernelsmith.annotations").stream()
        .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
        .forEach(type -> names.add(type.getSimpleName()));
    List.copyOf(names).stream().filter(name -> name.matches("[A-Z][A-Z0-9_]+")).forEach(name -> names.add(camel(name)));
    names.removeIf(name -> !SourceVersion.isIdentifier(name) || SourceVersion.isKeyword(name));
    return List.copyOf(names);
  }

  /** Whether a type may have such a name. */
  static boolean isTypeName(String name) {
    return !Set.of("record", "sealed", "permits", "var", "yield").contains(name);
  }

  /** The name of a layer that would have such a constant. */
  private static String camel(String constant) {
    String lower = constant.toLowerCase(Locale.ROOT);
    return Pattern.compile("_+([a-z0-9])").matcher(lower).replaceAll(m -> m.group(1).toUpperCase(Locale.ROOT));
  }

  private static List<String> golden() {
    List<String> texts = new ArrayList<>();
    try (Stream<Path> files = Files.walk(Path.of("src", "test", "resources", "golden"))) {
      for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
        texts.add(Files.readString(file));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return texts;
  }

  private static Collection<String> generated(List<NetworkSource> networks) {
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado()
        .options("-proc:only", "-Akernelsmith.tornado.schedules=gpu,cpu,fpga");
    networks.forEach(network -> compile.source(network.name(), network.text()));
    Compilation compilation = compile.run();
    if (!compilation.success()) {
      throw new IllegalStateException(compilation.report());
    }
    return compilation.sources().values();
  }

  private static void addTokens(String text, Set<String> into) {
    IDENTIFIER.matcher(COMMENTS_AND_STRINGS.matcher(text).replaceAll(" ")).results().map(MatchResult::group)
        .forEach(into::add);
  }

  private static List<String> javaLang() {
    Path folder = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("/modules/java.base/java/lang");
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString())
          .filter(name -> name.matches("\\w+\\.class"))
          .map(name -> name.substring(0, name.indexOf('.')))
          .filter(name -> isPublic("java.lang." + name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isPublic(String type) {
    try {
      return Modifier.isPublic(Class.forName(type, false, null).getModifiers());
    } catch (ClassNotFoundException e) {
      return false;
    }
  }
}
