package dev.kernelsmith.tools;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.pictures.PictureFile;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pictures.Pictures;
import dev.kernelsmith.data.sequences.TextModel;
import dev.kernelsmith.data.sequences.TextPreparation;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.io.FileKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a digit from an image, or predicts for the rows of a table. */
// @formatter:off
@Command(
    name = "predict",
    description = {
      "Predict for each row of a table or for pictures, with weights that train --csv or --pictures wrote: a line for each.",
      "Weights of a TextModel predict for texts, each in quotes.",
      "Weights of a sample that reads digits: print the digit of an image, then the probability of each. An image is a",
      "PNG, JPEG, GIF or BMP of any size, dark on light or light on dark, or an IDX file with --index."
    })
final class PredictCommand implements Callable<Integer> {
  /** Of a table that stays in its file. Of others all are predicted before the first is told, so that a mistake in a row leaves no half of an answer. */
  private static final int ROWS_AT_A_TIME = 10_000;

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "[SAMPLE] IMAGE", completionCandidates = Sample.Names.class,
      description = "Pictures, folders of them, or texts. Before them a sample, one of ${COMPLETION-CANDIDATES}, where neither --class nor the weights name the network.")
  private List<String> words = new ArrayList<>();

  @Mixin private ClassOptions own;

  @Mixin private TableFileOptions table;

  @Option(names = "--weights", required = true, paramLabel = "FILE",
      description = "Weights that train --save wrote.")
  private Path weights;

  @Mixin private DeviceOptions where;

  @Option(names = "--index", paramLabel = "N", converter = WholeNumber.class,
      description = "Which image of an IDX file, from 0.")
  private @Nullable Long index;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    Sample sample = sample();
    List<String> names = sample == null ? words : words.subList(1, words.size());
    boolean ofTable = table.given();
    if (ofTable && !names.isEmpty()) {
      throw new ParameterException(spec.commandLine(),
          "both --csv and " + names.getFirst() + " are given: leave one away.");
    }
    if (sample != null && !ofTable && sample.task() == Sample.Task.DIGITS && names.isEmpty()) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: IMAGE");
    }
    if (sample != null && names.size() > 1 && !Files.exists(Path.of(names.getFirst()))) {
      throw new ParameterException(spec.commandLine(),
          "unexpected argument '" + String.join("', '", names.subList(1, names.size())) + "'");
    }
    if (sample != null && !ofTable && sample.task() != Sample.Task.DIGITS) {
      throw new ParameterException(spec.commandLine(), "Sample " + sample.name() + " reads no grey images.");
    }
    if (sample == null && !own.given() && !Loaded.isPrepared(weights)) {
      throw new ParameterException(spec.commandLine(), words.isEmpty()
          ? "which network? Name a SAMPLE, one of " + Sample.names() + ", or a class with --class NAME."
          : "there is no sample '" + words.getFirst() + "': there are " + Sample.names());
    }
    Loaded loaded = Loaded.of(weights, own, sample);
    if (loaded.model() == null && sample != null && !ofTable) {
      return digit(loaded.network(), names);
    }
    Unused.refuse(spec, List.of("--index"), "where no sample reads digits");
    if (!ofTable && names.isEmpty()) {
      throw new ParameterException(spec.commandLine(), loaded.isOfTable() || loaded.model() == null
          ? "which data? Name a table with --csv FILE."
          : loaded.model().preparation() instanceof TextPreparation
              ? "which data? Give texts, each in quotes."
              : "which data? Name pictures, or folders of them.");
    }
    try (DeviceNetwork placed = where.place(loaded.network(), 0, DeviceNetwork.PREDICT_BATCH)) {
      if (ofTable) {
        rows(loaded.tables(placed));
      } else if (loaded.model() != null && loaded.model().preparation() instanceof TextPreparation texts) {
        TextModel model = texts.model(placed);
        names.forEach(name -> spec.commandLine().getOut().println(text(model.predict(name), List.of())));
        spec.commandLine().getOut().flush();
      } else {
        pictures(loaded.pictures(placed), names);
      }
    }
    return 0;
  }

  /** The sample that the first word names; null where it is a picture, or there is none. */
  private @Nullable Sample sample() {
    return words.isEmpty() || own.given() ? null
        : Sample.named(words.getFirst().toLowerCase(Locale.ROOT)).orElse(null);
  }

  private Integer digit(CompiledNetwork network, List<String> names) throws IOException {
    if (names.size() > 1) {
      throw new ParameterException(spec.commandLine(),
          "unexpected argument '" + String.join("', '", names.subList(1, names.size())) + "'");
    }
    float[] pixels = pixels(Path.of(names.getFirst()));
    try (DeviceNetwork placed = where.place(network, 0, 1)) {
      print(placed.classify(pixels), placed.predict(pixels));
    }
    return 0;
  }

  /** A line for each row: the class and its probability, or the values in the units of the training's table. */
  private void rows(TableModel model) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Table rows = table.read(new PrintWriter(Writer.nullWriter()));
    FittedPreparation preparation = model.preparation();
    int part = rows.isOnDemand() ? ROWS_AT_A_TIME : rows.size();
    for (int from = 0; from < rows.size(); from += part) {
      List<Prediction> predictions =
          model.predict(rows.select(IntStream.range(from, Math.min(rows.size(), from + part)).toArray()));
      if (from == 0) {
        tellUnused(rows, preparation);
      }
      predictions.forEach(prediction -> out.println(text(prediction, preparation.targetNames())));
      out.flush();
    }
  }

  private void tellUnused(Table rows, FittedPreparation preparation) {
    List<String> strange = new ArrayList<>(rows.columns());
    strange.removeAll(preparation.featureColumns());
    strange.removeAll(preparation.targetNames());
    strange.remove(preparation.labelName());
    if (!strange.isEmpty()) {
      PrintWriter notes = spec.commandLine().getErr();
      notes.println("not read: " + String.join(", ", strange) + ", which the network does not use");
      notes.flush();
    }
  }

  private static String text(Prediction prediction, List<String> targets) {
    if (prediction.hasMargins()) {
      return Texts.format("%s, margin %.4g", prediction.label(), prediction.margin(prediction.label()));
    }
    if (targets.isEmpty()) {
      return Texts.format("%s %.2f %%", prediction.label(), 100 * prediction.probability());
    }
    if (targets.size() == 1) {
      return Float.toString((float) prediction.value());
    }
    List<String> texts = new ArrayList<>();
    prediction.values().forEach((name, value) -> texts.add(name + "=" + (float) (double) value));
    return String.join(" ", texts);
  }

  /** A line for each picture: its file, the class and its probability. */
  private void pictures(PictureModel model, List<String> names) throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    for (String name : names) {
      Path path = Path.of(name);
      for (Path file : Files.isDirectory(path) ? Pictures.files(path) : List.of(path)) {
        out.println(file + ": " + text(model.predict(file), List.of()));
        out.flush();
      }
    }
  }

  private float[] pixels(Path image) throws IOException {
    FileKind kind = FileKind.of(image).orElse(null);
    if (index != null) {
      if (kind != null && PictureFile.READABLE.contains(kind)) {
        throw new ParameterException(
            spec.commandLine(),
            String.format(Locale.ROOT, "%s is %s, not an IDX file: leave --index away", image, kind.description()));
      }
      return IdxImage.read(image, index);
    }
    if (kind == FileKind.IDX) {
      throw new ParameterException(spec.commandLine(), image + " is an IDX file: say which image with --index N.");
    }
    return DigitPreparation.prepare(GreyImage.read(image));
  }

  private void print(int digit, float[] probabilities) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(digit);
    for (int i = 0; i < probabilities.length; i++) {
      out.print(Texts.format("%3d %6.2f %%%n", i, 100 * probabilities[i]));
    }
    out.flush();
  }
}
