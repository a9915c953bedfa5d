package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.sequences.CharacterTokenizer;
import dev.kernelsmith.data.sequences.TextModel;
import dev.kernelsmith.data.sequences.TextPreparation;
import dev.kernelsmith.data.tfrecords.Compression;
import dev.kernelsmith.data.tfrecords.Example;
import dev.kernelsmith.data.tfrecords.TfRecords;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What people bring: tables with texts and holes, with semicolons and decimal commas, several values to learn, and folders of pictures. */
class OwnDataTest {
  @TempDir static Path common;
  private static Path classes;

  @TempDir Path folder;

  @BeforeAll
  static void compile() throws IOException {
    classes = common.resolve("classes");
    Path source = Files.writeString(common.resolve("Nets.java"), """
        package com.acme;
        import dev.kernelsmith.annotations.*;
        import dev.kernelsmith.runtime.Layer;
        import static dev.kernelsmith.annotations.Activation.*;
        import static dev.kernelsmith.annotations.LossFunction.*;
        class Nets {
          @Network(input = 10) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Titanic { @Dense(units = 8, activation = RELU) Layer hidden; @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer survived; }
          @Network(input = 10) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class OneUnit { @Dense(units = 8, activation = RELU) Layer hidden; @Dense(units = 1) @Loss(SIGMOID_CROSS_ENTROPY) Layer survived; }
          @Network(input = 10) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Margin { @Dense(units = 8, activation = RELU) Layer hidden; @Dense(units = 1) @Loss(HINGE) Layer survived; }
          @Network(input = 3) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Wine { @Dense(units = 8, activation = RELU) Layer hidden; @Dense(units = 3) @Loss(SOFTMAX_CROSS_ENTROPY) Layer quality; }
          @Network(input = 4) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Houses { @Dense(units = 16, activation = RELU) Layer hidden; @Dense(units = 2) @Loss(MEAN_SQUARED_ERROR) Layer price; }
          @Network(input = {12, 12, 3}) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Flags { @Dense(units = 8, activation = RELU) Layer hidden; @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer flag; }
          @Network(input = {2, 2}) @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Spots {
            @Dense(units = 8, activation = RELU) Layer hidden;
            @From("hidden") @Dense(units = 3) @Loss(SOFTMAX_CROSS_ENTROPY) Layer corner;
            @From("hidden") @Dense(units = 1) @Loss(MEAN_SQUARED_ERROR) Layer light;
          }
          @Network
          static class Texts {
            @Input(value = 3, type = InputType.INT) Layer tokens;
            @OneHot(classes = 3) Layer known;
            @Flatten Layer flat;
            @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer kind;
          }
          @Network @Optimizer(type = OptimizerType.ADAM, learningRate = 1e-2)
          static class Trips {
            @Input(2) Layer facts;
            @Input(value = 1, type = InputType.INT) Layer town;
            @OneHot(classes = 3) Layer known;
            @Reshape(3) Layer flat;
            @Concat({"facts", "flat"}) Layer all;
            @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY) Layer late;
          }
        }
        """);
    String path = System.getProperty("java.class.path");
    assertEquals(0,
        ToolProvider.getSystemJavaCompiler().run(null, null, null, "--add-modules", "jdk.incubator.vector", "-nowarn",
            "-proc:full", "-cp", path, "-processorpath", path, "-d", classes.toString(), source.toString()));
  }

  private static Run train(String name, Object... more) {
    List<Object> words =
        new ArrayList<>(List.of("train", "--class", "com.acme.Nets." + name, "--classpath", classes));
    words.addAll(Arrays.asList(more));
    return Run.of(words.toArray());
  }

