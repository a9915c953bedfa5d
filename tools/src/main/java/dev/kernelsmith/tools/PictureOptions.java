package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.PictureDataset;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.pictures.Pictures;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A folder of pictures that has a folder for each class, or a table with the names of files and classes. Size and colours are those of the network's input. */
final class PictureOptions {
  private static final double TEST_SHARE = 0.2;

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--pictures", paramLabel = "PATH",
      description = "Samples as pictures (PNG, JPEG, GIF, BMP): a folder that has a folder for each class, whose name is the class's, or a table with the names of files and their classes.")
  private @Nullable Path folder;

  @Option(names = "--fit", paramLabel = "HOW", converter = FitConverter.class,
      description = "What happens to pictures of other proportions than the network's input: crop, pad, or stretch. Default: crop")
  private @Nullable Fit fit;

  @Option(names = "--picture-columns", paramLabel = "FILE,LABEL",
      description = "Where --pictures names a table: its columns with the names of the files, and with the classes. Default: the first two")
  private @Nullable String columns;
  // @formatter:on

  /** Whether there are pictures. */
  boolean given() {
    if (folder == null) {
      Unused.refuse(spec, List.of("--fit", "--picture-columns"), "without --pictures PATH");
    } else if (Files.isDirectory(folder)) {
      Unused.refuse(spec, List.of("--picture-columns"), "where --pictures names a folder");
    }
    return folder != null;
  }

  /** The folder, for people. */
  String source() {
    return String.valueOf(folder);
  }

  /**
   * Reads the pictures, keeps a fifth of each class for the test, and makes the network a model, so that its files have size, colours and names of classes.
   *
   * @param seed of the choice of test samples
   */
  TrainingData training(CompiledNetwork network, long seed, WatchOptions watch, PrintWriter out) throws IOException {
    NetworkSpec facts = network.engine().spec();
    List<Integer> shape = facts.inputs().getFirst().shape();
    int channels = shape.size() == 2 ? 1 : shape.getLast();
    if (facts.inputs().size() > 1 || shape.size() < 2 || shape.size() > 3 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "network %s reads %s, and no picture: write @Network(input = {height, width, 3}), or 1 in place of 3 for grey ones",
          facts.name(), Texts.shape(shape)));
    }
    Pictures found = pictures(path()).size(shape.get(0), shape.get(1)).fit(fit == null ? Fit.CROP : fit);
    PictureDataset pictures = (channels == 1 ? found.grey() : found).read();
    int classes = pictures.classNames().size();
    if (classes < 2) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s has one class only, \"%s\": there is nothing to tell apart; %s",
          folder, pictures.classNames().getFirst(), Files.isDirectory(path())
              ? "make a folder for each of several classes"
              : "use pictures of several classes"));
    }
    out.println("prepared: " + pictures.preparation());
    out.flush();
    pictures.model(network);
    Split parts = Split.stratified(pictures, TEST_SHARE, seed);
    Dataset numbers = Split.stratified(numbers(pictures), TEST_SHARE, seed).validation();
    Path watched = watch.path();
    Dataset validation = watched == null ? null : read(watched, pictures.preparation());
    return watch.held(new TrainingData(parts.training(), validation, parts.validation(), source(),
        Shown.of(pictures, sample -> (int) value(numbers, sample)), List.of()), seed);
  }

  /** Reads pictures as a preparation wants them, with its classes. */
  PictureDataset test(PicturePreparation preparation) throws IOException {
    Unused.refuse(spec, List.of("--fit"), "with weights that know what was done to pictures in the training");
    return read(path(), preparation);
  }

  private PictureDataset read(Path folder, PicturePreparation preparation) throws IOException {
    Pictures found = pictures(folder).size(preparation.size().height(), preparation.size().width())
        .fit(preparation.fit()).classNames(preparation.classNames());
    return (preparation.size().channels() == 1 ? found.grey() : found).read();
  }

  /** Those of a folder, or of a table. */
  private Pictures pictures(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      return Pictures.folder(path); // which says that there is none
    }
    TableForm form = TableForm.of(path);
    TableFile table = TableFile.of(path).delimiter(form.delimiter()).decimal(form.decimal());
    List<String> header = table.read().columns();
    List<String> named = columns == null ? header : List.of(columns.split(",", -1));
    if (columns != null && named.size() != 2) {
      throw new ParameterException(spec.commandLine(),
          "--picture-columns is two names with a comma between, of the column with files and of that with classes, not '"
              + columns + "'.");
    }
    if (named.size() < 2) {
      throw new DataFormatException(path, "the table has one column, \"" + named.getFirst() + "\"",
          "a column with names of files and one with their classes", "add the other, or name a folder of pictures");
    }
    return Pictures.table(table, named.get(0).strip(), named.get(1).strip());
  }

  private Path path() {
    if (folder == null) {
      throw new IllegalStateException("there are no pictures");
    }
    return folder;
  }

  /** The same classes with the numbers of the samples as inputs, so that a split tells them. */
  private static Dataset numbers(Dataset data) {
    float[][] inputs = new float[data.size()][1];
    int[] classes = new int[data.size()];
    for (int i = 0; i < classes.length; i++) {
      inputs[i][0] = i;
      classes[i] = data.classOf(i);
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }

  private static float value(Dataset data, int sample) {
    float[] value = new float[1];
    data.copyInput(sample, value, 0);
    return value[0];
  }

  /** Reads the name of a fit, for picocli. */
  static final class FitConverter implements picocli.CommandLine.ITypeConverter<Fit> {
    @Override
    public Fit convert(String value) {
      for (Fit kind : Fit.values()) {
        if (kind.name().toLowerCase(Locale.ROOT).equals(value.toLowerCase(Locale.ROOT))) {
          return kind;
        }
      }
      throw new picocli.CommandLine.TypeConversionException("'" + value + "' is none of crop, pad and stretch");
    }
  }
}
