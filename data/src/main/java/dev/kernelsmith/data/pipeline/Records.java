package dev.kernelsmith.data.pipeline;

import dev.kernelsmith.data.pipeline.Cursor.Item;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Records that can be read again and again, one after another, and what is done to them on the way to a network:
 *
 * <pre>{@code
 * Records<Dataset> batches = Records.of(flights).filter(Flight::isComplete).shuffle(10_000, 1).batches(encoding, 64).repeat(5).prefetch(4);
 * try (Reading<Dataset> reading = batches.open()) {
 *   trainer.samplesPerEpoch(flights.size()).fit(reading);
 * }
 * }</pre>
 *
 * <p>Nothing is read before a {@link Reading} asks for it, and no more is held than buffers say. The same records, functions and seeds give the same results, whatever the number of threads. Each passage is an
 * epoch, the first being 1; {@link #repeat} makes several of them, for each of which everything before it begins anew: {@code shuffle(...).repeat(5)} shuffles each epoch in another way.
 *
 * <p>Functions must not change what they get. What they throw, and null where they must not give it, is a {@link RecordException} that names the record. It comes behind all records before it, also from other
 * threads. Objects are immutable: each method gives another one.
 *
 * @param <T> type of the records
 */
public final class Records<T> {
  private static final int MOST_THREADS = 1024;

  private final String name;
  private final Opener<T> opener;

  /** Begins to read an epoch. */
  @FunctionalInterface
  interface Opener<T> {
    Cursor<T> open(int epoch);
  }

  /** Where records come from. */
  @FunctionalInterface
  public interface Source<T> {
    /**
     * Begins to read the records once more. The stream is read by one thread, and closed.
     *
     * @param epoch number of the passage, from 1
     * @throws IOException if they cannot be read
     */
    Stream<? extends T> open(int epoch) throws IOException;
  }

  /** A change that has random numbers. */
  @FunctionalInterface
  public interface RandomChange<T, R> {
    /**
     * Changes a record.
     *
     * @param random numbers that follow from seed, epoch and the number of the record alone
     */
    R apply(T record, RandomGenerator random);
  }

  Records(String name, Opener<T> opener) {
    this.name = name;
    this.opener = opener;
  }

  /** The records of a list, as it is whenever it is read. */
  public static <T> Records<T> of(List<? extends T> list) {
    Objects.requireNonNull(list, "the list is null");
    return of("the list", epoch -> list.stream());
  }

  /**
   * Records from anywhere.
   *
   * @param name what messages call them, such as a file
   * @param source opens them; each epoch once more
   */
  public static <T> Records<T> of(String name, Source<? extends T> source) {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(source, "the source is null");
    return new Records<>(name, epoch -> new SourceCursor<>(name, source, epoch));
  }

  /** What messages call these records. */
  public String name() {
    return name;
  }

  private <R> Records<R> then(Opener<R> next) {
    return new Records<>(name, next);
  }

  /** What a function makes of each record. */
  public <R> Records<R> map(Function<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "the function is null");
    return then(epoch -> new MappedCursor<>(opener.open(epoch), item -> mapped(item, function)));
  }

  /**
   * The same, by several threads: for functions that take long. The order stays, and so do all results. Some records are read ahead: at most twice as many as there are threads.
   *
   * @param threads 1 to 1024
   * @throws IllegalArgumentException if there are fewer or more
   */
  public <R> Records<R> map(int threads, Function<? super T, ? extends R> function) {
    Objects.requireNonNull(function, "the function is null");
    return threaded(threads, item -> mapped(item, function));
  }

  private <R> Records<R> threaded(int threads, Function<Item<T>, Item<R>> step) {
    if (threads < 1 || threads > MOST_THREADS) {
      throw new IllegalArgumentException("there are " + threads + " threads: 1 to " + MOST_THREADS + " are possible");
    }
    return threads == 1 ? then(epoch -> new MappedCursor<>(opener.open(epoch), step))
        : then(epoch -> new ParallelCursor<>(opener.open(epoch), threads, step));
  }

  private static <T, R> Item<R> mapped(Item<T> item, Function<? super T, ? extends R> function) {
    R result = Faults.call(item.place(), "the function of map", () -> function.apply(item.value()));
    return new Item<>(Faults.required(result, item.place(), "map"), item.place());
  }

  /**
   * What a function with random numbers makes of each record: the same for the same seed, epoch and number of the record among these.
   *
   * @param seed of the numbers
   */
  public <R> Records<R> mapRandomly(long seed, RandomChange<? super T, ? extends R> change) {
    Objects.requireNonNull(change, "the change is null");
    return then(epoch -> {
      long[] number = {0};
      return new MappedCursor<>(opener.open(epoch), item -> {
        RandomGenerator random = SampleRandom.of(seed, epoch, number[0]++);
        return mapped(item, record -> change.apply(record, random));
      });
    });
  }

  /** The records for which a condition holds. */
  public Records<T> filter(Predicate<? super T> condition) {
    Objects.requireNonNull(condition, "the condition is null");
    return then(epoch -> new FilteredCursor<>(opener.open(epoch), condition));
  }

  /**
   * These records in another order in each epoch: each is drawn from those that a buffer holds, into which the next one comes. All orders are possible only where the buffer holds all records; a smaller one leaves
   * records near their places.
   *
   * @param buffer how many records are held
   * @param seed of the order
   * @throws IllegalArgumentException if the buffer is below 1
   */
  public Records<T> shuffle(int buffer, long seed) {
    if (buffer < 1) {
      throw new IllegalArgumentException("the shuffle buffer holds " + buffer + " records: at least 1 is needed");
    }
    return then(epoch -> new ShuffledCursor<>(opener.open(epoch), buffer, SampleRandom.of(seed, epoch, 0)));
  }

  /**
   * These records several times, each time another epoch.
   *
   * @param times at least 1
   * @throws IllegalArgumentException if it is less
   */
  public Records<T> repeat(int times) {
    if (times < 1) {
      throw new IllegalArgumentException("records are to be repeated " + times + " times: at least 1 is needed");
    }
    return then(epoch -> new RepeatedCursor<>(name, opener, (epoch - 1) * times, times));
  }

  /** These records without an end. Records that have none are a {@link RecordException}. */
  public Records<T> repeat() {
    return then(epoch -> new RepeatedCursor<>(name, opener, epoch - 1, RepeatedCursor.FOREVER));
  }

  /**
   * The first records of an epoch.
   *
   * @throws IllegalArgumentException if the number is below 0
   */
  public Records<T> take(long count) {
    requireCount(count);
    return then(epoch -> new PartCursor<>(opener.open(epoch), 0, count));
  }

  /**
   * The records of an epoch but for the first.
   *
   * @throws IllegalArgumentException if the number is below 0
   */
  public Records<T> skip(long count) {
    requireCount(count);
    return then(epoch -> new PartCursor<>(opener.open(epoch), count, Long.MAX_VALUE));
  }

  private static void requireCount(long count) {
    if (count < 0) {
      throw new IllegalArgumentException(count + " records are to be taken or skipped: at least 0 is needed");
    }
  }

  /** These records and others behind them. */
  public Records<T> concat(Records<? extends T> others) {
    Objects.requireNonNull(others, "the other records are null");
    return new Records<>(name + " and " + others.name, epoch -> new JoinedCursor<>(opener, others.opener, epoch));
  }

  /**
   * Keeps the records of the first epoch that is read to its end, so that later ones need not read and change them again: what changes from epoch to epoch belongs behind it. The memory is that of these records, for as long as
   * these {@code Records} are in use.
   *
   * @param most how many may be kept; more are a {@link RecordException}
   * @throws IllegalArgumentException if that is below 1
   */
  public Records<T> cache(int most) {
    if (most < 1) {
      throw new IllegalArgumentException("at most " + most + " records are to be kept: at least 1 is needed");
    }
    AtomicReference<@Nullable List<Item<T>>> kept = new AtomicReference<>();
    return then(epoch -> {
      List<Item<T>> all = kept.get();
      return all == null ? new CachingCursor<>(name, opener.open(epoch), most, kept::set) : new ListCursor<>(all);
    });
  }

  /**
   * Reads ahead on a thread of its own, so that what is done before happens beside what is done behind it.
   *
   * @param buffer how many records may wait
   * @throws IllegalArgumentException if that is below 1
   */
  public Records<T> prefetch(int buffer) {
    if (buffer < 1) {
      throw new IllegalArgumentException(buffer + " records are to be read ahead: at least 1 is needed");
    }
    return then(epoch -> new PrefetchedCursor<>(() -> opener.open(epoch), buffer, name));
  }

  /**
   * Batches of samples, each a data set that a trainer takes; the last of an epoch may be smaller. {@code repeat} behind this never mixes two epochs in a batch.
   *
   * @param encoding makes samples of records
   * @param size samples of a batch
   * @throws IllegalArgumentException if the size is below 1
   * @throws IllegalStateException if the encoding has no input
   */
  public Records<Dataset> batches(Encoding<? super T> encoding, int size) {
    return batches(encoding, size, 1);
  }

  /**
   * The same, where several threads make samples of records.
   *
   * @param threads 1 to 1024
   */
  public Records<Dataset> batches(Encoding<? super T> encoding, int size, int threads) {
    Objects.requireNonNull(encoding, "encoding");
    if (size < 1) {
      throw new IllegalArgumentException("a batch has " + size + " samples: at least 1 is needed");
    }
    SampleLayout layout = encoding.layout();
    Records<Sample> samples = encoded(encoding, threads);
    return then(epoch -> new BatchCursor(samples.opener.open(epoch), name, layout, size));
  }

  private Records<Sample> encoded(Encoding<? super T> encoding, int threads) {
    return threaded(threads, item -> new Item<>(encoding.encode(item.value(), item.place()), item.place()));
  }

  /**
   * Reads the records of an epoch into memory, as samples by index.
   *
   * @throws RecordException if there is no record, one cannot be encoded, or memory does not hold them
   * @throws IllegalStateException if the encoding has no input
   */
  public Samples samples(Encoding<? super T> encoding) {
    return samples(encoding, 1);
  }

  /**
   * The same, where several threads make samples of records.
   *
   * @param threads 1 to 1024
   */
  public Samples samples(Encoding<? super T> encoding, int threads) {
    Objects.requireNonNull(encoding, "encoding");
    SampleLayout layout = encoding.layout();
    List<Sample> all = encoded(encoding, threads).toList();
    if (all.isEmpty()) {
      throw new RecordException(name + " has no record, or a filter passes none: at least one is needed");
    }
    return Samples.of(new SampleList(name, layout, all));
  }

  /**
   * Reads the records of an epoch into a list.
   *
   * @throws RecordException if memory does not hold them
   */
  public List<T> toList() {
    List<T> all = new ArrayList<>();
    try (Reading<T> reading = open()) {
      reading.forEachRemaining(all::add);
    } catch (OutOfMemoryError full) {
      int read = all.size();
      all.clear();
      throw new RecordException(String.format(Locale.ROOT,
          "%s: memory was full after %d records; give Java more memory with -Xmx, or use batches(...), which hold few at a "
              + "time",
          name, read), full);
    }
    return List.copyOf(all);
  }

  /** Begins to read. Close what this gives, so that files are closed and threads end. */
  public Reading<T> open() {
    return new Reading<>(name, opener.open(1));
  }

  /** In words. */
  @Override
  public String toString() {
    return "records of " + name;
  }

  /** Reads a source. */
  private static final class SourceCursor<T> implements Cursor<T> {
    private final String name;
    private final Stream<? extends T> stream;
    private final Iterator<? extends T> iterator;
    private long number;

    SourceCursor(String name, Source<? extends T> source, int epoch) {
      this.name = name;
      try {
        stream = Faults.required(source.open(epoch), name, "the source");
        iterator = stream.iterator();
      } catch (IOException failure) {
        throw new UncheckedIOException(failure);
      } catch (IllegalStateException used) { // the message of the JDK does not tell what to do
        throw new RecordException(
            name + ": the source cannot be read: " + used.getMessage()
                + "; it must give a new stream whenever it is opened",
            used);
      }
    }

    @Override
    public @Nullable Item<T> next() {
      Place here = new Place(name, number);
      boolean more = Faults.call(here, "the source", iterator::hasNext);
      if (!more) {
        return null;
      }
      T value = Faults.call(here, "the source", iterator::next);
      Object place = value instanceof Located located ? located.place() : here;
      number++;
      return new Item<>(Faults.required(value, place, "the source"), place);
    }

    @Override
    public void close() {
      stream.close();
    }
  }

  /** A record without a place of its own. */
  private record Place(String name, long number) {
    @Override
    public String toString() {
      return "record " + number + " of " + name;
    }
  }
}
