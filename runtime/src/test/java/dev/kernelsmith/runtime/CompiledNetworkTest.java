package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.LayerSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.LinearProgram;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.testing.Spoiled;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every network has for its users. */
class CompiledNetworkTest {
  private static final Path SOURCE = Path.of("src/main/java/dev/kernelsmith/runtime/CompiledNetwork.java");

  /** The class comment lists the signatures that a user's class may not have: all there are, and no others. */
  @Test
  void itsCommentListsAllOfItsMethods() throws IOException {
    String source = Files.readString(SOURCE);
    String comment = source.substring(0, source.indexOf("public interface")).replaceAll("\\s*\\n \\*\\s*", " ");
    String list = comment.substring(comment.indexOf("A class may not have"), comment.indexOf("More is found"));
    Set<String> listed = new TreeSet<>();
    Matcher code = Pattern.compile("\\{@code ([^}]*)}").matcher(list);
    while (code.find()) {
      listed.add(code.group(1));
    }
    Set<String> declared = new TreeSet<>();
    for (Method method : CompiledNetwork.class.getDeclaredMethods()) {
      if (!method.isSynthetic() && !Modifier.isStatic(method.getModifiers())) {
        declared.add(
            method.getName() + Arrays.stream(method.getParameterTypes()).map(Class::getSimpleName)
                .collect(Collectors.joining(", ", "(", ")")));
      }
    }
    assertEquals(declared, listed);
  }

  /** What predicts must do so on the device. */
  @Test
  void aNetworkOnADeviceHasItsOwnOfAllThatPredicts() throws NoSuchMethodException {
    for (Method method : CompiledNetwork.class.getDeclaredMethods()) {
      if (method.getName().matches("predict.*|classify.*|logits|topK")) {
        assertEquals(
            DeviceNetwork.class,
            DeviceNetwork.class.getMethod(method.getName(), method.getParameterTypes()).getDeclaringClass(),
            method::toString);
      }
    }
  }

  @Test
  void predictsIntoAnArray() {
    LinearNetwork network = LinearNetwork.classifier(4, 3, 1);
    float[] input = {1, 2, 3, 4};
    float[] into = new float[3];
    network.predictInto(input, into);
    assertArrayEquals(network.predict(input), into);
    assertEquals("the array for the output is one of 4, but network Linear gives 3 values",
        assertThrows(IllegalArgumentException.class, () -> network.predictInto(input, new float[4])).getMessage());
    assertEquals("the array for the output is null, but network Linear gives 3 values",
        assertThrows(IllegalArgumentException.class, () -> network.predictInto(input, null)).getMessage());
    assertThrows(IllegalArgumentException.class, () -> network.predictInto(new float[3], into));
    try (DeviceNetwork placed = LinearNetwork.offloaded(new LinearProgram(4, 3, true, 1), 1).placed(8, 8)) {
      float[] there = new float[3];
      placed.predictInto(input, there);
      assertArrayEquals(into, there);
      assertEquals(2, placed.topK(input, 2).size());
      assertEquals(network.topK(input, 3), placed.topK(input, 3));
    }
  }

  @Test
  void ranksClassesAsAStableSortDoes() {
    LinearNetwork network = LinearNetwork.classifier(4, 7, 1);
    Dataset data = Samples.clusters(100, 4, 7, 1);
    network.engine().classNames(List.of("a", "b", "c"));
    float[][] probabilities = network.predict(data);
    List<List<RankedClass>> ranked = network.topK(data, 7);
    int[] classes = network.classify(data);
    for (int i = 0; i < data.size(); i++) {
      float[] p = probabilities[i];
      List<RankedClass> expected = IntStream.range(0, 7).boxed()
          .sorted(Comparator.comparingDouble((Integer c) -> -p[c]))
          .map(c -> new RankedClass(c, c < 3 ? "abc".substring(c, c + 1) : "" + c, p[c]))
          .toList();
      assertEquals(expected, ranked.get(i));
      assertEquals(classes[i], ranked.get(i).getFirst().number());
      float[] input = new float[4];
      data.copyInput(i, input, 0);
      for (int k = 1; k <= 7; k++) {
        assertEquals(expected.subList(0, k), network.topK(input, k));
      }
    }
    assertEquals("1 (b) 0.5000", new RankedClass(1, "b", 0.5f).toString());
    assertEquals("4 0.2500", new RankedClass(4, "4", 0.25f).toString());
  }

