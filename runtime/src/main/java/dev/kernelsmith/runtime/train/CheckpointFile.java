package dev.kernelsmith.runtime.train;

import dev.kernelsmith.runtime.ParameterTensors;
import dev.kernelsmith.runtime.WeightsFile;
import dev.kernelsmith.runtime.WeightsMismatchException;
import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints as safetensors files. Parameters have their own names, optimizer slots {@code optimizer/<slot>/<parameter>}, the best
 * parameters {@code best/<parameter>}; numbers are metadata, but those of the history ({@code history}) and of an epoch in hand ({@code part}).
 */
final class CheckpointFile {
  private static final String BEST = "best/";
  private static final String EPOCH = CheckpointIdentity.PREFIX + "epoch";
  private static final String STEP = CheckpointIdentity.PREFIX + "step";
  private static final String EPOCHS = CheckpointIdentity.PREFIX + "epochs";
  private static final String SCHEDULE = CheckpointIdentity.PREFIX + "learning rate";
  private static final String LARGEST_BATCH = CheckpointIdentity.PREFIX + "largest batch";
  private static final String PART = "part";
  private static final List<Integer> PART_SHAPE = List.of(7);
  private static final String BEST_SINCE = CheckpointIdentity.PREFIX + "best since";
  private static final String BEST_EPOCH = CheckpointIdentity.PREFIX + "best epoch";
  private static final String BEST_VALUE = CheckpointIdentity.PREFIX + "best value";

  private CheckpointFile() {}

  private static String slotPrefix(String slot) {
    return WeightsFile.OPTIMIZER + slot + "/";
  }

  /** Writes a checkpoint, atomically. An interrupt does not hinder it; the thread's interrupted state is as before. */
  static void write(NetworkSpec spec, Checkpoint checkpoint, Path file) throws IOException {
    SafetensorsFile content =
        WeightsFile.with(checkpoint.preparation(), tensors(spec, checkpoint), metadata(spec, checkpoint));
    Safetensors.write(file, content);
  }

  private static Map<String, Tensor> tensors(NetworkSpec spec, Checkpoint checkpoint) {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    ParameterTensors.put(spec.parameters(), checkpoint.parameters(), "", tensors);
    for (int i = 0; i < spec.slots().size(); i++) {
      ParameterTensors.put(
          spec.trainedParameters(), checkpoint.slots()[i], slotPrefix(spec.slots().get(i)), tensors);
    }
    float[] best = checkpoint.bestParameters();
    if (best != null) {
      ParameterTensors.put(spec.parameters(), best, BEST, tensors);
    }
    tensors.put(EpochTable.NAME, EpochTable.of(checkpoint.history()));
    EpochProgress.Part part = checkpoint.part();
    if (part != null) {
      tensors.put(PART, Tensor.of(PART_SHAPE, part.numbers()));
    }
    return tensors;
  }

  private static Map<String, String> metadata(NetworkSpec spec, Checkpoint checkpoint) {
    Map<String, String> metadata = WeightsFile.metadata(spec, WeightsFile.CHECKPOINT);
    checkpoint.identity().put(metadata);
    if (checkpoint.schedule() != null) {
      metadata.put(SCHEDULE, checkpoint.schedule());
    }
    metadata.put(EPOCHS, Integer.toString(checkpoint.epochs()));
    metadata.put(BEST_SINCE, Integer.toString(checkpoint.bestSince()));
    metadata.put(EPOCH, Integer.toString(checkpoint.epoch()));
    metadata.put(STEP, Long.toString(checkpoint.step()));
    metadata.put(BEST_EPOCH, Integer.toString(checkpoint.bestEpoch()));
    metadata.put(BEST_VALUE, Double.toString(checkpoint.bestValue()));
    metadata.put(LARGEST_BATCH, Integer.toString(checkpoint.largestBatch()));
    return metadata;
  }

  /** The sums of the epoch in hand; null where there are none, or other data and another order take their place. */
  private static EpochProgress.@Nullable Part part(Path file, @Nullable Tensor part, int epoch, boolean sameOrder) {
    if (part == null || !part.shape().equals(PART_SHAPE) || part.dtype() != DType.F64) {
      return null;
    }
    if (!sameOrder) {
      System.getLogger("dev.kernelsmith")
          .log(Level.INFO, "Epoch {1} of checkpoint {0} begins again, since other data or another order was accepted",
              file, epoch + 1);
      return null;
    }
    double[] numbers = part.doubles();
    return new EpochProgress.Part(epoch + 1, (long) numbers[0], (long) numbers[1], numbers[2], (long) numbers[3],
        (long) numbers[4], (float) numbers[5], numbers[6]);
  }

  /**
   * What a checkpoint holds.
   *
   * @throws DataFormatException if the file is damaged, or no checkpoint
   */
  static SafetensorsFile content(Path file) throws IOException {
    SafetensorsFile content = Safetensors.read(file);
    if (!WeightsFile.CHECKPOINT.equals(content.metadata().get(WeightsFile.KIND))) {
      throw new DataFormatException(
          file,
          "it is not a checkpoint of a training",
          "a file that Trainer.checkpoint wrote",
          "load weights with the network's load method and train without resume");
    }
    return content;
  }

