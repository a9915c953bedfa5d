package dev.kernelsmith.tools;

import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.data.idx.IdxFiles.Part;
import dev.kernelsmith.data.pictures.PictureDataset;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.metrics.Presentation;
import dev.kernelsmith.runtime.DeviceNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.Callable;
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
      "Weights that train --csv or --pictures wrote know their network, columns, scaling and classes: name only the new table or pictures.",
      "Without data, the test digits of train are drawn."
    })
final class EvaluateCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(arity = "0..1", paramLabel = "SAMPLE", converter = Sample.Converter.class,
      completionCandidates = Sample.Names.class,
      description = "One of ${COMPLETION-CANDIDATES}. Default: the one that the weights fit")
  private @Nullable Sample sample;

  @Mixin private ClassOptions own;

  @Mixin private TableFileOptions table;

  @Mixin private PictureOptions pictures;

  @Mixin private RecordOptions records;

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
    PrintWriter out = spec.commandLine().getOut();
    boolean ofTable = table.given();
    boolean ofPictures = pictures.given();
    boolean ofRecords = records.given();
    DataChoice.requireOne(spec, ofTable, ofPictures, ofRecords, data != null);
    Loaded loaded = Loaded.of(weights, own, sample);
    Test test = ofTable ? ofTable(loaded.tables(loaded.network()), out)
        : ofPictures ? ofPictures(loaded.pictures(loaded.network())) : ofRecords ? ofRecords(loaded) : ofFiles(loaded);
    try (DeviceNetwork placed = where.place(loaded.network(), 0, DeviceNetwork.PREDICT_BATCH)) {
      out.print(Texts.format("%s: weights %s, %s%n", loaded.name(), weights, DeviceOptions.describe(placed)));
      out.print(Texts.format("data: %s, %,d %s%n", test.source(), test.samples().size(),
          test.samples().size() == 1 ? "sample" : "samples"));
      int processors = threads != null ? threads : Runtime.getRuntime().availableProcessors();
      out.println(Scores.line(Evaluation.of(placed, test.samples(), processors), test.samples(), test.shown()));
      Scores.table(placed, test.samples(), test.shown()).forEach(out::println);
    }
    out.flush();
    return 0;
  }

  /** What is tested on. */
  private record Test(Dataset samples, String source, Presentation shown) {}

  private Test ofTable(TableModel model, PrintWriter out) throws IOException {
    Table rows = table.read(out);
    Dataset samples = model.dataset(rows);
    return new Test(samples, table.source(), Shown.of(model.preparation(), model.preparation().complete(rows)));
  }

  private Test ofPictures(PictureModel model) throws IOException {
    PictureDataset samples = pictures.test(model.preparation());
    return new Test(samples, pictures.source(), Shown.of(samples, sample -> sample));
  }

  private Test ofRecords(Loaded loaded) throws IOException {
    PicturePreparation trained =
        loaded.model() != null && loaded.model().preparation() instanceof PicturePreparation pictures ? pictures : null;
    return new Test(records.test(loaded.network().engine().spec(), trained), records.source(), Presentation.plain());
  }

  private Test ofFiles(Loaded loaded) throws IOException {
    if (loaded.sample() != null && loaded.model() == null) {
      Dataset samples = TrainingData.part(loaded.sample(), data, part, drawn);
      return new Test(samples, TrainingData.source(loaded.sample(), data) + ", " + PartConverter.name(part) + " part",
          Presentation.plain());
    }
    if (data == null) {
      throw new ParameterException(spec.commandLine(), "which data? Name "
          + (loaded.model() == null ? "a folder like MNIST's with --data DIR"
              : loaded.isOfTable() ? "a table with --csv FILE"
                  : "pictures with --pictures PATH")
          + ".");
    }
    return new Test(IdxFiles.mnist(data, part), data + ", " + PartConverter.name(part) + " part",
        Presentation.plain());
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