  @Test
  void equalClassesComeByTheirNumbersAndOneUnitIsTwoClasses() {
    LinearNetwork network = LinearNetwork.classifier(4, 3, 1);
    network.engine().publish(new float[network.engine().spec().parameterFloats()]);
    assertEquals(List.of(0, 1, 2),
        network.topK(new float[4], 3).stream().map(RankedClass::number).toList());
    LinearNetwork unit = LinearNetwork.of(new LinearProgram(1, 1, LinearProgram.SIGMOID, 1), 1);
    for (float input : new float[] {-3, 0, 3}) {
      float p = unit.predict(new float[] {input})[0];
      int best = unit.classify(new float[] {input});
      List<RankedClass> ranked = unit.topK(new float[] {input}, 2);
      assertEquals(List.of(best, 1 - best), ranked.stream().map(RankedClass::number).toList());
      assertEquals(best == 1 ? p : 1 - p, ranked.get(0).probability());
      assertEquals(best == 1 ? 1 - p : p, ranked.get(1).probability());
    }
  }

  @Test
  void saysWhichRanksThereAreAndWhereThereAreNone() {
    LinearNetwork network = LinearNetwork.classifier(4, 3, 1);
    for (int k : new int[] {0, 4}) {
      assertEquals("network Linear tells 3 classes apart: ask for the first 1 to 3 of them, not " + k,
          assertThrows(IllegalArgumentException.class, () -> network.topK(new float[4], k)).getMessage());
    }
    Dataset data = new Spoiled(Samples.clusters(40, 4, 3, 1), 17, 2, Float.NaN);
    assertEquals(17, assertThrows(NoAnswerException.class, () -> network.topK(data, 1)).sample());
    assertThrows(NoAnswerException.class, () -> network.topK(new float[] {0, Float.NaN, 0, 0}, 1));
    assertThrows(IllegalStateException.class,
        () -> LinearNetwork.of(new LinearProgram(4, 1, false, 1), 1).topK(new float[4], 1));
  }

  @Test
  void threadsAreTheEngines() {
    LinearNetwork network = LinearNetwork.classifier(4, 3, 1);
    network.threads(3);
    assertEquals(3, network.threads());
    assertEquals(3, network.engine().threads());
    assertThrows(IllegalArgumentException.class, () -> network.threads(0));
  }

  @Test
  void summaryIsATable() {
    String summary = LinearNetwork.classifier(4, 3, 1).summary();
    assertEquals("""
        layer  kind   output  parameters  trained  FLOP
        input  Input  4
        out    Dense  3               15      yes    24
        15 parameters in 0.3 kB, 15 of them trained
        a prediction of one sample is 24 FLOP, a training on one 0 FLOP
        a prediction takes 0.1 kB for one sample, 0.8 kB for each block of 16
        loss SOFTMAX_CROSS_ENTROPY
        optimizer MOMENTUM, learning rate %s
        """.formatted(LinearNetwork.LEARNING_RATE), summary.replace(System.lineSeparator(), "\n"));
  }

  /** Names of blocks in blocks are long; what tells them apart is their end. */
  @Test
  void summaryFitsATerminal() {
    LinearProgram program = new LinearProgram(4, 3, true, 1);
    NetworkSpec.Builder long1 = LinearNetwork.describe(program);
    List<String> ends = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      String end = i + ".convolution";
      ends.add(end);
      long1.layer(
          new LayerSpec("aVeryLongNameOfAStage.anotherVeryLongNameOfAStage.repeated." + end, "LocalResponseNorm",
              List.of(), List.of(224, 224, 2048), i == 3 ? List.of("out.weights", "out.bias") : List.of(), 1));
    }
    List<String> lines =
        LinearNetwork.of(long1.build(), program, 1).summary().lines().toList();
    lines.forEach(line -> assertTrue(line.length() <= 80, line));
    ends.forEach(
        end -> assertEquals(1, lines.stream().filter(line -> line.matches("\\.\\.\\S*\\b" + end + " .*")).count()));
    assertTrue(lines.stream().anyMatch(line -> line.endsWith("224x224x2048      shared      yes     1")),
        lines::toString);
  }
}
