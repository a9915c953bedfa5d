package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.PictureFile;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.pictures.PictureSize;
import dev.kernelsmith.data.pipeline.Reading;
import dev.kernelsmith.data.tfrecords.Example;
import dev.kernelsmith.data.tfrecords.ExampleSchema;
import dev.kernelsmith.data.tfrecords.Feature;
import dev.kernelsmith.data.tfrecords.TfRecords;
import dev.kernelsmith.metrics.Presentation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Samples in TFRecord files. Shapes and numbers of classes are those of the network; whether a feature is numbers, raw bytes or a picture is seen in the first record. */
final class RecordOptions {
  private static final double TEST_SHARE = 0.2;

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--tfrecords", paramLabel = "PATH",
      description = "Samples as tf.train.Example records: a TFRecord file, plain, gzip or zlib, or a folder with all the files of one set.")
  private @Nullable Path path;

  @Option(names = "--features", paramLabel = "NAME", split = ",",
      description = "With --tfrecords: names of the features for the network's inputs, then for its losses, in their order. Default: the names of the inputs, and of the layers with a loss")
  private List<String> features = new ArrayList<>();
  // @formatter:on

  /** Whether there are records; options on them without are refused. */
  boolean given() {
    if (path == null) {
      Unused.refuse(spec, List.of("--features"), "without --tfrecords PATH");
    }
    return path != null;
  }

  /** The file or folder, for people. */
  String source() {
    return String.valueOf(path);
  }

  /** How records are read, and what the weights take along of that. */
  private record Form(ExampleSchema schema, @Nullable PicturePreparation pictures, String words) {}

  /**
   * Reads the records and keeps a fifth of them for the test, of each class where there are classes.
   *
   * @param seed of the choice of test samples
   */
  TrainingData training(CompiledNetwork network, long seed, WatchOptions watch, PrintWriter out) throws IOException {
    NetworkSpec facts = network.engine().spec();
    Form form = form(facts, path(), null);
    Dataset all = read(path(), form);
    out.println("prepared: " + form.words());
    out.flush();
    PicturePreparation pictures = form.pictures();
    if (pictures != null) {
      pictures.model(network);
    }
    Split parts;
    try {
      parts = all.hasClasses() ? Split.stratified(all, TEST_SHARE, seed) : Split.random(all, TEST_SHARE, seed);
    } catch (IllegalArgumentException tooFew) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "%s has %d %s, of which a fifth is kept for the test: use more%s", path, all.size(),
          all.size() == 1 ? "record" : "records", all.hasClasses() ? ", several of each class" : ""), tooFew);
    }
    Path watched = watch.path();
    Dataset validation = watched == null ? null : read(watched, form);
    return watch.held(new TrainingData(parts.training(), validation, parts.validation(), source(), Presentation.plain(),
        List.of()), seed);
  }

  /**
   * Reads records to test a network with.
   *
   * @param trained how pictures and classes were prepared in its training; null where its weights say nothing of that
   */
  Dataset test(NetworkSpec facts, @Nullable PicturePreparation trained) throws IOException {
    return read(path(), form(facts, path(), trained));
  }

  private Path path() {
    if (path == null) {
      throw new IllegalStateException("there are no records");
    }
    return path;
  }

  private static TfRecords records(Path path) throws IOException {
    return Files.isDirectory(path) ? TfRecords.folder(path, "*") : TfRecords.file(path);
  }

  private static Dataset read(Path path, Form form) throws IOException {
    return records(path).read(form.schema());
  }

  private List<String> names(NetworkSpec facts) {
    List<String> own = Stream.concat(facts.inputs().stream().map(TensorSpec::name),
        facts.losses().stream().filter(loss -> loss.target() != TargetKind.NONE).map(LossSpec::layer)).toList();
    if (features.isEmpty()) {
      return own;
    }
    if (features.size() != own.size()) {
      throw new ParameterException(spec.commandLine(), String.format(Locale.ROOT,
          "--features names %d features, but network %s has %d inputs and targets: %s.", features.size(), facts.name(),
          own.size(), String.join(", ", own)));
    }
    return List.copyOf(features);
  }

  private Form form(NetworkSpec facts, Path from, @Nullable PicturePreparation trained) throws IOException {
    List<String> names = names(facts);
    Example first = first(from);
    for (String name : names) {
      try {
        first.feature(name);
      } catch (DataFormatException | IllegalArgumentException missing) {
        throw features.isEmpty() ? new IllegalArgumentException(missing.getMessage()
            + "; say --features with the names of those for " + String.join(", ", names), missing) : missing;
      }
    }
    ExampleSchema schema = ExampleSchema.of();
    List<String> words = new ArrayList<>();
    PicturePreparation pictures = null;
    int at = 0;
    for (TensorSpec input : facts.inputs()) {
      String name = names.get(at++);
      int[] shape = input.shape().stream().mapToInt(Integer::intValue).toArray();
      if (!(first.feature(name) instanceof Feature.Bytes)) {
        schema = schema.input(name, shape);
        words.add(name + " numbers " + Texts.shape(input.shape()));
      } else if (isPicture(first, name)) {
        pictures = trained != null ? trained : preparation(facts, input, from, names);
        schema = schema.picture(name, pictures);
        words.add(name + " " + pictures);
      } else {
        schema = schema.rawBytes(name, shape);
        words.add(name + " bytes " + Texts.shape(input.shape()) + ", from 0 to 1");
      }
    }
    for (LossSpec loss : facts.losses()) {
      if (loss.target() == TargetKind.NONE) {
        continue;
      }
      String name = names.get(at++);
      boolean isText = first.feature(name) instanceof Feature.Bytes;
      int classes = classes(facts, loss);
      if (isText) {
        List<String> known = trained != null ? trained.classNames() : labels(from, name, classes);
        schema = schema.label(name, known);
        words.add(name + " classes " + known);
      } else if (loss.target() == TargetKind.CLASS && loss.positions() == 1) {
        schema = schema.label(name, classes);
        words.add(name + " class numbers below " + classes);
      } else {
        int length = loss.target() == TargetKind.CLASS ? loss.positions() : loss.targetLength();
        schema = schema.target(name, length);
        words.add(name + (length == 1 ? " a value" : " " + length + " values"));
      }
    }
    boolean alone = facts.inputs().size() == 1 && facts.losses().size() == 1
        && facts.losses().getFirst().target() == TargetKind.CLASS;
    return new Form(schema, alone ? pictures : null, String.join("; ", words));
  }

  private static int classes(NetworkSpec facts, LossSpec loss) {
    int outputs = facts.rawOutput(loss.output()).shape().getLast();
    return outputs == 1 ? 2 : outputs;
  }

  private Example first(Path from) throws IOException {
    try (Reading<Example> reading = records(from).examples().open()) {
      if (reading.hasNext()) {
        return reading.next();
      }
    }
    throw new DataFormatException(from, "there is no record in it", "at least one", "name another file or folder");
  }

  private static boolean isPicture(Example example, String name) {
    List<byte[]> bytes = example.bytes(name);
    return !bytes.isEmpty() && FileKind.of(bytes.getFirst()).filter(PictureFile.READABLE::contains).isPresent();
  }

  private PicturePreparation preparation(NetworkSpec facts, TensorSpec input, Path from, List<String> names)
      throws IOException {
    List<Integer> shape = input.shape();
    int channels = shape.size() == 2 ? 1 : shape.getLast();
    if (shape.size() < 2 || shape.size() > 3 || channels != 1 && channels != 3) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the records hold pictures, but network %s reads %s: write @Network(input = {height, width, 3}), or 1 in place of 3 for grey ones",
          facts.name(), Texts.shape(shape)));
    }
    LossSpec loss = facts.losses().getFirst();
    String label = names.get(facts.inputs().size());
    int classes = classes(facts, loss);
    List<String> known = first(from).feature(label) instanceof Feature.Bytes ? labels(from, label, classes)
        : IntStream.range(0, classes).mapToObj(Integer::toString).toList();
    return PicturePreparation.of(new PictureSize(shape.get(0), shape.get(1), channels), Fit.CROP, known);
  }

  /** The texts of a label, in alphabetical order, as many as the network has classes. */
  private List<String> labels(Path from, String name, int classes) throws IOException {
    TreeSet<String> found = new TreeSet<>();
    try (Reading<Example> reading = records(from).examples().open()) {
      while (reading.hasNext()) {
        found.add(reading.next().text(name));
        if (found.size() > classes) {
          break;
        }
      }
    }
    if (found.size() != classes) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "the feature \"%s\" of %s has %s, but the network tells %d apart: %s", name, from,
          found.size() > classes ? "more than " + classes + " different texts"
              : found.size() == 1 ? "one text"
                  : found.size() + " different texts",
          classes, "make its output as many as there are classes, or use records of all of them"));
    }
    return List.copyOf(found);
  }
}
