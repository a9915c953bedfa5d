package dev.kernelsmith.processor.generated;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.testing.CompilerKind;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HotSpot does not compile methods of more than 8000 bytecodes: none is generated, however large the network. */
class ByteCodeSizeTest {
  private static final int HUGE_METHOD_LIMIT = 8000;

  static Stream<NetworkSource> networks() {
    return Stream.of(WellKnown.wide(), WellKnown.deep(), WellKnown.vgg16());
  }

  static Stream<NetworkSource> more() {
    return Stream.of(WellKnown.leNet5(), WellKnown.branching());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("networks")
  void noMethodIsHuge(NetworkSource source) {
    check(source);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("more")
  @Tag("thorough")
  void noMethodOfMoreIsHuge(NetworkSource source) {
    check(source);
  }

  private static void check(NetworkSource source) {
    long start = System.nanoTime();
    GeneratedNetwork network = GeneratedNetwork.compileAll(source, CompilerKind.JAVAC);
    double seconds = (System.nanoTime() - start) / 1e9;
    Map<String, Integer> sizes = new TreeMap<>();
    network.compilation().classes().forEach((name, bytes) -> sizes.putAll(sizes(bytes)));
    String largest = sizes.keySet().stream().max(Comparator.comparing(sizes::get)).orElseThrow();
    System.out.printf(
        "%s: compiled in %.1f s; %d methods, the largest is %s with %d bytecodes%n", source.name(), seconds,
        sizes.size(), largest, sizes.get(largest));
    assertTrue(sizes.keySet().stream().anyMatch(m -> m.startsWith(source.name() + "VectorKernels32")), sizes::toString);
    List<String> huge =
        sizes.entrySet()
            .stream()
            .filter(e -> e.getValue() > HUGE_METHOD_LIMIT)
            .map(Map.Entry::toString)
            .toList();
    assertEquals(List.of(), huge);
  }

  /** Bytecodes of every method of a class. */
  private static Map<String, Integer> sizes(byte[] classFile) {
    ClassModel model = ClassFile.of().parse(classFile);
    Map<String, Integer> sizes = new TreeMap<>();
    for (MethodModel method : model.methods()) {
      method
          .findAttribute(Attributes.code())
          .ifPresent(
              code -> sizes.put(
                  model.thisClass().asInternalName() + "." + method.methodName().stringValue()
                      + method.methodType().stringValue(),
                  code.codeLength()));
    }
    return sizes;
  }
}
