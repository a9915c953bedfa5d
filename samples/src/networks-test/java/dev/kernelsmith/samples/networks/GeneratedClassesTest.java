package dev.kernelsmith.samples.networks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.classfile.Attributes;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The classes that are generated for the classic networks stay far from the limits of a class file: 65,535 constants, and 8000 bytecodes of a method,
 * beyond which HotSpot does not compile it.
 */
class GeneratedClassesTest {
  private static final int MOST_BYTECODES = 8000;
  private static final int MOST_CONSTANTS = 50_000;

  /**
   * The largest of a network's classes and methods.
   *
   * @param bytecodes of the largest method
   * @param constants in the pool of the largest class, free places counted
   */
  private record Largest(int bytecodes, int constants) {
    Largest or(Largest other) {
      return new Largest(Math.max(bytecodes, other.bytecodes), Math.max(constants, other.constants));
    }
  }

  @Test
  void noneIsNearALimit() throws IOException, URISyntaxException {
    Path root = Path.of(NetworkStepMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    List<Path> files;
    try (Stream<Path> found = Files.list(root.resolve(NetworkStepMain.class.getPackageName().replace('.', '/')))) {
      files = found.filter(file -> file.toString().endsWith(".class")).toList();
    }
    Map<String, Largest> largest = new TreeMap<>();
    List<String> beyond = new ArrayList<>();
    for (Path file : files) {
      String name = file.getFileName().toString();
      Largest found = of(ClassFile.of().parse(file));
      NetworkStepMain.ALL.keySet()
          .stream()
          .filter(name::startsWith)
          .max(Comparator.comparing(String::length))
          .ifPresent(network -> largest.merge(network, found, Largest::or));
      if (found.bytecodes > MOST_BYTECODES || found.constants > MOST_CONSTANTS) {
        beyond.add(name + " " + found);
      }
    }
    largest.forEach(
        (network, found) -> System.out.printf(Locale.ROOT, "%-17s largest method %5d bytecodes, class %6d constants%n",
            network, found.bytecodes, found.constants));
    assertEquals(List.of(), beyond);
    assertEquals(NetworkStepMain.ALL.keySet(), largest.keySet());
    assertTrue(largest.values().stream().allMatch(found -> found.bytecodes > 1000), largest::toString);
  }

  private static Largest of(ClassModel model) {
    int bytecodes =
        model.methods()
            .stream()
            .mapToInt(method -> method.findAttribute(Attributes.code()).map(CodeAttribute::codeLength).orElse(0))
            .max()
            .orElse(0);
    return new Largest(bytecodes, model.constantPool().size());
  }
}
