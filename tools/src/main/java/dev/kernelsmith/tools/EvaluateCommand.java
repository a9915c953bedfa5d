package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.IdxFiles;
import dev.kernelsmith.runtime.data.IdxFiles.Part;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.train.Evaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Tests saved weights on data. */
// @formatter:off
@Command(name = "evaluate", sortOptions = false,
    description = {
      "Test saved weights on data that need not be those of the training: loss, accuracy, and what each class was read as.",
      "Without --data the test digits of train are drawn."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SAMPLE", converter = Sample.Converter.class,
      completionCandidates = Sample.Names.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: the one that the weights fit")
  private @Nullable Sample sample;

  @Mixin private ClassOptions own;

  @Mixin private TableOptions table;

  @Option(names = "--weights", required = true, paramLabel = "FILE",
      description = "Weights that train --save wrote, or a checkpoint.")
  private Path weights;

  @Option(names = "--data", paramLabel = "DIR",
      description = "Folder with MNIST's files of the part, plain or gzip; without it digits are drawn.")
  private @Nullable Path data;

  @Option(names = "--part", paramLabel = "PART", defaultValue = "test", converter = PartConverter.class,
      description = "Which part of the data: test or train. Default: ${DEFAULT-VALUE}")
  private Part part;

  @Option(names = "--drawn", paramLabel = "N", defaultValue = "4000", converter = PositiveInteger.class,
      description = "Samples to draw without --data. Default: ${DEFAULT-VALUE}")
  private int drawn;

  @Option(names = "--threads", paramLabel = "N", converter = PositiveInteger.class,
      description = "Threads that compute on the CPU; the result does not depend on it. Default: all processors")
  private @Nullable Integer threads;

  @Mixin private DeviceOptions where;
  // @formatter:on

  @Override
  public Integer call() throws IOException {
    if (drawn > Sample.MOST_DRAWN) {
      throw new ParameterException(
          spec.commandLine(),
          String.format(Locale.ROOT, "--drawn can be at most %d, not %d", Sample.MOST_DRAWN, drawn));
    }
    Sample known = sample != null || own.given() ? sample : fitting();
    CompiledNetwork network = own.factory(known).apply(0);
    network.load(weights);
    Dataset samples = samples(network, known);
    String source =
        table.given() ? table.source() : known == null ? String.valueOf(data) : TrainingData.source(known, data);
    PrintWriter out = spec.commandLine().getOut();
    try (DeviceNetwork placed = where.place(network, 0, DeviceNetwork.PREDICT_BATCH)) {
      out.print(Texts.format("%s: weights %s, %s%n", own.name(known), weights, DeviceOptions.describe(placed)));
      out.print(
          Texts.format(
              "data: %s%s, %,d samples%n", source, table.given() ? "" : ", " + PartConverter.name(part) + " part",
              samples.size()));
      int processors = threads != null ? threads : Runtime.getRuntime().availableProcessors();
      out.println(Texts.evaluation(Evaluation.of(placed, samples, processors)));
      NetworkSpec facts = network.engine().spec();
      if (samples.hasClasses()) {
        Confusion.of(samples, placed.predict(samples), facts.outputs().getFirst().length()).lines()
            .forEach(out::println);
      }
    }
    out.flush();
    return 0;
  }

  private Dataset samples(CompiledNetwork network, @Nullable Sample known) throws IOException {
    if (table.given()) {
      return table.test(network);
    }
    if (known != null) {
      return TrainingData.part(known, data, part, drawn);
    }
    if (data == null) {
      throw new ParameterException(spec.commandLine(),
          "which data? Name a table with --csv FILE --label COLUMN, or a folder like MNIST's with --data DIR.");
    }
    return IdxFiles.mnist(data, part);
  }

  /** The sample whose network takes the weights. */
  private Sample fitting() throws IOException {
    for (Sample candidate : Sample.ALL) {
      try {
        candidate.factory().apply(0).load(weights);
        return candidate;
      } catch (WeightsMismatchException e) {
        // then they may fit another one
      }
    }
    throw new IllegalArgumentException(
        String.format(Locale.ROOT,
            "%s fits none of the samples %s: use weights that train --save wrote with this version, or name the sample to learn what differs",
            weights, Sample.ALL.stream().map(Sample::name).collect(Collectors.joining(", "))));
  }

  /** Reads the name of a part, for picocli. */
  static final class PartConverter implements ITypeConverter<Part> {
    @Override
    public Part convert(String value) {
      return switch (value) {
        case "test" -> Part.TEST;
        case "train" -> Part.TRAIN;
        default -> throw new TypeConversionException("'" + value + "' is neither test nor train");
      };
    }

    static String name(Part part) {
      return part == Part.TEST ? "test" : "train";
    }
  }
}
