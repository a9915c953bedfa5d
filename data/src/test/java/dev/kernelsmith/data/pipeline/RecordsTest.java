package dev.kernelsmith.data.pipeline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TableRow;
import dev.kernelsmith.runtime.data.Dataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Records on their way: what comes out, in which order, by which threads, and what happens when something fails. */
@ResourceLock("threads that read ahead") // tests look for those that are left
@Timeout(60)
class RecordsTest {
  private static final List<Integer> HUNDRED = IntStream.range(0, 100).boxed().toList();

  @TempDir Path folder;

  private final AtomicInteger opened = new AtomicInteger();
  private final AtomicInteger closed = new AtomicInteger();
  private final AtomicInteger read = new AtomicInteger();

  /** What is opened is closed, and no thread is left. */
  @AfterEach
  void nothingIsLeft() {
    assertEquals(opened.get(), closed.get(), "streams opened and closed");
    for (Thread thread : Thread.getAllStackTraces().keySet()) {
      boolean ours =
          thread.getName().startsWith("kernelsmith-map") || thread.getName().startsWith("kernelsmith-prefetch");
      assertFalse(ours && thread.isAlive(), thread::getName); // a thread that has ended may still be listed
    }
  }

  private Records<Integer> counted(List<Integer> list) {
    return Records.of("numbers", epoch -> {
      opened.incrementAndGet();
      return list.stream().peek(each -> read.incrementAndGet()).onClose(closed::incrementAndGet);
    });
  }

  private static String slow(int number) {
    long state = number;
    for (int i = 0; i < 1000 * (number % 7); i++) {
      state = state * 6364136223846793005L + 1;
    }
    return number + ":" + (state & 1);
  }

