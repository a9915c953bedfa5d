package dev.kernelsmith.processor.emit;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.JavaFile;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/** Adds the imports of types that kernels name in plain text. */
final class Imports {
  private static final List<String> KNOWN =
      List.of(
          "dev.kernelsmith.runtime.kernel.LaneSums",
          "dev.kernelsmith.runtime.kernel.ScalarMath",
          "dev.kernelsmith.runtime.kernel.VectorMath",
          "uk.ac.manchester.tornado.api.KernelContext",
          "uk.ac.manchester.tornado.api.annotations.Parallel",
          "uk.ac.manchester.tornado.api.math.TornadoMath",
          "uk.ac.manchester.tornado.api.types.collections.VectorFloat16",
          "uk.ac.manchester.tornado.api.types.vectors.Float16",
          "jdk.incubator.vector.FloatVector",
          "jdk.incubator.vector.VectorMask",
          "jdk.incubator.vector.VectorOperators");

  /** Types that need an import only where the package of the annotated class has one of the same name. */
  private static final List<String> JAVA_LANG =
      List.of("Float", "IllegalArgumentException", "Math", "Object", "Override", "StrictMath", "String",
          "SuppressWarnings");

  /** A blank line between two constants. */
  private static final Pattern CONSTANTS =
      Pattern.compile("(?m)^( *private static final int .*;)\\R\\R(?= *private static final int )");

  private Imports() {}

  /**
   * The file as text, with every import it needs, sorted.
   *
   * @param origin the annotated class, which may have the name of one of these types
   */
  static String complete(JavaFile file, TypeElement origin) {
    String text = file.toString();
    Element outermost = outermost(origin);
    List<String> imports = new ArrayList<>();
    for (String type : candidates((PackageElement) outermost.getEnclosingElement())) {
      String simple = type.substring(type.lastIndexOf('.') + 1);
      boolean extended =
          !file.typeSpec().superclass().equals(ClassName.OBJECT) && outermost.getSimpleName().contentEquals(simple);
      boolean used = Pattern.compile("\\b" + simple + "\\b").matcher(text).find();
      if (used && !extended && !text.contains("import " + type + ";")) {
        imports.add("import " + type + ";");
      }
    }
    Matcher present = Pattern.compile("(?m)^import .*;$").matcher(text);
    while (present.find()) {
      imports.add(present.group());
    }
    imports.sort(null);
    String without = text.replaceAll("(?m)^import .*;\\R", "");
    Matcher start = Pattern.compile("(?m)^(/\\*\\*|@|final class|class|public)").matcher(without);
    int at = start.find() ? start.start() : 0;
    String head = without.substring(0, at).stripTrailing();
    without = CONSTANTS.matcher(without).replaceAll("$1\n");
    return head + (head.isEmpty() ? "" : "\n\n") + String.join("\n", imports) + "\n\n" + without.substring(at);
  }

  private static List<String> candidates(PackageElement home) {
    List<String> types = new ArrayList<>(KNOWN);
    for (Element neighbour : home.getEnclosedElements()) {
      String name = neighbour.getSimpleName().toString();
      if (JAVA_LANG.contains(name)) {
        types.add("java.lang." + name);
      }
    }
    return types;
  }

  private static Element outermost(TypeElement type) {
    Element outer = type;
    while (outer.getEnclosingElement() instanceof TypeElement enclosing) {
      outer = enclosing;
    }
    return outer;
  }
}
