package dev.kernelsmith.runtime;

import static java.util.Objects.requireNonNull;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.Answers;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import dev.kernelsmith.runtime.team.SharedTeam;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Runs predictions of one network on given parameters. One sample goes through the program made for one; several go in blocks, which
 * threads share out where there is enough to do ({@link BlockRun}). Where there are too few of them for all threads, and for one sample, threads run
 * a block together, if that is much work.
 */
final class Predictor {
  /** Threads that are worth having on one block, if it is enough work at all. */
  private static final int CREW = 4;

  /** Work of a block that is worth two threads, in operations: with less, what they fetch from each other's caches takes as long as they save. */
  private static final long PAIR_WORK = 250_000_000;

  final NetworkSpec spec;
  final int inputLength;
  private final int[] outputLengths;
  private final Workspaces single;
  private final Workspaces blocks;
  private final Answers answers;
  private final long work;
  private volatile int threads = Runtime.getRuntime().availableProcessors();

  /**
   * Predictions of a network.
   *
   * @param single where one sample runs
   * @param blocks where several run
   */
  Predictor(NetworkSpec spec, Workspaces single, Workspaces blocks) {
    this.spec = spec;
    if (spec.inputs().isEmpty() || spec.outputs().isEmpty()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has %d inputs and %d outputs; it must have at least one of each",
              spec.name(), spec.inputs().size(), spec.outputs().size()));
    }
    inputLength = spec.inputs().getFirst().length();
    outputLengths = new int[spec.outputs().size()];
    for (int i = 0; i < outputLengths.length; i++) {
      outputLengths[i] = spec.outputs().get(i).length();
    }
    this.single = single;
    this.blocks = blocks;
    answers = Answers.of(spec);
    work = BlockShares.work(spec);
  }

  /** Most threads of a prediction, the calling one included. */
  int threads() {
    return threads;
  }

  /** Sets that. */
  void threads(int most) {
    threads = most;
  }

  /** Index of what a prediction gives: probabilities, where the first output has any. */
  int predictedOutput() {
    return Math.min(1, outputLengths.length - 1);
  }

  float[] one(float[] parameters, float[] sample, int output) {
    Block block = runOne(parameters, sample);
    float[] result = Arrays.copyOf(block.outputs[output], outputLengths[output]);
    single.release(block);
    return result;
  }

  float[] one(float[] parameters, Object[] inputs, int output) {
    Block block = runOne(parameters, inputs);
    float[] result = Arrays.copyOf(block.outputs[output], outputLengths[output]);
    single.release(block);
    return result;
  }

  /** What a prediction gives of each output. */
  float[][] allOfOne(float[] parameters, Object[] inputs) {
    Block block = runOne(parameters, inputs);
    float[][] results = new float[outputLengths.length / 2][];
    for (int output = 0; output < results.length; output++) {
      results[output] = Arrays.copyOf(block.outputs[2 * output + 1], outputLengths[2 * output + 1]);
    }
    single.release(block);
    return results;
  }

  int classOfOne(float[] parameters, float[] sample) {
    requireClasses();
    return classOfOne(parameters, runOne(parameters, sample));
  }

  int classOfOne(float[] parameters, Object[] inputs) {
    requireClasses();
    return classOfOne(parameters, runOne(parameters, inputs));
  }

  private int classOfOne(float[] parameters, Block block) {
    int result = answers.classOf(block, 0);
    NoAnswerException unknown = result == Answers.NONE ? noAnswer(block, 0, 0, parameters, "the sample") : null;
    single.release(block);
    if (unknown != null) {
      throw unknown;
    }
    return result;
  }

  /** The class at each position of one sample. */
  int[] positionsOfOne(float[] parameters, float[] sample) {
    requirePositions();
    Block block = runOne(parameters, sample);
    return released(answers.classesOf(block, 0), block, parameters);
  }

  int[] positionsOfOne(float[] parameters, Object[] inputs) {
    requirePositions();
    Block block = runOne(parameters, inputs);
    return released(answers.classesOf(block, 0), block, parameters);
  }

  /** The answer to the one sample of a block, which goes back to its pool. */
  private <T> T released(@Nullable T answer, Block block, float[] parameters) {
    NoAnswerException unknown = answer == null ? noAnswer(block, 0, 0, parameters, "the sample") : null;
    single.release(block);
    if (unknown != null) {
      throw unknown;
    }
    return requireNonNull(answer);
  }

  private Block runOne(float[] parameters, float[] sample) {
    requireOneInput();
    checkOne("the input", sample);
    Block block = single.acquire(parameters);
    for (int lane = 0; lane < single.lanes(); lane++) {
      System.arraycopy(sample, 0, block.inputs[0], lane * inputLength, inputLength);
    }
    single.run(block, together(1));
    return block;
  }

  private Block runOne(float[] parameters, Object[] inputs) {
    check(inputs);
    Block block = single.acquire(parameters);
    for (int lane = 0; lane < single.lanes(); lane++) {
      copy(inputs, block, lane);
    }
    single.run(block, together(1));
    return block;
  }

  /** Copies inputs that fit into a lane. */
  void copy(Object[] inputs, Block block, int lane) {
    for (int i = 0; i < inputs.length; i++) {
      TensorSpec input = spec.inputs().get(i);
      Object lanes = input.isInt() ? block.intInputs[i] : block.inputs[i];
      System.arraycopy(inputs[i], 0, lanes, lane * input.length(), input.length());
    }
  }

  /**
   * Throws an {@link IllegalArgumentException} if a sample does not fit a network with one input of floats.
   *
   * @param what which it is
   */
  void checkOne(String what, float @Nullable [] sample) {
    if (sample == null) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s is null, but network %s takes a float[] of %d values", what, spec.name(),
              inputLength));
    }
    if (sample.length != inputLength) {
      throw wrongLength(what, 0, sample.length);
    }
  }

  /** Throws an {@link IllegalArgumentException} if inputs do not fit the network. */
  void check(Object[] inputs) {
    requireNonNull(inputs, "the inputs are null");
    if (inputs.length != spec.inputs().size()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s takes %d inputs, not %d", spec.name(), spec.inputs().size(),
              inputs.length));
    }
    for (int i = 0; i < inputs.length; i++) {
      check(inputs[i], i);
    }
  }

  /** Whether an array fits an input; an int that no float equals would not be what layers read. */
  private void check(Object values, int number) {
    TensorSpec input = spec.inputs().get(number);
    Class<?> wanted = input.isInt() ? int[].class : float[].class;
    if (!wanted.isInstance(values)) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "input '%s' of network %s takes %s, not %s", input.name(), spec.name(),
              wanted.getSimpleName(), values == null ? "null" : values.getClass().getSimpleName()));
    }
    if (Array.getLength(values) != input.length()) {
      throw wrongLength("input '" + input.name() + "'", number, Array.getLength(values));
    }
    checkInts(input, values);
  }

  /** Throws an {@link IllegalArgumentException} if one of some ints is none that an input takes. */
  static void checkInts(TensorSpec input, Object values) {
    for (int i = 0; values instanceof int[] ints && i < ints.length; i++) {
      String refusal = input.refusal(ints[i]);
      if (refusal != null) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "value %d is %d, but %s", i, ints[i], refusal));
      }
    }
  }

  float[][] many(float[] parameters, Samples samples, int output) {
    float[][] results = new float[samples.size()][];
    forBlocks(parameters, samples, (block, first, live) -> take(block, output, first, live, results));
    return results;
  }

  /** All outputs, by output and sample. */
  float[][][] all(float[] parameters, Samples samples) {
    float[][][] results = new float[outputLengths.length][samples.size()][];
    forBlocks(
        parameters,
        samples,
        (block, first, live) -> {
          for (int output = 0; output < results.length; output++) {
            take(block, output, first, live, results[output]);
          }
        });
    return results;
  }

  private void take(Block block, int output, int first, int live, float[][] results) {
    int length = outputLengths[output];
    for (int lane = 0; lane < live; lane++) {
      results[first + lane] = Arrays.copyOfRange(block.outputs[output], lane * length, (lane + 1) * length);
    }
  }

  /** All outputs of one sample. */
  float[][] allOfOne(float[] parameters, Dataset data, int sample) {
    Samples samples = new SampleInputs(data);
    samples.check(this);
    Block block = single.acquire(parameters);
    SampleCopier copier = samples.copier(this);
    for (int lane = 0; lane < single.lanes(); lane++) {
      copier.copy(sample, block, lane);
    }
    single.run(block, together(1));
    float[][] results = new float[outputLengths.length][];
    for (int output = 0; output < results.length; output++) {
      results[output] = Arrays.copyOf(block.outputs[output], outputLengths[output]);
    }
    single.release(block);
    return results;
  }

  /** The longest of all outputs. */
  int longestOutput() {
    return Arrays.stream(outputLengths).max().orElse(1);
  }

  /** What a prediction gives for one sample, without allocating anything. */
  void oneInto(float[] parameters, float[] sample, float[] into) {
    int output = predictedOutput();
    int length = outputLengths[output];
    if (into == null || into.length != length) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "the array for the output is %s, but network %s gives %d values",
              into == null ? "null" : "one of " + into.length, spec.name(), length));
    }
    Block block = runOne(parameters, sample);
    System.arraycopy(block.outputs[output], 0, into, 0, length);
    single.release(block);
  }

  /** The first classes of one sample. */
  List<RankedClass> rankedOfOne(float[] parameters, float[] sample, int k, List<String> names) {
    requireRanks(k);
    return rankedOfOne(parameters, runOne(parameters, sample), k, names);
  }

  List<RankedClass> rankedOfOne(float[] parameters, Object[] inputs, int k, List<String> names) {
    requireRanks(k);
    return rankedOfOne(parameters, runOne(parameters, inputs), k, names);
  }

  private List<RankedClass> rankedOfOne(float[] parameters, Block block, int k, List<String> names) {
    return released(
        RankedClass.of(answers, block, 0, k, block.outputs[predictedOutput()], names), block, parameters);
  }

  /** The first classes of each sample. */
  List<List<RankedClass>> rankedOfMany(float[] parameters, Samples samples, int k, List<String> names) {
    requireRanks(k);
    List<List<RankedClass>> results = new ArrayList<>(Collections.nCopies(samples.size(), List.of()));
    forAnswers(
        parameters,
        samples,
        0,
        (block, lane, sample) -> {
          List<RankedClass> ranked = RankedClass.of(answers, block, lane, k, block.outputs[predictedOutput()], names);
          if (ranked != null) {
            results.set(sample, ranked);
          }
          return ranked != null;
        });
    return results;
  }

  private void requireRanks(int k) {
    requireClasses();
    if (k < 1 || k > answers.classes()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s tells %d classes apart: ask for the first 1 to %d of them, not %d",
              spec.name(), answers.classes(), answers.classes(), k));
    }
  }

  /**
   * The class of each sample.
   *
   * @param firstSample number of the first, for messages
   */
  int[] classesOfMany(float[] parameters, Samples samples, long firstSample) {
    requireClasses();
    int[] results = new int[samples.size()];
    forAnswers(
        parameters,
        samples,
        firstSample,
        (block, lane, sample) -> {
          results[sample] = answers.classOf(block, lane);
          return results[sample] != Answers.NONE;
        });
    return results;
  }

  /** The class at each position of each sample. */
  int[][] positionsOfMany(float[] parameters, Samples samples) {
    requirePositions();
    int[][] results = new int[samples.size()][];
    forAnswers(
        parameters,
        samples,
        0,
        (block, lane, sample) -> {
          int[] classes = answers.classesOf(block, lane);
          if (classes != null) {
            results[sample] = classes;
          }
          return classes != null;
        });
    return results;
  }

  /** Takes the answer of a lane; false where there is none. */
  private interface Taker {
    boolean take(Block block, int lane, int sample);
  }

  private void forAnswers(float[] parameters, Samples samples, long firstSample, Taker taker) {
    AtomicReference<@Nullable NoAnswerException> unknown = new AtomicReference<>();
    forBlocks(
        parameters,
        samples,
        (block, first, live) -> {
          for (int lane = 0; lane < live; lane++) {
            int sample = (int) Math.min(Integer.MAX_VALUE, firstSample + first + lane);
            if (!taker.take(block, lane, first + lane) && isBefore(sample, unknown.get())) {
              NoAnswerException next = noAnswer(block, lane, sample, parameters, "sample " + sample);
              unknown.accumulateAndGet(next, (known, other) -> isBefore(other.sample(), known) ? other : known);
            }
          }
        });
    NoAnswerException first = unknown.get();
    if (first != null) {
      throw first;
    }
  }

  /** Whether a sample without an answer comes before the first that is known. */
  private static boolean isBefore(int sample, @Nullable NoAnswerException known) {
    return known == null || sample < known.sample();
  }

  private void forBlocks(float[] parameters, Samples samples, BlockRun.Reader reader) {
    samples.check(this);
    if (samples.size() > 0) {
      int most = threads;
      BlockShares shares = BlockShares.of(work, samples.size(), blocks.lanes(), Math.min(most, blocks.atOnce()));
      int together = blocks.hasPieces() ? together(Math.min(samples.size(), blocks.lanes())) : 1;
      boolean isShared = 2 * shares.threads() <= together;
      new BlockRun(
          single, blocks, parameters, samples.copier(this), samples.size(), shares.blocks(), isShared ? together : 1,
          reader).run(new SharedTeam(isShared ? 1 : shares.threads()));
    }
  }

  /** Most threads that run so many samples together: one where there would be two or three, and little work for these to divide. */
  private int together(int samples) {
    int most = threads;
    return most >= CREW || work * samples >= PAIR_WORK ? most : 1;
  }

  /** Throws an {@link IllegalStateException} if the network tells no classes of samples apart. */
  void requireClasses() {
    if (answers.positions() > 1) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s tells classes apart at each of %d positions %s, and has no class for the whole sample: call classifyPositions",
              spec.name(), answers.positions(), leadingExtents()));
    }
    if (answers.classes() == 0) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "network %s has one output that is no probability, and so no classes to choose from: use predict and compare its value with a threshold, or give its output layer the loss SIGMOID_CROSS_ENTROPY",
              spec.name()));
    }
  }

  private void requirePositions() {
    if (answers.positions() == 0) {
      TensorSpec output = spec.rawOutput(0);
      throw new IllegalStateException(
          String.format(Locale.ROOT, "network %s has no classes at positions, since the shape of its output is %s: %s",
              spec.name(), output.shape(),
              output.shape().size() == 1 ? "call classify"
                  : "use predict and compare its values with a threshold, or give its output layer the loss SIGMOID_CROSS_ENTROPY"));
    }
  }

  /** Those of the first output but for its last one, which has the scores of a position. */
  private List<Integer> leadingExtents() {
    List<Integer> shape = spec.rawOutput(0).shape();
    return shape.subList(0, shape.size() - 1);
  }

  private NoAnswerException noAnswer(Block block, int lane, int sample, float[] parameters, String what) {
    int output = answers.firstNotFinite(block, lane);
    float value = block.outputs[0][lane * outputLengths[0] + output];
    int[] lengths = spec.inputs().stream().mapToInt(input -> input.isInt() ? 0 : input.length()).toArray();
    float[][] values = new float[lengths.length][];
    for (int i = 0; i < values.length; i++) {
      values[i] = Arrays.copyOfRange(block.inputs[i], lane * lengths[i], (lane + 1) * lengths[i]);
    }
    int positions = answers.positions();
    String position =
        positions > 1
            ? " at position " + NotFinite.position(output / (answers.length() / positions), leadingExtents())
            : "";
    String message =
        String.format(Locale.ROOT, "network %s has no class for %s%s: output %d of %d is %s. %s",
            spec.name(), what, position, output, outputLengths[0], value, NotFinite.cause(spec, values, parameters));
    return new NoAnswerException(message, sample);
  }

  void requireOneInput() {
    if (spec.inputs().size() > 1 || spec.inputs().getFirst().isInt()) {
      boolean several = spec.inputs().size() > 1;
      String inputs =
          spec.inputs().stream()
              .map(input -> (input.isInt() ? "ints " : "floats ") + input.name() + " " + input.shape())
              .collect(Collectors.joining(", "));
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "network %s takes not one input of floats, but %s: give %s, as the generated class's predict takes %s, or a data set",
              spec.name(), inputs, several ? "each of them" : "that", several ? "them" : "it"));
    }
  }

  IllegalArgumentException wrongLength(String what, int number, int length) {
    TensorSpec input = spec.inputs().get(number);
    String shape = input.shape().stream().map(String::valueOf).collect(Collectors.joining(" x "));
    return new IllegalArgumentException(
        String.format(Locale.ROOT, "%s has %d values, but network %s takes %d (%s)", what, length, spec.name(),
            input.length(), shape));
  }

  /** Where blocks of samples are predicted. */
  interface Workspaces {
    /** Samples of a block. */
    int lanes();

    /** How many blocks one prediction may use at the same time. */
    int atOnce();

    /** A block that nobody else uses, set up to read {@code parameters}. */
    Block acquire(float[] parameters);

    /** Whether a block is so much work that several threads can run it together. */
    boolean hasPieces();

    /**
     * Predicts the samples of a block.
     *
     * @param threads most threads that take part, the calling one included
     */
    void run(Block block, int threads);

    /** Gives a block back. */
    void release(Block block);
  }

}