  /** Passengers with quoted names, holes in numbers and texts, a byte order mark and line ends of Windows. */
  private Path titanic(int count) throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("\ufeffname,class,sex,age,fare,embarked,survived\r\n");
    for (int i = 0; i < count; i++) {
      boolean woman = random.nextBoolean();
      rows.append(String.format(Locale.ROOT, "\"Smith %d, \"\"Jo\"\"\",%d,%s,%s,%.3f,%s,%s\r\n", i,
          1 + random.nextInt(3), woman ? "female" : "male", i % 5 == 0 ? "" : 1 + random.nextInt(70),
          100 * random.nextDouble(), i % 40 == 0 ? "" : List.of("C", "Q", "S").get(i % 3),
          woman ^ random.nextInt(20) == 0 ? "yes" : "no"));
    }
    return Files.writeString(folder.resolve("titanic.csv"), rows);
  }

  @Test
  void textsAndHolesAreLearnedFromAndNothingIsRememberedByHand() throws IOException {
    Path table = titanic(400);
    for (String net : List.of("Titanic", "OneUnit", "Margin")) {
      Path weights = folder.resolve(net + ".safetensors");
      Path run = folder.resolve("run-" + net);
      Run training = train(net, "--csv", table, "--label", "survived", "--ignore", "name", "--category", "class",
          "--epochs", 15, "--batch", 16, "--save", weights, "--run", run);
      assertEquals(0, training.exitCode(), training.err());
      String said = training.out();
      assertTrue(said.contains("400 rows of 7 columns, commas between cells, decimal point"), said);
      assertTrue(said.contains("class 3 (1, 2, 3), sex 2 (female, male), age 1, fare 1, embarked 3 (C, Q, S)"), said);
      assertTrue(said.contains("missing: \"age\" in 80 rows, filled in with the median of the training data"), said);
      assertTrue(said.contains("\"embarked\" in 10 rows, filled in with the most frequent one"), said);
      Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", table);
      assertEquals(0, test.exitCode(), test.err());
      assertTrue(number(test.out(), "accuracy ([0-9.]+) %") > 85, test.out());
      assertTrue(test.out().matches("(?s).*\nCLASS +SAMPLES +CORRECT +READ AS no +yes\nno .*\nyes .*"), test.out());
      Path rows = Files.writeString(folder.resolve("new.csv"),
          "embarked;fare;age;sex;class;remark\nC;10,5;;female;1;x\nS;80,25;40;male;3;y\n");
      Run prediction = Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", rows);
      assertEquals(0, prediction.exitCode(), prediction.err());
      assertEquals(List.of("yes", "no"), prediction.out().lines().map(line -> line.split("[ ,]")[0]).toList());
      assertEquals(net.equals("Margin"), prediction.out().startsWith("yes, margin "), prediction.out());
      assertEquals("not read: remark, which the network does not use\n", prediction.err());
      String evaluation = Files.readString(run.resolve("evaluation.json"));
      assertTrue(evaluation.contains("\"features\":[\"class\",\"sex\",\"age\",\"fare\",\"embarked\"]"), evaluation);
      assertTrue(Pattern.compile("\"row\":\\[\"[123]\",\"(fe)?male\",").matcher(evaluation).find(), evaluation);
    }
    Path weights = folder.resolve("Titanic.safetensors");
    Path unknown = Files.writeString(folder.resolve("unknown.csv"),
        "class,sex,age,fare,embarked\n1,male,3,4,S\n1,mal,3,4,S\n");
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", unknown),
        "line 3, column \"sex\": \"mal\" is no category",
        "did you mean 'male'", "--other \"sex\"");
    assertFailure(Run.of("predict", "--weights", weights, "--csv", unknown),
        "com.acme.Nets_TitanicNetwork, which is not there",
        "--classpath");
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, table),
        "trained with a table, not with pictures");
  }

  @Test
  void aTableThatStaysInItsFileGivesTheSameWeightsAndAnswers() throws IOException {
    Path table = titanic(400);
    List<String> trained = new ArrayList<>();
    List<byte[]> saved = new ArrayList<>();
    for (List<String> more : List.of(List.<String>of(), List.of("--on-demand"))) {
      Path weights = folder.resolve("w" + more.size());
      Run training = train("Titanic", Stream.concat(Stream.of("--csv", table, "--label", "survived", "--ignore", "name",
          "--category", "class", "--epochs", 3, "--hold-out", 0.2, "--save", weights), more.stream()).toArray());
      assertEquals(0, training.exitCode(), training.err());
      assertEquals(!more.isEmpty(), training.out().contains("decimal point, rows read when they are needed\n"));
      trained.add(training.out().replace(", rows read when they are needed", "").replace(weights.toString(), "")
          .replaceAll("trained.*", ""));
      saved.add(Files.readAllBytes(weights));
      for (String command : List.of("predict", "evaluate")) {
        Run run = Run.of(Stream.concat(Stream.of(command, "--classpath", classes, "--weights", weights, "--csv", table),
            more.stream()).toArray());
        assertEquals(0, run.exitCode(), run.err());
        trained.add(run.out().replace(weights.toString(), "").replace(", rows read when they are needed", ""));
      }
    }
    assertEquals(trained.subList(0, 3), trained.subList(3, 6));
    assertArrayEquals(saved.getFirst(), saved.getLast());
  }

  @Test
  void semicolonsAndDecimalCommasAreFoundOut() throws IOException {
    Random random = new Random(2);
    StringBuilder rows = new StringBuilder("acid;sugar;alcohol;quality\n");
    for (int i = 0; i < 300; i++) {
      double alcohol = 10 + random.nextGaussian();
      rows.append(String.format(Locale.GERMANY, "%.2f;%.3f;%.2f;%s%n", 7 + random.nextGaussian(), random.nextDouble(),
          alcohol, alcohol > 10.5 ? "1" : alcohol < 9.5 ? "2.0" : "3"));
    }
    Path table = Files.writeString(folder.resolve("wine.csv"), rows.toString().replace(";2.0", ";2"));
    Path weights = folder.resolve("wine.safetensors");
    Run training =
        train("Wine", "--csv", table, "--label", "quality", "--epochs", 30, "--batch", 16, "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("semicolons between cells, decimal comma"), training.out());
    assertTrue(training.out().contains("classes [1, 2, 3]"), training.out());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", table);
    assertTrue(number(test.out(), "accuracy ([0-9.]+) %") > 85, test.out() + test.err());
    Path same = Files.writeString(folder.resolve("points.csv"),
        Files.readString(table).replace(',', '.').replace(';', '\t').replace("\t1\n", "\t1.0\n"));
    Run points = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", same);
    assertEquals(test.out().lines().toList().getLast(), points.out().lines().toList().getLast(), points.err());
  }

  @Test
  void severalValuesAreToldInTheirUnits() throws IOException {
    Random random = new Random(3);
    StringBuilder rows = new StringBuilder("area,kind,price,rent\n");
    for (int i = 0; i < 300; i++) {
      int area = 30 + random.nextInt(170);
      String kind = List.of("flat", "house", "loft").get(random.nextInt(3));
      rows.append(String.format(Locale.ROOT, "%d,%s,%d,%d%n", area, kind,
          4000 * area + (kind.equals("house") ? 50_000 : 0), 12 * area));
    }
    Path table = Files.writeString(folder.resolve("houses.csv"), rows);
    Path weights = folder.resolve("houses.safetensors");
    Path run = folder.resolve("run");
    Run training =
        train("Houses", "--csv", table, "--label", "price,rent", "--epochs", 60, "--batch", 16, "--save", weights,
            "--run", run);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("scaled: numbers to mean 0 and deviation 1, \"price\", \"rent\" as well"),
        training.out());
    Run prediction = Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", table);
    assertEquals(0, prediction.exitCode(), prediction.err());
    List<String> cells = Files.readAllLines(table);
    double prices = 0;
    double rents = 0;
    List<String> answers = prediction.out().lines().toList();
    for (int i = 0; i < 300; i++) {
      String[] row = cells.get(i + 1).split(",");
      prices += Math.abs(Double.parseDouble(row[2]) - number(answers.get(i), "price=(\\S+)")) / 300;
      rents += Math.abs(Double.parseDouble(row[3]) - number(answers.get(i), "rent=(\\S+)")) / 300;
    }
    assertTrue(prices < 30_000 && rents < 120, prices + " " + rents);
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", table);
    assertEquals(prices, number(test.out(), "\nprice +([0-9.e+]+) "), 1e-3 * prices, test.out());
    assertEquals(rents, number(test.out(), "\nrent +([0-9.e+]+) "), 1e-3 * rents, test.out());
    String evaluation = Files.readString(run.resolve("evaluation.json"));
    assertTrue(evaluation.contains("\"targets\":[{\"name\":\"price\",\"meanAbsoluteError\":"), evaluation);
    assertTrue(number(evaluation, "\"mistakes\":\\[\\{.*?\"target\":\\[([0-9.]+),") >= 4000 * 30, "in its own units");
  }

  /** Two flags, drawn with noise. */
  private Path flags(String name, int count) throws IOException {
    Random random = new Random(4);
    for (String kind : List.of("across", "upright")) {
      Path ofClass = Files.createDirectories(folder.resolve(name).resolve(kind));
      for (int i = 0; i < count; i++) {
        BufferedImage image = new BufferedImage(24, 18, BufferedImage.TYPE_INT_RGB);
        Graphics2D brush = image.createGraphics();
        brush.setColor(new Color(200 + random.nextInt(50), 20, 30));
        brush.fillRect(0, 0, kind.equals("across") ? 24 : 12, kind.equals("across") ? 9 : 18);
        brush.dispose();
        ImageIO.write(image, "png", ofClass.resolve(i + ".png").toFile());
      }
    }
    return folder.resolve(name);
  }

  @Test
  void picturesInFoldersAreLearnedAndReadBack() throws IOException {
    Path pictures = flags("flags", 20);
    Path weights = folder.resolve("flags.safetensors");
    Run training = train("Flags", "--pictures", pictures, "--fit", "stretch", "--epochs", 10, "--batch", 8, "--save",
        weights, "--run",
        folder.resolve("run"));
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("32 to train on, 8 to test on"), training.out());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--pictures", pictures);
    assertEquals(100, number(test.out(), "accuracy ([0-9.]+) %"), test.out() + test.err());
    assertTrue(test.out().contains("\nacross ") && test.out().contains("\nupright "), test.out());
    Path one = pictures.resolve("upright/3.png");
    Run prediction = Run.of("predict", "--classpath", classes, "--weights", weights, one, pictures.resolve("across"));
    List<String> lines = prediction.out().lines().toList();
    assertEquals(21, lines.size(), prediction.err());
    assertTrue(lines.getFirst().startsWith(one + ": upright ") && lines.getLast().contains(": across "),
        lines.toString());
    Path broken = Files.writeString(pictures.resolve("upright/broken.png"), "no picture");
    assertFailure(train("Flags", "--pictures", pictures), broken.toString());
    Run read = Run.of("predict", "--classpath", classes, "--weights", weights, one, broken);
    assertTrue(read.exitCode() == 1 && read.err().contains(broken.toString()), read.err());
    Path other = Files.createDirectories(folder.resolve("other/stripes"));
    Files.copy(one, other.resolve("1.png"));
    assertFailure(
        Run.of("evaluate", "--classpath", classes, "--weights", weights, "--pictures", folder.resolve("other")),
        "has the label \"stripes\"",
        "[across, upright]");
    assertFailure(train("Flags", "--pictures", folder.resolve("other")), "one class only, \"stripes\"");
    assertFailure(train("Titanic", "--pictures", pictures), "reads 10, and no picture",
        "@Network(input = {height, width, 3})");
  }

  @Test
  void whatIsWrongIsSaidByFileLineAndOption() throws IOException {
    Path table = titanic(60);
    Object[] known = {"--csv", table, "--label", "survived", "--ignore", "name", "--category", "class"};
    assertFailure(train("Titanic", "--csv", table, "--label", "survived", "--ignore", "name"), "gives it 8",
        "@Network(input = 8)");
    assertFailure(train("Titanic", with(known, "--missing", "age=error")),
        "titanic.csv: line 2, column \"age\": the value is missing",
        "--missing \"age=median\"");
    assertFailure(train("Titanic", "--csv", table, "--label", "survivd"),
        "no column \"survivd\": did you mean 'survived'?");
    assertFailure(train("Titanic", with(known, "--missing", "agee=mean")),
        "--missing: " + table + " has no column \"agee\"");
    assertFailure(train("Titanic", with(known, "--scale", "sex=standard")),
        "column \"sex\" has categories, which are not scaled: leave it out of --scale, or correct what is no number in it");
    assertFailure(train("Wine", "--csv",
        Files.writeString(folder.resolve("headless.csv"), "41,basic,0.5,yes\n33,plus,0.25,no\n"), "--label", "left"),
        "headless.csv has no column \"left\"", "Its first line seems to be a row: if it is, say --columns NAME,...");
    for (String bad : List.of("--missing=sometimes", "--scale=big", "--decimal=ab", "--fit=crop", "--drawn=5",
        "--data=" + folder)) {
      Run run = train("Titanic", with(known, bad));
      assertEquals(2, run.exitCode(), bad + run.err());
      assertTrue(run.err().contains(bad.split("=")[0]), run.err());
    }
    for (String alone : List.of("--label=x", "--ignore=x", "--missing=mean", "--separator=;", "--scale=none",
        "--fit=pad")) {
      Run run = Run.of("train", "mlp", alone);
      assertTrue(run.exitCode() == 2 && run.err().contains(alone.split("=")[0] + " does nothing without --"),
          run.err());
    }
    Path file = Files.writeString(folder.resolve("file"), "");
    assertFailure(train("Titanic", with(known, "--run", file)), file + ": is no folder");
    assertFailure(train("Titanic", with(known, "--run", file.resolve("run"))), file + " is no folder");
    if (Files.isWritable(Path.of("/proc"))) {
      assertFailure(train("Titanic", with(known, "--run", "/proc/kernelsmith/run")),
          "the folder /proc/kernelsmith/run of the run cannot be made: the file system of", "name another one");
    }
    assertFailure(train("Titanic", with(known, "--save", file.resolve("weights"))), "its folder does not exist");
    assertFailure(train("Houses", "--csv", table, "--label", "sex,age"), "column \"sex\" of " + table + " has texts",
        "learns values (MEAN_SQUARED_ERROR)");
    Run named = train("Houses", "--csv",
        Files.writeString(folder.resolve("h.csv"), "a,b,c,d,p,q\n1,2,3,4,5,6\n2,3,4,5,6,7\n3,4,5,6,7,9\n"), "--label",
        "p,q", "--label-names", "x,y");
    assertTrue(named.exitCode() == 2 && named.err().contains("a class stands in one column"), named.err());
    Path all =
        Files.writeString(folder.resolve("all.csv"), "a,b,c,k\n1,2,3,x\n1,2,4,x\n2,2,3,x\n1,3,3,x\n1,2,5,x\n3,2,3,x\n");
    assertFailure(train("Wine", "--csv", all, "--label", "k"), "has one class only, [x]");
    assertFailure(train("Wine", "--csv", all, "--label", "k", "--label-names", "x,y,z"),
        "have the label \"x\" in column \"k\"");
    assertFailure(train("Wine", "--csv", Files.writeString(folder.resolve("empty.csv"), ""), "--label", "k"),
        "empty.csv: it is empty");
    assertFailure(train("Wine", "--csv", Files.writeString(folder.resolve("head.csv"), "a,b,c,k\n"), "--label", "k"),
        "but no line after it");
    assertFailure(train("Wine", "--csv", Files.writeString(folder.resolve("one.csv"), "k\nx\ny\nx\ny\nx\nx\ny\n"),
        "--label", "k"), "no column is left as a feature");
    assertFailure(
        train("Wine", "--csv", Files.writeString(folder.resolve("numbers.csv"), "1,2,3,4\n1,2,3,5\n"), "--label", "k"),
        "--columns NAME,...");
    assertFailure(
        train("Wine", "--csv", Files.writeString(folder.resolve("short.csv"), "a,b,c,k\n1,2,3,x\n1,2,y\n"), "--label",
            "k"),
        "short.csv: line 3: the row has 3 cells");
    assertFailure(train("Wine", "--csv", Files.writeString(folder.resolve("two.csv"), "a,b,c,k\n1,2,3,x\n2,2,3,y\n"),
        "--label", "k"), "two.csv has 2 rows");
    Run unnamed =
        train("Wine", "--csv", folder.resolve("numbers.csv"), "--columns", "a,b,c,k", "--label", "k", "--epochs", 1);
    assertTrue(unnamed.exitCode() == 1 && unnamed.err().contains("has 2 rows"), unnamed.err());
  }

  /** What a person would not think of: columns of names, labels that are values, rows with holes in each, a class that is rare. */
  @Test
  void whatIsNoMistakeOfTheFileIsSaidAsWell() throws IOException {
    Path table = titanic(400);
    Path weights = folder.resolve("w.safetensors");
    Object[] known = {"--csv", table, "--label", "survived", "--ignore", "name", "--category", "class", "--epochs", 1};
    assertEquals(0, train("Titanic", with(known, "--save", weights)).exitCode());
    Path hole = Files.writeString(folder.resolve("hole.csv"), "class,sex,age,fare,embarked\n1,male,3,,S\n");
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", hole),
        "line 2, column \"fare\": the value is missing", "train with --missing \"fare=median\"");
    Path strange = Files.writeString(folder.resolve("strange.csv"), "class,sex,age,fare,embarked\n1,mal,3,3,S\n");
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", strange),
        "or train with --other \"sex\"");
    StringBuilder rows = new StringBuilder("a,b,c,id,other,k,y\n");
    for (int i = 0; i < 300; i++) {
      rows.append(String.format(Locale.ROOT, "%s,%d,%d,n%d,m%d,%s,%d.5%n", i % 10 == 0 ? "1" : "", i % 3, i % 5, i, i,
          i % 60 == 0 ? "rare" : "usual", i * 3));
    }
    Path wide = Files.writeString(folder.resolve("wide.csv"), rows);
    assertFailure(train("Wine", "--csv", wide, "--label", "k"),
        "--ignore \"id,other\", since all of these are like that");
    assertFailure(train("Wine", "--csv", wide, "--label", "y"), "a different text in most of its 300 rows",
        "give the network a loss of values");
    Run dropped = train("Wine", "--csv", wide, "--label", "k", "--ignore", "id,other,y", "--label-names",
        "rare,usual,never", "--missing", "drop", "--epochs", 1);
    assertTrue(dropped.out().contains("24 to train on, 6 to test on"), dropped.out() + dropped.err());
    assertFailure(train("Wine", "--csv",
        Files.writeString(folder.resolve("all.csv"), "a,b,c,k\n,2,3,x\n1,,4,y\n,2,,x\n"), "--label", "k", "--missing",
        "drop"), "each of the 3 rows of ", "choose another rule");
    Run poor = train("Wine", "--csv", wide, "--label", "k", "--ignore", "id,other,y", "--label-names",
        "never,rare,usual", "--scale", "none", "--missing", "median", "--epochs", 1, "--seed", 3);
    Matcher test = Pattern
        .compile(
            "test: accuracy ([0-9.]+) %.*?(; no better than to always say \"usual\", which is right in 98.33 %)?\n")
        .matcher(poor.out());
    assertTrue(test.find() && Double.parseDouble(test.group(1)) <= 98.34 == (test.group(2) != null),
        poor.out() + poor.err());
    StringBuilder names = new StringBuilder("a");
    StringBuilder cells = new StringBuilder("1,5");
    for (int i = 0; i < 60_000; i++) {
      names.append(";column").append(i);
      cells.append(";2");
    }
    Path broad = Files.writeString(folder.resolve("broad.csv"), names + "\n" + cells + "\n" + cells + "\n");
    assertEquals(new TableForm(';', ','), TableForm.of(broad));
  }

  /** A name that was mistaken must not cost somebody's data. */
  @Test
  void outputsTakeThePlaceOfNothingElse() throws IOException {
    Path table = titanic(60);
    byte[] before = Files.readAllBytes(table);
    Object[] known = {"--csv", table, "--label", "survived", "--ignore", "name", "--category", "class", "--epochs", 1};
    for (String option : List.of("--save", "--checkpoint")) {
      assertFailure(train("Titanic", with(known, option, table)), table + ": is there, and is not weights");
    }
    assertFailure(Run.of("describe", "mlp", "--svg", table), "is there, and is not a drawing");
    Path run = folder.resolve("run");
    Path weights = Files.createFile(folder.resolve("w.safetensors"));
    for (int i = 0; i < 2; i++) {
      assertEquals(0, train("Titanic", with(known, "--save", weights, "--run", run.resolve("" + i))).exitCode());
    }
    assertFailure(Run.of("report", run.resolve("0"), "--out", weights), "is there, and is not a page");
    Path page = folder.resolve("page.html");
    Path drawing = folder.resolve("net.svg");
    for (int i = 0; i < 2; i++) {
      assertEquals(0, Run.of("report", run.resolve("0"), "--out", page).exitCode());
      assertEquals(0, Run.of("describe", "mlp", "--svg", drawing).exitCode());
    }
    assertArrayEquals(before, Files.readAllBytes(table));
    Run twice = train("Houses", "--csv", table, "--label", "age,fare", "--category", "age", "--ignore", "name");
    assertTrue(twice.exitCode() == 2 && twice.err().contains("--category names \"age\", whose values network"),
        twice.err());
  }

  @Test
  void warningsAreLinesOfTheCommandLine() {
    LogRecord entry = new LogRecord(Level.WARNING, "{0} has numbers far from unit scale: say scaled()");
    entry.setParameters(new Object[] {"t.csv"});
    assertEquals("warning: t.csv has numbers far from unit scale: leave --scale none away", Warnings.line(entry));
    assertEquals("begins", Warnings.line(new LogRecord(Level.INFO, "begins")));
  }

  @Test
  void picturesAreNamedByATable() throws IOException {
    Path pictures = flags("listed", 20);
    StringBuilder lines = new StringBuilder("picture;kind;photographer\n");
    for (String kind : List.of("across", "upright")) {
      for (int i = 0; i < 20; i++) {
        lines.append(
            String.format(Locale.ROOT, "listed/%s/%d.png;%s;\"Jo; M.\"\n", kind, i, kind.equals("across") ? "a" : "b"));
      }
    }
    Path table = Files.writeString(folder.resolve("pictures.csv"), lines);
    Path weights = folder.resolve("listed.safetensors");
    Run training = train("Flags", "--pictures", table, "--fit", "stretch", "--epochs", 10, "--batch", 8, "--save",
        weights, "--validation", table);
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("32 to train on, 40 to validate on, 8 to test on"), training.out());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--pictures", table,
        "--picture-columns", "picture,kind");
    assertEquals(0, test.exitCode(), test.err());
    assertTrue(number(test.out(), "accuracy ([0-9.]+) %") >= 90, test.out());
    Run one = Run.of("predict", "--classpath", classes, "--weights", weights, pictures.resolve("across/3.png"));
    assertTrue(one.out().contains("3.png: a "), one.out() + one.err());
    assertFailure(train("Flags", "--pictures", table, "--picture-columns", "picture,knid"),
        "it has no column \"knid\"");
    assertFailure(train("Flags", "--pictures", table, "--picture-columns", "photographer,kind"),
        "named in line 2 of " + table + ", is no file");
    assertFailure(train("Flags", "--pictures", Files.writeString(folder.resolve("one.csv"), "picture\nx.png\n")),
        "the table has one column, \"picture\"");
    assertFailure(train("Flags", "--pictures", Files.writeString(folder.resolve("same.csv"),
        "picture,kind\nlisted/across/1.png,a\nlisted/across/2.png,a\n")), "has one class only, \"a\"");
    assertFailure(train("Flags", "--pictures", folder.resolve("none.csv")), "none.csv");
    for (Object[] bad : new Object[][] {{"--pictures", table, "--picture-columns", "picture"},
      {"--pictures", pictures, "--picture-columns", "a,b"},
      {"--csv", table, "--label", "kind", "--picture-columns", "a,b"}}) {
      Run refused = train("Flags", bad);
      assertTrue(refused.exitCode() == 2 && refused.err().contains("--picture-columns"), refused.err());
    }
  }

  /** Where a spot is, and how light; numbers, raw bytes or pictures. */
  private static Example spot(Random random, String form, boolean named) {
    int corner = random.nextInt(3);
    float light = 0.5f + random.nextInt(128) / 255f;
    float[] pixels = new float[4];
    pixels[corner] = light;
    byte[] bytes = new byte[4];
    for (int i = 0; i < 4; i++) {
      bytes[i] = (byte) Math.round(255 * pixels[i]);
    }
    Example example =
        form.equals("bytes") ? Example.of().withBytes("input", bytes) : Example.of().withFloats("input", pixels);
    return (named ? example.withText("corner", List.of("left", "middle", "right").get(corner))
        : example.withInts("corner", corner)).withFloats("light", light);
  }

  @Test
  void recordsAreLearnedFromByEachLoss() throws IOException {
    Random random = new Random(6);
    for (String form : List.of("floats", "bytes")) {
      boolean named = form.equals("bytes");
      Path shards = Files.createDirectories(folder.resolve(form));
      List<Example> examples = Stream.generate(() -> spot(random, form, named)).limit(300).toList();
      TfRecords.writeShards(shards, "spots", 3, Compression.GZIP, examples);
      Path weights = folder.resolve(form + ".safetensors");
      Run training = train("Spots", "--tfrecords", shards, "--epochs", 40, "--batch", 16, "--save", weights,
          "--hold-out", "0.2");
      assertEquals(0, training.exitCode(), training.err());
      assertTrue(training.out().contains(
          named ? "prepared: input bytes 2x2, from 0 to 1; corner classes [left, middle, right]; light a value"
              : "prepared: input numbers 2x2; corner class numbers below 3; light a value"),
          training.out());
      assertTrue(training.out().contains("192 to train on, 48 to validate on, 60 to test on"), training.out());
      Run test = Run.of("evaluate", "--class", "com.acme.Nets.Spots", "--classpath", classes, "--weights", weights,
          "--tfrecords", shards);
      assertEquals(0, test.exitCode(), test.err());
      assertTrue(number(test.out(), "accuracy ([0-9.]+) %") > 95, test.out());
      assertTrue(test.out().contains("output corner:\nCLASS ") && test.out().contains("output light:\nVALUE "),
          test.out());
      assertTrue(number(test.out(), "\nlight +([0-9.e-]+) ") < 0.2, test.out());
    }
    Path file = folder.resolve("other.tfrecord");
    TfRecords.write(file, Compression.NONE, Stream.generate(() -> spot(random, "floats", false)).limit(50)
        .map(e -> Example.of().withFloats("pixels", e.floats("input")).withInts("where", e.ints("corner"))
            .withFloats("how", e.floats("light")))
        .toList());
    assertFailure(train("Spots", "--tfrecords", file), "there is no feature \"input\"", "\"pixels\"", "--features");
    Run named = train("Spots", "--tfrecords", file, "--features", "pixels,where,how", "--epochs", 1);
    assertEquals(0, named.exitCode(), named.err());
    Run few = train("Spots", "--tfrecords", file, "--features", "pixels,where");
    assertTrue(
        few.exitCode() == 2
            && few.err().contains("2 features, but network Nets.Spots has 3 inputs and targets: input, corner, light"),
        few.err());
    Run alone = train("Spots", "--features", "a,b,c");
    assertTrue(alone.exitCode() == 2 && alone.err().contains("--features does nothing without --tfrecords PATH"),
        alone.err());
    Path nan = folder.resolve("nan.tfrecord");
    TfRecords.write(nan, Compression.NONE, Stream.generate(() -> spot(random, "floats", false)).limit(50)
        .map(e -> e.withFloats("light", e.floats("light")[0] > 0.6f ? 1 : Float.NaN)).toList());
    assertFailure(train("Spots", "--tfrecords", nan), "nan.tfrecord: record ", "NaN");
    byte[] broken = Files.readAllBytes(file);
    broken[40] ^= 1;
    assertFailure(train("Spots", "--tfrecords", Files.write(folder.resolve("broken.tfrecord"), broken), "--features",
        "pixels,where,how"), "broken.tfrecord: record 0");
    assertFailure(train("Spots", "--tfrecords", Files.write(folder.resolve("empty.tfrecord"), new byte[0])),
        "empty.tfrecord", "there is no record in it");
    assertFailure(train("Spots", "--tfrecords", folder.resolve("none.tfrecord")), "none.tfrecord");
    assertFailure(train("Flags", "--tfrecords", file, "--features", "pixels,where"), "\"pixels\"", "432");
    assertFailure(train("Spots", "--tfrecords", folder.resolve("bytes"), "--features", "corner,corner,light"),
        "\"corner\"");
    Run both = train("Spots", "--tfrecords", file, "--csv", file);
    assertTrue(both.exitCode() == 2 && both.err().contains("both --csv and --tfrecords are given"), both.err());
  }

  @Test
  void picturesInRecordsAreReadBackByTheirNames() throws IOException {
    Path pictures = flags("packed", 20);
    List<Example> examples = new ArrayList<>();
    for (String kind : List.of("across", "upright")) {
      for (int i = 0; i < 20; i++) {
        examples.add(Example.of().withBytes("image", Files.readAllBytes(pictures.resolve(kind).resolve(i + ".png")))
            .withText("kind", kind));
      }
    }
    Path file = folder.resolve("flags.tfrecord");
    TfRecords.write(file, Compression.ZLIB, examples);
    Path weights = folder.resolve("packed.safetensors");
    Run training = train("Flags", "--tfrecords", file, "--features", "image,kind", "--epochs", 15, "--batch", 8,
        "--save", weights);
    assertEquals(0, training.exitCode(), training.err());
    Run one = Run.of("predict", "--classpath", classes, "--weights", weights, pictures.resolve("upright/3.png"));
    assertTrue(one.out().contains("3.png: upright "), one.out() + one.err());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--tfrecords", file, "--features",
        "image,kind");
    assertTrue(number(test.out(), "accuracy ([0-9.]+) %") >= 90, test.out() + test.err());
    assertFailure(train("Wine", "--tfrecords", file, "--features", "image,kind"),
        "the records hold pictures, but network");
  }

  @Test
  void aTrainingIsWatchedAndKeepsItsBestEpoch() throws IOException {
    Path table = titanic(400);
    Object[] known = {"--csv", table, "--label", "survived", "--ignore", "name", "--category", "class", "--batch", 16};
    Path run = folder.resolve("run");
    Path weights = folder.resolve("best.safetensors");
    Run held = train("Titanic", with(known, "--hold-out", "0.25", "--patience", 2, "--epochs", 200, "--run", run,
        "--save", weights));
    assertEquals(0, held.exitCode(), held.err());
    assertTrue(held.out().contains("240 to train on, 80 to validate on, 80 to test on"), held.out());
    List<String> epochs = Files.readAllLines(run.resolve("epochs.jsonl"));
    assertTrue(epochs.size() < 200, "it stops early");
    double best = number(held.out(), "\nbest: epoch ([0-9]+), whose parameters are kept");
    assertEquals(epochs.size() - 2.0, best);
    double least =
        epochs.stream().mapToDouble(line -> number(line, "\"validationLoss\":([0-9.e-]+)")).min().orElseThrow();
    assertEquals(least, number(epochs.get((int) best - 1), "\"validationLoss\":([0-9.e-]+)"));
    Path other = Files.copy(titanic(90), folder.resolve("other.csv"));
    Run named =
        train("Titanic", "--csv", titanic(400), "--label", "survived", "--ignore", "name", "--category", "class",
            "--validation", other, "--epochs", 3, "--save", weights);
    assertTrue(named.out().contains("320 to train on, 90 to validate on, 80 to test on"), named.out() + named.err());
    Run kept = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", other);
    assertTrue(kept.exitCode() == 0 && kept.out().contains("loss "), kept.err());
    Path few = Files.writeString(folder.resolve("few.csv"), "sex,survived\nmale,no\n");
    assertFailure(train("Titanic", with(known, "--validation", few)), "few.csv", "it has no column \"class\"");
    assertFailure(train("Titanic", with(known, "--hold-out", "0.001")),
        "--hold-out 0.001 leaves one part of the 320 training samples of " + table + " without any");
    for (List<Object> bad : List.<List<Object>>of(List.of("--patience", 3), List.of("--hold-out", "1"),
        List.of("--hold-out", "x"), List.of("--hold-out", "0.2", "--validation", few), List.of("--augment", "flip"))) {
      Run refused = train("Titanic", with(known, bad.toArray()));
      assertTrue(refused.exitCode() == 2 && refused.err().contains(bad.getFirst().toString()), bad + refused.err());
    }
    Run sample =
        Run.of("train", "mlp", "--drawn", 300, "--hold-out", "0.2", "--epochs", 1, "--augment", "crop,rotate=5");
    assertTrue(sample.out().contains("240 to train on, 60 to validate on"), sample.out() + sample.err());
    Run noFile = Run.of("train", "mlp", "--validation", few);
    assertTrue(noFile.exitCode() == 2 && noFile.err().contains("say --hold-out SHARE"), noFile.err());
  }

  @Test
  void whatWasLearnedIsKeptWhereTheRunFolderIsLost() throws Exception {
    Path table = titanic(200);
    Path weights = folder.resolve("kept.safetensors");
    Path run = folder.resolve("run");
    Path gone = folder.resolve("gone");
    Thread thief = Thread.ofVirtual().start(() -> {
      try {
        while (!Files.exists(run.resolve("epochs.csv")) || Files.readAllLines(run.resolve("epochs.csv")).size() < 3) {
          Thread.sleep(5);
        }
        Files.move(run, gone);
      } catch (IOException | InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    Run training = train("Titanic", "--csv", table, "--label", "survived", "--ignore", "name", "--category", "class",
        "--epochs", 1_000_000, "--run", run, "--save", weights);
    thief.join();
    assertEquals(1, training.exitCode());
    assertTrue(training.err().startsWith("kernelsmith: " + run), training.err());
    assertTrue(training.out().contains("weights: " + weights + ", of the last finished epoch\n"), training.out());
    assertEquals(0,
        Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", table).exitCode());
  }

  @Test
  void textsAreToldApart() throws IOException {
    Path weights = folder.resolve("texts.safetensors");
    TextModel model = TextPreparation.of(CharacterTokenizer.of("ab").withPadding(), 3, List.of("bad", "good"))
        .model(UserNetwork.find("com.acme.Nets.Texts", List.of(classes)).apply(1));
    model.save(weights);
    Run run = Run.of("predict", "--classpath", classes, "--weights", weights, "ab", "bbb");
    assertEquals(0, run.exitCode(), run.err());
    assertEquals(List.of(model.predict("ab").label(), model.predict("bbb").label()),
        run.out().lines().map(line -> line.split(" ")[0]).toList());
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, "abż"), "character 'ż' (U+017C)");
    assertFailure(Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", titanic(5)),
        "the weights were trained with texts, not with a table: give texts, each in quotes, to predict");
    Path kept = folder.resolve("kept.safetensors");
    CompiledNetwork plain = UserNetwork.find("com.acme.Nets.Texts", List.of(classes)).apply(1);
    CharacterTokenizer.of("ab").keepIn(plain);
    plain.save(kept);
    assertFailure(Run.of("predict", "--class", "com.acme.Nets.Texts", "--classpath", classes, "--weights", kept,
        "--csv", titanic(5)), "the weights say nothing of a table");
  }

  @Test
  void weightsThatCannotBeWrittenAreKeptElsewhere() throws IOException {
    Path file = folder.resolve("no-folder").resolve("w.safetensors");
    CompiledNetwork network = Sample.ALL.getFirst().factory().apply(3);
    String message = assertThrows(IOException.class, () -> OutputFiles.save(network, file)).getMessage();
    Path kept = Path.of(message.substring(message.indexOf("; the weights are in ") + 21));
    try {
      CompiledNetwork other = Sample.ALL.getFirst().factory().apply(4);
      other.load(kept);
      assertArrayEquals(network.engine().parameters(), other.engine().parameters());
    } finally {
      Files.delete(kept);
    }
  }

  @Test
  void picturesAreChangedForTrainingAlone() throws IOException {
    Path pictures = flags("many", 30);
    Path others = flags("others", 10);
    Path weights = folder.resolve("changed.safetensors");
    Object[] known = {"--pictures", pictures, "--fit", "stretch", "--epochs", 12, "--batch", 8};
    Run training = train("Flags", with(known, "--validation", others, "--augment",
        "flip,crop=1,shift,rotate,scale=0.05,shear=5,brightness,contrast,noise,cutout", "--save", weights));
    assertEquals(0, training.exitCode(), training.err());
    assertTrue(training.out().contains("48 to train on, 20 to validate on, 12 to test on"), training.out());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--pictures", pictures);
    assertTrue(number(test.out(), "accuracy ([0-9.]+) %") >= 90, test.out() + test.err());
    for (String bad : List.of("spin", "flip=2", "crop=1.5", "rotate=x", "rotate=200", "flip,flip", "mixup",
        "scale=1")) {
      Run refused = train("Flags", with(known, "--augment", bad));
      assertTrue(refused.exitCode() == 2 && refused.err().contains("--augment "), bad + refused.err());
    }
    assertFailure(Run.of("train", "regression", "--augment", "flip"), "--augment changes pictures, but network");
  }

  @Test
  void furtherInputsGetTheirColumns() throws IOException {
    Random random = new Random(5);
    StringBuilder rows = new StringBuilder("km,hour,town,late\n");
    for (int i = 0; i < 300; i++) {
      int town = random.nextInt(3);
      rows.append(String.format(Locale.ROOT, "%d,%d,%s,%s%n", random.nextInt(90), random.nextInt(24),
          List.of("Ulm", "Bonn", "Kiel").get(town), town == 1 ? "yes" : "no"));
    }
    Path table = Files.writeString(folder.resolve("trips.csv"), rows);
    Path weights = folder.resolve("trips.safetensors");
    Run training = train("Trips", "--csv", table, "--label", "late", "--input", "town", "--epochs", 20, "--batch", 16,
        "--save", weights, "--hold-out", "0.2");
    assertEquals(0, training.exitCode(), training.err());
    Run test = Run.of("evaluate", "--classpath", classes, "--weights", weights, "--csv", table);
    assertEquals(100, number(test.out(), "accuracy ([0-9.]+) %"), test.out() + test.err());
    Run prediction = Run.of("predict", "--classpath", classes, "--weights", weights, "--csv", table);
    assertEquals(300, prediction.out().lines().count(), prediction.err());
    for (Object[] bad : new Object[][] {{}, {"--input", "town", "--input", "km"}}) {
      Run refused = train("Trips", with(new Object[] {"--csv", table, "--label", "late"}, bad));
      assertTrue(refused.exitCode() == 2 && refused.err().contains("has 2 inputs: name the columns"), refused.err());
    }
    assertFailure(train("Trips", "--csv", table, "--label", "late", "--input", "twon"),
        "no column \"twon\": did you mean 'town'?");
  }

  private static Object[] with(Object[] known, Object... more) {
    List<Object> all = new ArrayList<>(Arrays.asList(known));
    all.addAll(Arrays.asList(more));
    return all.toArray();
  }

  private static double number(String text, String pattern) {
    Matcher found = Pattern.compile(pattern).matcher(text);
    assertTrue(found.find(), text);
    return Double.parseDouble(found.group(1));
  }

  private static void assertFailure(Run run, String... messages) {
    assertEquals(1, run.exitCode(), run.err());
    for (String message : messages) {
      assertTrue(run.err().startsWith("kernelsmith: ") && run.err().contains(message), run.err());
    }
    assertEquals(1, run.err().lines().count(), run.err());
    assertFalse(run.err().contains("internal error"), run.err());
    assertFalse(Pattern.compile("\\b(?!code\\b)[a-z]\\w+\\((?! )[^)]")
        .matcher(run.err().replaceAll("@\\w+\\(.*?\\)", "")).find(), run.err());
  }
}