  @Test
  void theSameForAnyNumberOfThreads() {
    List<String> expected = counted(HUNDRED).shuffle(17, 3).map(RecordsTest::slow).repeat(3).toList();
    for (int threads : new int[] {1, 2, 4, 9}) {
      for (int buffer : new int[] {1, 5, 1000}) {
        assertEquals(expected,
            counted(HUNDRED).shuffle(17, 3).map(threads, RecordsTest::slow).prefetch(buffer).repeat(3).toList());
        assertEquals(expected,
            counted(HUNDRED).prefetch(buffer).shuffle(17, 3).map(threads, RecordsTest::slow).repeat(3).prefetch(buffer)
                .toList());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 7, 99, 100, 1000})
  void eachRecordOnceInAnEpoch(int buffer) {
    List<Integer> all = counted(HUNDRED).shuffle(buffer, 5).repeat(4).toList();
    assertEquals(400, all.size());
    HashSet<List<Integer>> orders = new HashSet<>();
    for (int epoch = 0; epoch < 4; epoch++) {
      List<Integer> own = all.subList(100 * epoch, 100 * epoch + 100);
      assertEquals(new HashSet<>(HUNDRED), new HashSet<>(own));
      orders.add(own);
      for (int i = 0; i < 100; i++) {
        assertTrue(own.get(i) < i + buffer, "nothing comes before it was read");
      }
    }
    assertEquals(buffer == 1 ? 1 : 4, orders.size(), "orders");
    assertEquals(all, counted(HUNDRED).shuffle(buffer, 5).repeat(4).toList());
    assertEquals(buffer == 1, all.equals(counted(HUNDRED).shuffle(buffer, 6).repeat(4).toList()));
  }

  /** Of 6000 shuffles of 4 records each of the 24 orders comes about 250 times: chi-square with 23 degrees of freedom, below its 99.9 % quantile. */
  @Test
  void allOrdersAreAsLikely() {
    int[] counts = new int[4 * 4 * 4 * 4];
    for (int seed = 0; seed < 6000; seed++) {
      int code = 0;
      for (int each : Records.of(List.of(0, 1, 2, 3)).shuffle(4, seed).toList()) {
        code = 4 * code + each;
      }
      counts[code]++;
    }
    double chi = Arrays.stream(counts).filter(count -> count > 0)
        .mapToDouble(count -> (count - 250) * (count - 250) / 250.0).sum();
    assertEquals(24, Arrays.stream(counts).filter(count -> count > 0).count());
    assertTrue(chi < 49.73, () -> "chi-square " + chi);
  }

  @Test
  void operations() {
    assertEquals(List.of(0, 20, 40, 60), Records.of(HUNDRED).filter(i -> i % 2 == 0).map(i -> 10 * i).take(4).toList());
    assertEquals(List.of(98, 99), Records.of(HUNDRED).skip(98).toList());
    assertEquals(List.of(), Records.of(HUNDRED).skip(100).toList());
    assertEquals(List.of(), Records.of(HUNDRED).skip(1000).take(5).toList());
    assertEquals(List.of(), Records.of(HUNDRED).take(0).toList());
    assertEquals(List.of(0, 1, 0, 1, 0), Records.of(HUNDRED).take(2).repeat().take(5).toList());
    assertEquals(List.of(0, 1, 8, 9), Records.of(List.of(0, 1)).concat(Records.of(List.of(8, 9))).toList());
    assertEquals(List.of(0, 8, 0, 8), Records.of(List.of(0)).concat(Records.of(List.of(8))).repeat(2).toList());
    assertEquals(List.of(), Records.of(List.<Integer>of()).repeat(3).toList());
    assertEquals("records of the list", Records.of(HUNDRED).toString());
    assertEquals("reading of the list", Records.of(HUNDRED).open().toString());
  }

  @Test
  void epochsAreCounted() {
    Records<Integer> epochs = Records.of("epochs", epoch -> Stream.of(epoch));
    assertEquals(List.of(1, 2, 3), epochs.repeat(3).toList());
    assertEquals(List.of(1, 2, 3, 4, 5, 6), epochs.repeat(2).repeat(3).toList());
    assertEquals(List.of(1, 2, 3, 4), epochs.repeat().take(4).toList());
    List<Double> random =
        Records.of(HUNDRED).<Double>mapRandomly(7, (record, numbers) -> numbers.nextDouble()).repeat(2).toList();
    assertEquals(200, new HashSet<>(random).size(), "other numbers for each record and epoch");
    assertEquals(random,
        Records.of(HUNDRED).<Double>mapRandomly(7, (record, numbers) -> numbers.nextDouble()).prefetch(3).repeat(2)
            .toList());
  }

  @Test
  void cachesKeepTheFirstWholeEpoch() {
    Records<Integer> cached = counted(HUNDRED).map(i -> -i).cache(100);
    try (Reading<Integer> reading = cached.open()) {
      reading.next();
    }
    assertEquals(1, read.getAndSet(0));
    List<Integer> twice = cached.repeat(2).toList();
    assertEquals(100, read.get());
    assertEquals(twice.subList(0, 100), twice.subList(100, 200));
    assertEquals(twice.subList(0, 100), cached.toList());
    assertEquals(100, read.get());
    String message = assertThrows(RecordException.class, () -> counted(HUNDRED).cache(99).toList()).getMessage();
    assertEquals("numbers has more than the 99 records that cache(99) may keep: allow more, or leave cache out",
        message);
  }

  @Test
  void noMoreIsReadAheadThanTheBufferHolds() throws InterruptedException {
    CountDownLatch full = new CountDownLatch(5); // 3 in the buffer, 1 that waits for room, 1 that was asked for
    try (Reading<Integer> reading = counted(HUNDRED).map(each -> {
      full.countDown();
      return each;
    }).prefetch(3).open()) {
      assertEquals(0, read.get(), "nothing before it is asked for");
      assertEquals(0, reading.next());
      full.await();
      Thread reader = Thread.getAllStackTraces().keySet().stream()
          .filter(thread -> thread.isAlive() && thread.getName().startsWith("kernelsmith-prefetch")).findFirst()
          .orElseThrow();
      while (reader.getState() != Thread.State.WAITING) { // for room
        Thread.sleep(1);
      }
      assertEquals(5, read.get());
    }
  }

  @Test
  void endingEarlyEndsThreads() {
    for (int records : new int[] {0, 1, 10}) {
      try (Reading<String> reading =
          counted(HUNDRED).map(3, RecordsTest::slow).prefetch(2).repeat().prefetch(2).open()) {
        for (int i = 0; i < records; i++) {
          reading.next();
        }
      }
      nothingIsLeft();
    }
    Reading<Integer> ended = counted(HUNDRED).prefetch(2).open();
    ended.next();
    ended.close();
    ended.close();
    assertFalse(ended.hasNext());
    assertThrows(NoSuchElementException.class, ended::next);
  }

  /** A function that takes no notice of interrupts is waited for; one that ends by them is no failure. */
  @Test
  void functionsThatWaitWhileReadingIsEnded() throws InterruptedException {
    CountDownLatch waiting = new CountDownLatch(1);
    AtomicInteger interrupted = new AtomicInteger();
    Reading<Integer> reading = counted(HUNDRED).map(each -> {
      if (each == 1) {
        waiting.countDown();
        try {
          Thread.sleep(1_000_000);
        } catch (InterruptedException interrupt) {
          interrupted.incrementAndGet(); // and goes on
        }
      }
      return each;
    }).prefetch(1).open();
    assertEquals(0, reading.next());
    waiting.await();
    reading.close();
    assertEquals(1, interrupted.get());
  }

  @Test
  void anInterruptedReaderIsTold() {
    try (Reading<Integer> reading = counted(HUNDRED).map(each -> {
      try {
        Thread.sleep(20);
      } catch (InterruptedException interrupt) {
        Thread.currentThread().interrupt();
      }
      return each;
    }).prefetch(1).open()) {
      Thread.currentThread().interrupt();
      String message = assertThrows(RecordException.class, reading::next).getMessage();
      assertTrue(Thread.interrupted());
      assertEquals("the thread was interrupted while it waited for a record", message);
    }
  }

  private static void failsAt(Records<?> records, int at, String message, Class<? extends Throwable> cause) {
    Reading<?> reading = records.open();
    for (int i = 0; i < at; i++) {
      reading.next();
    }
    RecordException failure = assertThrows(RecordException.class, reading::next);
    assertEquals(message, failure.getMessage());
    assertEquals(cause, failure.getCause() == null ? null : failure.getCause().getClass());
    assertSame(failure, assertThrows(RecordException.class, reading::hasNext), "once more");
  }

  @Test
  void failuresNameTheRecordAndComeBehindThoseBeforeIt() {
    for (int threads : new int[] {1, 2, 8}) {
      Records<Integer> mapped = counted(HUNDRED).map(threads, each -> {
        if (each >= 17) {
          throw new IllegalArgumentException("mine");
        }
        return each;
      });
      String message = "record 17 of numbers: the function of map threw java.lang.IllegalArgumentException: mine";
      failsAt(mapped, 17, message, IllegalArgumentException.class);
      failsAt(mapped.prefetch(4), 17, message, IllegalArgumentException.class);
      failsAt(mapped.filter(i -> i % 2 == 0).prefetch(4).repeat().prefetch(4), 9, message,
          IllegalArgumentException.class);
      String ofNull = "record 17 of numbers: map gave null: say filter(...) to leave records out";
      failsAt(counted(HUNDRED).map(threads, each -> each == 17 ? null : each).prefetch(2), 17, ofNull, null);
    }
    Records<Integer> filtered = counted(HUNDRED).filter(each -> 1 / (each - 3) < 5);
    failsAt(filtered.prefetch(2), 3,
        "record 3 of numbers: the function of filter threw java.lang.ArithmeticException: / by zero",
        ArithmeticException.class);
    failsAt(Records.of(Arrays.asList(1, null)), 1,
        "record 1 of the list: the source gave null: say filter(...) to leave records out", null);
  }

  @Test
  void failuresOfSources() {
    Records<Integer> closing = Records.of("disk", epoch -> {
      throw new IOException("gone");
    });
    assertEquals("gone",
        assertThrows(UncheckedIOException.class, () -> closing.prefetch(2).toList()).getCause().getMessage());
    Stream<Integer> once = Stream.of(1, 2);
    String used =
        assertThrows(RecordException.class, () -> Records.of("a stream", epoch -> once).repeat(2).toList())
            .getMessage();
    assertTrue(
        used.contains("a stream: the source cannot be read") && used.contains("a new stream whenever it is opened"),
        used);
    String none = assertThrows(RecordException.class, () -> Records.of("nothing", epoch -> null).toList()).getMessage();
    assertTrue(none.startsWith("nothing: the source gave null"), none);
    String empty =
        assertThrows(RecordException.class, () -> counted(HUNDRED).filter(i -> false).repeat().toList()).getMessage();
    assertEquals("numbers has no record, or a filter passes none: there is nothing to repeat", empty);
    Records<Integer> late = Records.of("late", epoch -> Stream.of(1, 2, 3).peek(each -> {
      if (each == 3) {
        throw new UncheckedIOException("broken", new IOException("broken"));
      }
    }));
    for (int threads : new int[] {1, 4}) {
      try (Reading<Integer> reading = late.map(threads, each -> each).prefetch(9).open()) {
        assertEquals(1, reading.next());
        assertEquals(2, reading.next());
        assertEquals("broken", assertThrows(UncheckedIOException.class, reading::next).getMessage());
      }
    }
    assertThrows(StackOverflowError.class, () -> counted(HUNDRED).map(2, RecordsTest::endless).prefetch(2).toList());
  }

  private static int endless(int number) {
    return number == Integer.MIN_VALUE ? 0 : endless(number) + 1;
  }

  /** What somebody might do who does not read. */
  @Test
  void usersWhoDoOtherwise() throws IOException {
    float[] again = new float[1];
    Encoding<Integer> reusing = Encoding.<Integer>of().input(each -> {
      again[0] = each;
      return again;
    }, 1);
    Dataset samples = Records.of(HUNDRED).samples(reusing);
    float[] value = new float[1];
    samples.copyInput(7, value, 0);
    assertEquals(7, value[0], "one array for all records");
    List<Integer> growing = new ArrayList<>(List.of(1, 2, 3));
    String changed = assertThrows(RecordException.class, () -> Records.of(growing).map(each -> {
      growing.add(each);
      return each;
    }).toList()).getMessage();
    assertTrue(changed.startsWith("record 1 of the list: the source threw java.util.ConcurrentModificationException")
        || changed.startsWith("record 3 of the list: the source threw"), changed);
    assertEquals(HUNDRED, Records.of(HUNDRED).prefetch(Integer.MAX_VALUE).shuffle(1, 0).toList());
    assertEquals(HUNDRED, Records.of(HUNDRED).map(1024, each -> each).toList());
    assertThrows(IllegalArgumentException.class, () -> Records.of(HUNDRED).map(Integer.MAX_VALUE, each -> each));
    assertEquals(100, Records.of(HUNDRED).batches(reusing, Integer.MAX_VALUE).toList().getFirst().size());
    Path table = Files.writeString(folder.resolve("t.csv"), "a,b\n1,2\n3,x\n");
    Records<TableRow> rows = Records.of("t.csv", epoch -> TableFile.of(table).rows());
    assertEquals(List.of("1", "3", "1", "3"), rows.map(row -> row.get("a")).repeat(2).toList());
    String number =
        assertThrows(RecordException.class, () -> rows.map(row -> Integer.valueOf(row.get("b"))).prefetch(1).toList())
            .getMessage();
    assertEquals(table + ": line 3: the function of map threw java.lang.NumberFormatException: For input string: \"x\"",
        number);
    Records<Integer> deep = Records.of(List.of(1));
    for (int i = 0; i < 500; i++) {
      deep = deep.concat(Records.of(List.of(i))).map(each -> each);
    }
    assertEquals(501, deep.toList().size());
  }

  @Test
  void numbersThatMakeNoSense() {
    Records<Integer> records = Records.of(HUNDRED);
    assertThrows(IllegalArgumentException.class, () -> records.shuffle(0, 1));
    assertThrows(IllegalArgumentException.class, () -> records.repeat(0));
    assertThrows(IllegalArgumentException.class, () -> records.take(-1));
    assertThrows(IllegalArgumentException.class, () -> records.skip(-1));
    assertThrows(IllegalArgumentException.class, () -> records.cache(0));
    assertThrows(IllegalArgumentException.class, () -> records.prefetch(0));
    assertThrows(IllegalArgumentException.class, () -> records.map(0, each -> each));
    assertThrows(NullPointerException.class, () -> records.map(null));
    assertThrows(NullPointerException.class, () -> records.filter(null));
    assertThrows(NullPointerException.class, () -> Records.of((List<Integer>) null));
    Encoding<Integer> encoding = Encoding.<Integer>of().input(each -> new float[] {each}, 1);
    assertThrows(IllegalArgumentException.class, () -> records.batches(encoding, 0));
    assertThrows(IllegalStateException.class, () -> records.batches(Encoding.of(), 2));
  }

  @Test
  void batchesOfSamples() {
    Encoding<Integer> encoding = Encoding.<Integer>of().input(each -> new float[] {each, -each}, 1, 2)
        .label(each -> each % 3, 3).target(each -> each * 0.5).weight(each -> each + 1);
    for (int threads : new int[] {1, 2, 4}) {
      List<Dataset> batches = counted(HUNDRED).batches(encoding, 30, threads).repeat(2).prefetch(2).toList();
      assertEquals(List.of(30, 30, 30, 10, 30, 30, 30, 10), batches.stream().map(Dataset::size).toList());
      Dataset second = batches.get(1);
      assertEquals(List.of(1, 2), second.inputShape());
      float[] input = new float[2];
      second.copyInput(5, input, 0);
      assertArrayEquals(new float[] {35, -35}, input);
      assertEquals(2, second.classOf(5));
      second.ofTarget(1).copyTarget(5, input, 0);
      assertEquals(17.5f, input[0]);
      assertEquals(36, second.weightOf(5));
      assertEquals("batch of numbers: 30 samples of 2 values, classes 0 to 2", second.toString());
    }
    assertEquals(List.of(), Records.of(List.<Integer>of()).batches(encoding, 5).toList());
  }

  @Test
  void encodingsThatGoWrong() {
    List<String> failures = new ArrayList<>();
    List<Encoding<Integer>> encodings = List.of(
        Encoding.<Integer>of().input(each -> null, 2),
        Encoding.<Integer>of().input("size", each -> new float[3], 2),
        Encoding.<Integer>of().input(each -> new float[] {0, Float.POSITIVE_INFINITY}, 2),
        Encoding.<Integer>of().input(each -> new float[2], 2).label(each -> 3, 3),
        Encoding.<Integer>of().input(each -> new float[2], 2).label(each -> "c", List.of("a", "b")),
        Encoding.<Integer>of().input(each -> new float[2], 2).label(each -> null, List.of("a", "b")),
        Encoding.<Integer>of().input(each -> new float[2], 2).target(each -> Double.NaN),
        Encoding.<Integer>of().input(each -> new float[2], 2).target(each -> 1e300),
        Encoding.<Integer>of().input(each -> new float[2], 2).weight(each -> -0.5),
        Encoding.<Integer>of().input(each -> new float[-1], 2),
        Encoding.<Integer>of().sequence(each -> new float[][] {null}, 2, 2),
        Encoding.<Integer>of().sequence(each -> null, 2, 2));
    for (Encoding<Integer> encoding : encodings) {
      failures.add(assertThrows(RecordException.class,
          () -> Records.of(HUNDRED).skip(4).samples(encoding, 2)).getMessage().replace("record 4 of the list: ", ""));
    }
    assertEquals(List.of(
        "input 0 is null: its function must give 2 values",
        "input \"size\" has 3 values, but 2 are expected, the shape being [2]",
        "input 0 has Infinity as value 1: all must be finite numbers",
        "the class is 3, but classes go from 0 to 2",
        "the class is \"c\", but the classes are a, b",
        "the class is null, but the classes are a, b",
        "target 0 has NaN as value 0: all must be finite numbers",
        "target 0 has Infinity as value 0: all must be finite numbers",
        "the weight is -0.5: weights are finite, and at least 0",
        "its encoding threw java.lang.NegativeArraySizeException: -1",
        "sequence 0 has null in step 0, but 2 are expected",
        "sequence 0 is null: its function must give an array for each step"), failures);
    assertEquals("the list has no record, or a filter passes none: at least one is needed",
        assertThrows(RecordException.class,
            () -> Records.of(HUNDRED).filter(i -> false).samples(Encoding.<Integer>of().input(each -> new float[1], 1)))
            .getMessage());
    assertThrows(IllegalArgumentException.class, () -> Encoding.of().label(each -> "", List.of("a", "a")));
    assertThrows(IllegalArgumentException.class, () -> Encoding.of().label(each -> "", List.of()));
    assertThrows(IllegalArgumentException.class, () -> Encoding.of().label(each -> 0, 0));
    assertArrayEquals(new float[] {1, -1, -1}, Encoding.padded(new float[] {1}, 3, -1));
    assertThrows(IllegalArgumentException.class, () -> Encoding.padded(new float[4], 3, -1));
    assertEquals("encoding with 1 input, 1 target",
        Encoding.<Integer>of().input(each -> new float[1], 1).target(each -> 1).toString());
    assertNotEquals(Encoding.of().toString(), encodings.get(3).toString());
  }
}
