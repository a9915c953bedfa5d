package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.EarlyStopping;
import dev.kernelsmith.runtime.train.Trainer;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Data that a training is watched with: nothing is learned from it, but it says which epoch was the best, and when to stop. */
final class WatchOptions {
  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--validation", paramLabel = "PATH",
      description = "A table for --csv, pictures for --pictures, or records for --tfrecords, to evaluate the network on after each epoch. The parameters of the epoch with the least loss on it are kept.")
  private @Nullable Path validation;

  @Option(names = "--hold-out", paramLabel = "SHARE", converter = ShareConverter.class,
      description = "The same with a share of the training samples, such as 0.2, which are then not learned from: of each class where there are classes.")
  private @Nullable Double share;

  @Option(names = "--patience", paramLabel = "N", converter = PositiveInteger.class,
      description = "With one of these: stop when that loss has not become less for N epochs. Default: all epochs")
  private @Nullable Integer patience;
  // @formatter:on

  /** Refuses what does not go together. */
  void check(boolean filesAreKnown) {
    if (validation != null && share != null) {
      throw new ParameterException(spec.commandLine(),
          "both --validation and --hold-out are given: leave one away.");
    }
    if (validation == null && share == null) {
      Unused.refuse(spec, List.of("--patience"), "without --validation PATH or --hold-out SHARE");
    }
    if (validation != null && !filesAreKnown) {
      throw new ParameterException(spec.commandLine(),
          "--validation names a table for --csv, pictures for --pictures or records for --tfrecords: say --hold-out SHARE for other data.");
    }
  }

  /** The table or folder; null where none is named. */
  @Nullable
  Path path() {
    return validation;
  }

  /** The share of the training samples; 0 where none is to be taken from them. */
  double share() {
    return share == null ? 0 : share;
  }

  /** Samples to learn from and to watch with. */
  TrainingData held(TrainingData data, long seed) {
    if (share == null) {
      return data;
    }
    Dataset all = data.training();
    try {
      Split parts = all.hasClasses() ? Split.stratified(all, share, seed) : Split.random(all, share, seed);
      return data.with(parts.training(), parts.validation());
    } catch (IllegalArgumentException tooFew) {
      throw tooFew(data.source(), all.size(), share, all.hasClasses(), tooFew);
    }
  }

  /** Says that samples are too few to be divided. */
  static IllegalArgumentException tooFew(String source, int samples, double share, boolean classes,
      IllegalArgumentException cause) {
    return new IllegalArgumentException(String.format(Locale.ROOT,
        "--hold-out %s leaves one part of the %d training samples of %s without any: use more%s, or another share",
        share, samples, source, classes ? ", several of each class" : ""), cause);
  }

  /** Has a trainer watch, keep the best parameters, and stop. */
  void watch(Trainer trainer, TrainingData data) {
    Dataset samples = data.validation();
    if (samples != null) {
      trainer.validation(samples).restoreBest(true);
    }
    if (patience != null) {
      trainer.earlyStopping(EarlyStopping.patience(patience));
    }
  }

  /** Reads a share, for picocli. */
  static final class ShareConverter implements ITypeConverter<Double> {
    @Override
    public Double convert(String value) {
      double share;
      try {
        share = Double.parseDouble(value);
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + value + "' is not a number, such as 0.2");
      }
      if (!(share > 0 && share < 1)) {
        throw new TypeConversionException("'" + value + "' is not above 0 and below 1");
      }
      return share;
    }
  }
}
