package dev.kernelsmith.runtime;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Spliterator;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Answers to a stream of samples, in their order: samples are read and copied when their answers are asked for, first one, then twice as many each
 * time, up to a bound, and what was read is answered in blocks, by several threads. What fails at a sample fails behind the answers to those before it.
 */
final class SampleStream<T> implements Spliterator<T>, Consumer<float[]> {
  /** Gives the answers to some samples, of which the first has this number in the stream. */
  interface Answering<T> {
    List<T> to(float[][] samples, long first);
  }

  /** Samples that are worth reading at once: then what it takes to hand them to threads does not count. */
  private static final int MOST = 1024;

  /** Fewer where these are more floats than that: 16 MiB. */
  private static final int MOST_FLOATS = 1 << 22;

  private final Spliterator<float[]> source;
  private final Predictor predictor;
  private final Answering<T> answering;
  private final int most;
  private float[][] samples = new float[1][];
  private int read;
  private long first;
  private List<T> answers = List.of();
  private int given;
  private @Nullable RuntimeException failure;

  private SampleStream(Spliterator<float[]> source, Predictor predictor, Answering<T> answering) {
    this.source = source;
    this.predictor = predictor;
    this.answering = answering;
    most = Math.clamp(MOST_FLOATS / (predictor.inputLength + predictor.longestOutput()), 1, MOST);
  }

  /**
   * The stream of answers.
   *
   * @param predictor checks samples
   */
  static <T> Stream<T> of(Predictor predictor, Stream<float[]> inputs, Answering<T> answering) {
    predictor.requireOneInput();
    return StreamSupport
        .stream(new SampleStream<>(Objects.requireNonNull(inputs, "inputs").spliterator(), predictor, answering), false)
        .onClose(inputs::close);
  }

  @Override
  public boolean tryAdvance(Consumer<? super T> action) {
    if (given == answers.size()) {
      next();
    }
    if (given == answers.size()) {
      return false;
    }
    action.accept(answers.get(given++));
    return true;
  }

  /** Reads and answers the next samples; none at the end. */
  private void next() {
    if (failure != null) {
      throw failure;
    }
    first += read;
    samples = Arrays.copyOf(samples, Math.min(most, first == 0 ? 1 : 2 * samples.length));
    given = 0;
    answers = List.of();
    read = 0;
    try {
      while (read < samples.length && source.tryAdvance(this)) {
        read++;
      }
    } catch (RuntimeException fault) {
      failure = fault;
    }
    answer(read);
    if (read == 0 && failure != null) {
      throw failure;
    }
  }

  private void answer(int count) {
    try {
      answers = count == 0 ? List.of() : answering.to(Arrays.copyOf(samples, count), first);
    } catch (NoAnswerException unknown) {
      failure = unknown;
      int before = first + count > Integer.MAX_VALUE ? 0 : unknown.sample() - (int) first;
      if (before == 0) {
        throw unknown;
      }
      answer(before);
    }
  }

  /** Copies the next sample: whoever gives it may fill the same array again. */
  @Override
  public void accept(float[] sample) {
    if (sample == null || sample.length != predictor.inputLength) {
      predictor.checkOne("input " + (first + read) + " of the stream", sample);
    }
    samples[read] = samples[read] == null ? sample.clone() : copied(sample, samples[read]);
  }

  private static float[] copied(float[] from, float[] to) {
    System.arraycopy(from, 0, to, 0, from.length);
    return to;
  }

  /** Parts would be read ahead of those before them. */
  @Override
  public @Nullable Spliterator<T> trySplit() {
    return null;
  }

  @Override
  public long estimateSize() {
    return Long.MAX_VALUE;
  }

  @Override
  public int characteristics() {
    return ORDERED | NONNULL;
  }
}