  /**
   * Reads a checkpoint.
   *
   * @param preparation what the network has of one
   * @param identity what the resuming training has
   * @param settings what it was set up with
   * @throws WeightsMismatchException if the checkpoint is of another network or training
   * @throws DataFormatException if it is damaged, or its parameters are not finite
   */
  static Checkpoint read(
      NetworkSpec spec, SafetensorsFile preparation, CheckpointIdentity identity, TrainingSettings settings,
      Resumption resumption)
      throws IOException {
    Path file = resumption.file();
    SafetensorsFile content = content(file);
    Map<String, String> metadata = content.metadata();
    Map<String, Tensor> tensors = content.tensors();
    boolean early = CheckpointIdentity.isEarly(metadata);
    boolean sameWatch = identity.hasSameWatch(settings.watched(), metadata);
    boolean needsBest = settings.restoreBest() && (sameWatch || resumption.accepted().isEmpty());
    List<String> differences = WeightsFile.differences(spec, metadata);
    differences.addAll(WeightsFile.differences(preparation, content));
    requireSame(spec, identity, needsBest, settings.learningRate(), resumption, content, differences);
    if (early) {
      System.getLogger("dev.kernelsmith")
          .log(
              Level.INFO,
              "Checkpoint {0} was written by an earlier version, which kept neither the data''s checksum nor the schedule of the learning rate: only its last rate is compared",
              file);
    }
    if (!identity.hasKernelsOf(metadata)) {
      System.getLogger("dev.kernelsmith")
          .log(
              Level.WARNING,
              "Checkpoint {0} was written with {1} kernels and is resumed with {2} ones: the result will be near that of one training without a stop, but not the same to the bit",
              file,
              CheckpointIdentity.kernelsOf(metadata),
              identity.kernels());
    }
    float[][] slots = new float[spec.slots().size()][];
    for (int i = 0; i < slots.length; i++) {
      slots[i] =
          ParameterTensors.read(
              spec.trainedParameters(), spec.trainedFloats(), tensors, slotPrefix(spec.slots().get(i)));
    }
    Numbers numbers = new Numbers(file, metadata);
    int epoch = Math.toIntExact(numbers.whole(EPOCH, Integer.MAX_VALUE));
    float[] parameters = ParameterTensors.read(spec.parameters(), spec.parameterFloats(), tensors, "");
    WeightsFile.requireFinite(spec, parameters, file, "a training cannot go on from these");
    return new Checkpoint(
        identity,
        WeightsFile.preparationOr(preparation, content),
        metadata.get(SCHEDULE),
        early ? 0 : Math.toIntExact(numbers.whole(EPOCHS, Integer.MAX_VALUE)),
        epoch,
        numbers.whole(STEP, Long.MAX_VALUE),
        part(file, tensors.get(PART), epoch, identity.hasSameOrder(metadata)),
        metadata.containsKey(LARGEST_BATCH) ? Math.toIntExact(numbers.whole(LARGEST_BATCH, Integer.MAX_VALUE)) : 0,
        EpochTable.read(file, tensors.get(EpochTable.NAME), epoch, early),
        sameWatch ? early ? 0 : Math.toIntExact(numbers.whole(BEST_SINCE, epoch)) : epoch,
        !sameWatch ? 0 : Math.toIntExact(numbers.whole(BEST_EPOCH, epoch)),
        sameWatch ? numbers.decimal(BEST_VALUE) : Double.NaN,
        parameters,
        slots,
        needsBest && tensors.containsKey(BEST + spec.parameters().getFirst().name())
            ? ParameterTensors.read(spec.parameters(), spec.parameterFloats(), tensors, BEST)
            : null);
  }

  private static void requireSame(
      NetworkSpec spec,
      CheckpointIdentity identity,
      boolean needsBest,
      @Nullable LearningRate schedule,
      Resumption resumption,
      SafetensorsFile content,
      List<String> differences) {
    Map<String, String> metadata = content.metadata();
    List<ResumeChange> acceptable = new ArrayList<>();
    boolean noBest = "0".equals(metadata.get(BEST_EPOCH)); // no epoch had a finite metric
    differences.addAll(identity.differences(metadata, resumption.accepted(), acceptable));
    differences.addAll(resumption.scheduleDifferences(metadata.get(SCHEDULE), schedule, acceptable));
    Map<String, Tensor> tensors = content.tensors();
    differences.addAll(ParameterTensors.differences(spec.parameters(), tensors, ""));
    for (String slot : spec.slots()) {
      differences.addAll(ParameterTensors.differences(spec.trainedParameters(), tensors, slotPrefix(slot)));
    }
    if (needsBest && !noBest) {
      differences.addAll(ParameterTensors.differences(spec.parameters(), tensors, BEST));
    }
    if (!differences.isEmpty()) {
      throw new WeightsMismatchException(
          resumption.file(), "this training of network " + spec.name(), differences,
          Resumption.remedy(acceptable.size() == differences.size() ? Set.copyOf(acceptable) : Set.of()));
    }
  }

  /** Numbers in metadata. */
  private record Numbers(Path file, Map<String, String> metadata) {
    long whole(String key, long most) {
      try {
        long value = Long.parseLong(metadata.getOrDefault(key, ""));
        if (value >= 0 && value <= most) {
          return value;
        }
      } catch (NumberFormatException exception) {
        throw damaged(key, exception);
      }
      throw damaged(key, new ArithmeticException("out of range"));
    }

    double decimal(String key) {
      try {
        return Double.parseDouble(metadata.getOrDefault(key, ""));
      } catch (NumberFormatException exception) {
        throw damaged(key, exception);
      }
    }

    private DataFormatException damaged(String key, RuntimeException cause) {
      return new DataFormatException(
          file,
          String.format(Locale.ROOT, "its metadata entry \"%s\" is \"%s\"", key, metadata.get(key)),
          "a number in range",
          "use another checkpoint",
          cause);
    }
  }
}
