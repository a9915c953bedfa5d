package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import javax.tools.ToolProvider;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks that are none of the samples: classes that somebody compiled apart. */
class UserClassTest {
  private static final String NET = "com.acme.MyNet";

  @TempDir static Path common;
  private static Path classes;
  private static Path table;

  @TempDir Path folder;

  @BeforeAll
  static void compile() throws IOException {
    classes = common.resolve("classes");
    table = common.resolve("flowers.csv");
    Path net = source("MyNet", """
        package com.acme;
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;
        @Network(input = 3)
        @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
        class MyNet {
          @Dense(units = 8, activation = Activation.RELU) Layer hidden;
          @Dense(units = 2) @Loss(LossFunction.SOFTMAX_CROSS_ENTROPY) Layer species;
          @Network(input = 3) static class Inner {
            @Dense(units = 1) @Loss(LossFunction.MEAN_SQUARED_ERROR) Layer size;
          }
        }
        """);
    Path plain = source("Plain", "package com.acme; class Plain {}");
    Path old = source("Old", """
        package com.acme;
        import dev.kernelsmith.runtime.*;
        import dev.kernelsmith.runtime.spi.NetworkSpec;
        class OldNetwork implements CompiledNetwork {
          static final NetworkSpec SPEC = NetworkSpec.builder(1, "Old", "0").build();
          OldNetwork(long seed) { SPEC.name(); }
          public NetworkEngine engine() { return null; }
        }
        """);
    String path = System.getProperty("java.class.path");
    assertEquals(0,
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--add-modules", "jdk.incubator.vector", "-nowarn",
            "-proc:full", "-cp", path, "-processorpath", path, "-d",
            classes.toString(), net.toString(), plain.toString(), old.toString()));
    byte[] newer = Files.readAllBytes(classes.resolve("com/acme/Plain.class"));
    newer[7] = (byte) 200; // the version of the class file
    Files.write(Files.createDirectories(common.resolve("newer/com/acme")).resolve("Plain.class"), newer);
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("width,height,depth,species,size\n");
    for (int i = 0; i < 200; i++) {
      double width = 1000 + 100 * random.nextGaussian();
      double height = random.nextGaussian() / 100;
      rows.append(String.format(Locale.ROOT, "%.3f,%.5f,%.3f,%s,%.3f%n", width, height, random.nextGaussian(),
          width > 1000 + 5000 * height ? "rose" : "lily", width / 100));
    }
    Files.writeString(table, rows);
  }

  private static Path source(String name, String text) throws IOException {
    return Files.writeString(common.resolve(name + ".java"), text);
  }

  private Run train(Object... more) {
    List<Object> words = new java.util.ArrayList<>(List.of("train", "--class", NET, "--classpath", classes, "--csv",
        table, "--label", "species", "--ignore", "size"));
    words.addAll(List.of(more));
    return Run.of(words.toArray());
  }

  @Test
  void aClassIsTrainedEvaluatedAndPredictsFromATable() throws IOException {
    Path weights = folder.resolve("weights.safetensors");
    Path run = folder.resolve("run");
    Run training = train("--epochs", 40, "--batch", 10, "--save", weights, "--run", run);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("160 to train on, 40 to test on"), training.out());
    Run test = Run.of("evaluate", "--class", NET, "--classpath", classes, "--weights", weights, "--csv",
        table);
    assertEquals(0, test.exitCode(), test.err());
    double accuracy = Double.parseDouble(test.out().replaceAll("(?s).*accuracy ([0-9.]+) %.*", "$1"));
    assertTrue(accuracy > 90,
        "features of so different scales are learned from, and scaled the same way in a test: " + test.out());
    Run prediction = Run.of("predict", "--class", NET + "Network", "--classpath", classes, "--weights", weights,
        "--csv", table);
    assertEquals(0, prediction.exitCode(), prediction.err());
    List<String> rows = Files.readAllLines(table);
    List<String> answers = prediction.out().lines().toList();
    assertEquals(200, answers.size());
    long right = java.util.stream.IntStream.range(0, 200)
        .filter(i -> rows.get(i + 1).contains("," + answers.get(i).split(" ")[0] + ",")).count();
    assertEquals(Math.round(2 * accuracy), right, "the names are those of the training");
    assertEquals(0, Run.of("report", run).exitCode());
    assertTrue(
        Files.readString(run.resolve("evaluation.json")).contains("\"features\":[\"width\",\"height\",\"depth\"]"));
    Path other = Files.writeString(folder.resolve("other.csv"), "height,widht,depth\n1,2,3\n");
    assertFailure(Run.of("predict", "--class", NET, "--classpath", classes, "--weights", weights, "--csv", other),
        "it has no column \"width\", but \"widht\", which training does not have");
    Run none = Run.of("evaluate", "--weights", weights, "--csv", table, "--label", "species");
    assertTrue(none.exitCode() == 2 && none.err().contains("no option '--label' of evaluate, only of train"),
        none.err());
  }

  @Test
  void aNestedClassPredictsValues() {
    Path weights = folder.resolve("weights.safetensors");
    for (String name : List.of(NET + ".Inner", NET + "$Inner", "com.acme.MyNet_InnerNetwork")) {
      Run training = Run.of("train", "--class", name, "--classpath", classes, "--csv", table, "--label", "size",
          "--ignore", "species", "--epochs", 1, "--save", weights);
      assertEquals(0, training.exitCode(), training.err());
    }
    Run prediction = Run.of("predict", "--class", NET + ".Inner", "--classpath", classes, "--weights", weights, "--csv",
        table);
    assertEquals(200, prediction.out().lines().mapToDouble(Double::parseDouble).filter(Double::isFinite).count());
  }

  @Test
  void aClassIsDescribedAndDrawn() throws Exception {
    Path picture = folder.resolve("net.svg");
    Run run = Run.of("describe", "--class", NET, "--classpath", classes, "--svg", picture);
    assertEquals(0, run.exitCode(), run.err());
    String hidden =
        run.out().lines().filter(line -> line.startsWith("hidden")).findFirst().orElseThrow().replaceAll(" +", " ");
    // 3 x 8 weights and 8 biases of 4 bytes; a multiplication and an addition for each weight, bias and relu for each unit
    assertTrue(hidden.startsWith("hidden Dense input 8 32 ") && hidden.endsWith(" 128 32"), hidden);
    assertTrue(run.out().lines().anyMatch(line -> line.replaceAll(" +", " ").startsWith("total 50 ")), run.out());
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
    assertTrue(Files.readString(picture).contains(">species</text>"));
    assertEquals(0, Run.of("describe", "unet", "--svg", picture).exitCode());
    DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
  }

  @Test
  void timesOfLayersAreMeasured() {
    Run run = Run.of("describe", "--class", NET, "--classpath", classes, "--time", "--seconds", 2, "--threads", 1,
        "--batch", 16);
    assertEquals(0, run.exitCode(), run.err());
    assertTrue(run.out().contains("time of a training on random numbers, batch 16, 1 thread, "), run.out());
    String table = run.out().substring(run.out().indexOf("\nlayer "));
    assertTrue(table.contains("\nhidden ") && table.contains("\nspecies ") && table.contains(" of 1 thread in "),
        table);
    Run alone = Run.of("describe", "mlp", "--seconds", 3);
    assertTrue(alone.exitCode() == 2 && alone.err().contains("--seconds does nothing without --time"), alone.err());
  }

  @Test
  void whatIsNoNetworkIsSaid() {
    assertFailure(Run.of("describe", "--class", "com.acme.Missing", "--classpath", classes),
        "there is no class com.acme.Missing in " + classes);
    assertFailure(Run.of("describe", "--class", "com.acme.mynet", "--classpath", classes),
        "there is no class com.acme.mynet");
    assertFailure(Run.of("describe", "--class", NET), "--classpath target/classes");
    assertFailure(Run.of("describe", "--class", "com.acme.Plain", "--classpath", classes),
        "no network com.acme.PlainNetwork beside it");
    assertFailure(Run.of("describe", "--class", NET, "--classpath", folder.resolve("none")),
        "there is no such folder or jar");
    assertFailure(Run.of("describe", "--class", "com.acme.Plain", "--classpath", common.resolve("newer")),
        "was compiled for a newer Java");
    assertFailure(Run.of("describe", "--class", "com.acme.Old", "--classpath", classes),
        "OldNetwork was generated for interface version 1");
    assertEquals(2, Run.of("describe", "mlp", "--class", NET).exitCode());
    assertEquals(2, Run.of("describe").exitCode());
    assertEquals(2, Run.of("describe", "mlp", "--classpath", classes).exitCode());
  }

  @Test
  void dataThatDoNotFitAreSaid() throws IOException {
    assertFailure(Run.of("train", "--class", NET, "--classpath", classes, "--csv", table, "--label", "species"),
        "network MyNet has an input \"input\" of 3 values, but the table gives it 4: width 1, height 1, depth 1, size 1");
    assertFailure(train("--ignore", "sise"), "sise");
    assertEquals(2, Run.of("train", "--class", NET, "--classpath", classes).exitCode());
    assertEquals(2, Run.of("train", "--class", NET, "--classpath", classes, "--csv", table).exitCode());
    assertEquals(2, train("--data", folder).exitCode());
    assertFailure(Run.of("train", "--class", NET, "--classpath", classes, "--csv", folder.resolve("none.csv"),
        "--label", "species"), "none.csv");
    Path three = Files.writeString(folder.resolve("three.csv"),
        "a,b,c,species\n1,2,3,x\n1,2,4,y\n2,2,3,z\n1,3,3,x\n1,2,5,y\n3,2,3,z\n");
    Run classesTooMany =
        Run.of("train", "--class", NET, "--classpath", classes, "--csv", three, "--label", "species", "--epochs", 1);
    assertEquals(1, classesTooMany.exitCode());
    assertFalse(classesTooMany.err().contains("internal error"), classesTooMany.err());
  }

  private static void assertFailure(Run run, String message) {
    assertEquals(1, run.exitCode(), run.err());
    assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("internal error"), run.err());
    assertFalse(
        run.err().matches(
            "(?s).*\\b(missing|ignore|category|other|decimal|delimiter|columns|scaled|load|Missing\\.\\w+)\\(.*"),
        run.err());
  }
}
