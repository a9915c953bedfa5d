package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.io.FileKind;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Reads a digit from an image. */
// @formatter:off
@Command(
    name = "predict",
    description = {
      "Read a digit from an image: print its class, then the probability of each.",
      "A PNG, JPEG, GIF or BMP of any size, dark on light or light on dark, or an IDX file with --index."
    })
final class PredictCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "SAMPLE", converter = Sample.Converter.class,
      completionCandidates = Sample.Names.class, description = "One of ${COMPLETION-CANDIDATES}; not one that reads no grey images.")
  private Sample sample;

  @Parameters(index = "1", paramLabel = "IMAGE", description = "The image.")
  private Path image;

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
    if (sample.task() != Sample.Task.DIGITS) {
      throw new ParameterException(spec.commandLine(), "Sample " + sample.name() + " reads no grey images.");
    }
    CompiledNetwork network = sample.factory().apply(0);
    network.load(weights);
    float[] pixels = pixels();
    try (DeviceNetwork placed = where.place(network, 0, 1)) {
      print(placed.classify(pixels), placed.predict(pixels));
    }
    return 0;
  }

  private float[] pixels() throws IOException {
    FileKind kind = FileKind.of(image).orElse(null);
    if (index != null) {
      if (kind != null && GreyImage.READABLE.contains(kind)) {
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
