package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.PictureFile;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
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
      "Read a digit from an image: print its class, then the probability of each.",
      "A PNG, JPEG, GIF or BMP of any size, dark on light or light on dark, or an IDX file with --index.",
      "With --class and --csv, predict for each row of a table, with a network of your own."
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", arity = "0..1", paramLabel = "SAMPLE", converter = Sample.Converter.class,
      completionCandidates = Sample.Names.class, description = "One of ${COMPLETION-CANDIDATES}; not one that reads no grey images.")
  private @Nullable Sample sample;

  @Parameters(index = "1", arity = "0..1", paramLabel = "IMAGE", description = "The image.")
  private @Nullable Path image;

  @Mixin private ClassOptions own;

  @Mixin private TableOptions table;

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
    LongFunction<CompiledNetwork> factory = own.factory(sample);
    if (sample == null) {
      return predictTable(factory.apply(0));
    }
    if (sample.task() != Sample.Task.DIGITS) {
      throw new ParameterException(spec.commandLine(), "Sample " + sample.name() + " reads no grey images.");
    }
    if (image == null) {
      throw new ParameterException(spec.commandLine(), "Missing required parameter: IMAGE");
    }
    CompiledNetwork network = factory.apply(0);
    network.load(weights);
    float[] pixels = pixels(image);
    try (DeviceNetwork placed = where.place(network, 0, 1)) {
      print(placed.classify(pixels), placed.predict(pixels));
    }
    return 0;
  }

  /** A line for each row: the class and its probability, or the values. */
  private Integer predictTable(CompiledNetwork network) throws IOException {
    if (!table.given()) {
      throw new ParameterException(spec.commandLine(),
          "which data? Name a table with --csv FILE, whose label columns, if it has any, --label or --ignore names.");
    }
    network.load(weights);
    Dataset rows = table.rows(network);
    List<String> names = TableOptions.classNames(network);
    boolean ofClasses = network.engine().spec().losses().getFirst().target() == TargetKind.CLASS || !names.isEmpty();
    PrintWriter out = spec.commandLine().getOut();
    try (DeviceNetwork placed = where.place(network, 0, DeviceNetwork.PREDICT_BATCH)) {
      float[][] outputs = placed.predict(rows);
      int[] classes = ofClasses ? placed.classify(rows) : new int[0];
      for (int i = 0; i < outputs.length; i++) {
        out.println(ofClasses ? ofClass(names, classes[i], outputs[i]) : values(outputs[i]));
      }
    }
    out.flush();
    return 0;
  }

  private static String ofClass(List<String> names, int number, float[] output) {
    String name = number < names.size() ? names.get(number) : Integer.toString(number);
    double probability = output.length > 1 ? output[number] : number == 1 ? output[0] : 1 - output[0];
    return Texts.format("%s %.2f %%", name, 100 * probability);
  }

  private static String values(float[] output) {
    List<String> texts = new ArrayList<>();
    for (float value : output) {
      texts.add(Float.toString(value));
    }
    return String.join(" ", texts);
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
