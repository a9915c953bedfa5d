package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.data.pipeline.Records;
import dev.kernelsmith.data.pipeline.SampleRandom;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.data.tfrecords.RecordReader.RawRecord;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * TFRecord files (tensorflow.org/tutorials/load_data/tfrecord), one or many:
 *
 * <pre>{@code
 * Samples digits = TfRecords.folder(Path.of("digits"), "train-*").read(ExampleSchema.of().input("image", 28, 28, 1).label("digit", 10));
 * TfRecords.write(Path.of("flights.tfrecord"), Compression.GZIP, examples);
 * }</pre>
 *
 * <p>Each record has its length and two checksums, which are checked. Whether files are compressed is found out, unless {@link #compression} says it. An empty file has no records. Objects are immutable: each method gives another one.
 */
public final class TfRecords {
  private static final Pattern SHARD = Pattern.compile("(.*)-(\\d{1,9})-of-(\\d{1,9})(.*)");

  private final String name;
  private final List<Path> files;
  private final @Nullable Compression compression;
  private final @Nullable Long orderSeed;

  private TfRecords(String name, List<Path> files, @Nullable Compression compression, @Nullable Long orderSeed) {
    this.name = name;
    this.files = List.copyOf(files);
    this.compression = compression;
    this.orderSeed = orderSeed;
  }

  /** One file. */
  public static TfRecords file(Path file) {
    Objects.requireNonNull(file, "file");
    return files(List.of(file));
  }

  /**
   * Several files, in this order.
   *
   * @throws IllegalArgumentException if there is none
   */
  public static TfRecords files(List<Path> files) {
    Objects.requireNonNull(files, "files");
    if (files.isEmpty()) {
      throw new IllegalArgumentException("there is no file to read: name at least one");
    }
    String first = files.getFirst().toString();
    return new TfRecords(
        files.size() == 1 ? first : first + " and " + (files.size() - 1) + " more", files, null, null);
  }

  /**
   * The files of a folder whose names match a pattern, in the order of their names. Hidden files are passed over. Where names tell that there are shards, such as
   * {@code train-00000-of-00010}, all must be there.
   *
   * @param pattern with {@code *}, {@code ?} and {@code {a,b}}, as {@link java.nio.file.FileSystem#getPathMatcher glob} has it, for names alone
   * @throws IOException if there is no such folder, or it cannot be read
   * @throws DataFormatException if no file matches, or a shard is missing
   * @throws IllegalArgumentException if the pattern is none
   */
  public static TfRecords folder(Path folder, String pattern) throws IOException {
    Objects.requireNonNull(folder, "folder");
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "is no folder: name one that has TFRecord files");
    }
    Set<Path> found = new TreeSet<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, pattern)) {
      for (Path entry : entries) {
        if (Files.isRegularFile(entry) && !entry.getFileName().toString().startsWith(".")) {
          found.add(entry);
        }
      }
    } catch (PatternSyntaxException invalid) {
      throw new IllegalArgumentException(
          "\"" + pattern + "\" is no pattern for names of files: " + invalid.getDescription(), invalid);
    }
    if (found.isEmpty()) {
      throw new DataFormatException(folder, "no file matches \"" + pattern + "\"", "at least one",
          "name another folder or pattern, such as \"*.tfrecord\"");
    }
    requireAllShards(folder, found);
    return new TfRecords(folder + "/" + pattern, List.copyOf(found), null, null);
  }

  private static void requireAllShards(Path folder, Set<Path> files) {
    Map<String, Set<Integer>> shards = new TreeMap<>();
    for (Path file : files) {
      Matcher shard = SHARD.matcher(file.getFileName().toString());
      if (shard.matches()) {
        shards.computeIfAbsent(shard.group(1) + "-*-of-" + shard.group(3) + shard.group(4), key -> new TreeSet<>())
            .add(Integer.valueOf(shard.group(2)));
      }
    }
    shards.forEach((set, numbers) -> {
      Matcher count = SHARD.matcher(set.replaceFirst("\\*", "0"));
      int wanted = count.matches() ? Integer.parseInt(count.group(3)) : numbers.size();
      int missing = 0;
      while (numbers.contains(missing)) {
        missing++;
      }
      if (missing < wanted) {
        throw new DataFormatException(folder,
            "of the shards " + set + " number " + missing + " is missing; " + numbers.size() + " are there",
            "all " + wanted, "complete them, or name the files in a list");
      }
    });
  }

  /** Says how the files are compressed, where that is not to be found out. */
  public TfRecords compression(Compression kind) {
    return new TfRecords(name, files, Objects.requireNonNull(kind, "the compression is null"), orderSeed);
  }

  /**
   * Reads the files in another order in each epoch, so that a shuffle buffer which holds less than all records mixes them better.
   *
   * @param seed of the order
   */
  public TfRecords shuffleFiles(long seed) {
    return new TfRecords(name, files, compression, seed);
  }

  /** The files, in their order. */
  public List<Path> files() {
    return files;
  }

  /** The bytes of all records, whatever they are, one file after another. */
  public Records<byte[]> bytes() {
    return Records.of(name, epoch -> stream(epoch, RawRecord::data));
  }

  /**
   * The records as examples. What is wrong with a file is a {@link DataFormatException} with file, record and byte, when the record is read.
   */
  public Records<Example> examples() {
    return Records.of(name, epoch -> stream(epoch, record -> ExampleCodec.read(record.data(), record.place())));
  }

  /**
   * Reads all examples into memory, as samples. For more than memory holds, {@code examples().batches(schema.encoding(), size)} gives batches.
   *
   * @throws DataFormatException if a file is damaged, or an example does not fit the schema, with file, record and byte
   * @throws IOException if a file is missing or cannot be read
   * @throws dev.kernelsmith.data.pipeline.RecordException if there is no example, a value is not finite, or memory does not hold them
   */
  public Samples read(ExampleSchema schema) throws IOException {
    Objects.requireNonNull(schema, "schema");
    try {
      return examples().samples(schema.encoding());
    } catch (UncheckedIOException failure) {
      throw failure.getCause();
    }
  }

  private <R> Stream<R> stream(int epoch, Function<RawRecord, R> function) {
    List<Path> order = new ArrayList<>(files);
    if (orderSeed != null) {
      Collections.shuffle(order, new Random(SampleRandom.of(orderSeed, epoch, 0).nextLong()));
    }
    Reader<R> reader = new Reader<>(order.iterator(), compression, function);
    return StreamSupport
        .stream(Spliterators.spliteratorUnknownSize(reader, Spliterator.ORDERED | Spliterator.NONNULL), false)
        .onClose(reader::close);
  }

  /** Reads files one after another. */
  private static final class Reader<R> implements Iterator<R> {
    private final Iterator<Path> files;
    private final @Nullable Compression compression;
    private final Function<RawRecord, R> function;
    private @Nullable RecordReader current;

    Reader(Iterator<Path> files, @Nullable Compression compression, Function<RawRecord, R> function) {
      this.files = files;
      this.compression = compression;
      this.function = function;
    }

    @Override
    public boolean hasNext() {
      while (current == null || !current.hasNext()) {
        close();
        if (!files.hasNext()) {
          return false;
        }
        try {
          current = new RecordReader(files.next(), compression);
        } catch (IOException failure) {
          throw new UncheckedIOException("" + failure.getMessage(), failure);
        }
      }
      return true;
    }

    @Override
    public R next() {
      if (!hasNext() || current == null) {
        throw new NoSuchElementException();
      }
      return function.apply(current.next());
    }

    void close() {
      if (current != null) {
        current.close();
        current = null;
      }
    }
  }

  /**
   * Writes examples to a file, as a whole: until all is written, what was there before stays.
   *
   * @param examples in their order; gone through again where an interrupt cuts the writing off
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if an example is null
   */
  public static void write(Path file, Iterable<Example> examples) throws IOException {
    write(file, Compression.NONE, examples);
  }

  /** The same, compressed. */
  public static void write(Path file, Compression compression, Iterable<Example> examples) throws IOException {
    Objects.requireNonNull(examples, "the examples are null");
    writeBytes(file, compression, () -> new Iterator<>() {
      private final Iterator<Example> each = examples.iterator();

      @Override
      public boolean hasNext() {
        return each.hasNext();
      }

      @Override
      public byte @Nullable [] next() {
        Example example = each.next();
        return example == null ? null : example.toBytes();
      }
    });
  }

  /**
   * Writes examples to several files, by turns: {@code name-00000-of-00005} to {@code name-00004-of-00005}, as {@link #folder} reads them with {@code "name-*"}. Each is written as a whole, one after another, so
   * that a failure leaves those before it new and those behind it as they were.
   *
   * @param folder must be there
   * @param name what the names of the files begin with
   * @param shards how many files, from 1 to 99999
   * @param examples in their order; gone through once for each file
   * @throws IOException if a file cannot be written, if the folder has shards of that name in another number, with which these would be read, or if the examples cannot be gone through again
   * @throws IllegalArgumentException if the number of files is out of range, the name is none of a file, or an example is null
   */
  public static void writeShards(
      Path folder, String name, int shards, Compression compression, Iterable<Example> examples) throws IOException {
    Objects.requireNonNull(folder, "folder");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(examples, "the examples are null");
    if (shards < 1 || shards > 99_999) {
      throw new IllegalArgumentException("there can be 1 to 99999 shards, not " + shards);
    }
    if (name.isEmpty() || name.startsWith(".") || name.contains("/") || name.contains("\\")) {
      throw new IllegalArgumentException(
          "\"" + name + "\" can begin no name of a file that is read again: use a plain name, such as \"train\"");
    }
    requireNoOtherShards(folder, name, shards);
    long[] counts = new long[shards];
    for (int shard = 0; shard < shards; shard++) {
      int own = shard;
      String file = String.format(Locale.ROOT, "%s-%05d-of-%05d", name, shard, shards);
      writeBytes(folder.resolve(file), compression, () -> new Turns(examples.iterator(), own, shards, counts));
      if (counts[own] != counts[0]) {
        throw new IOException("the examples were " + counts[0] + " the first time and " + counts[own]
            + " when they were gone through for " + file + ": give a list");
      }
    }
  }

  private static void requireNoOtherShards(Path folder, String name, int shards) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new NoSuchFileException(folder.toString(), null, "is no folder: make it first");
    }
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        Matcher shard = SHARD.matcher(entry.getFileName().toString());
        if (shard.matches() && shard.group(1).equals(name) && Integer.parseInt(shard.group(3)) != shards) {
          throw new FileAlreadyExistsException(entry.toString(), null, "is a shard of \"" + name
              + "\" in another number than " + shards
              + ", and would be read with these: delete it, or use another name");
        }
      }
    }
  }

  /** Every so many of some examples, as bytes. */
  private static final class Turns implements Iterator<byte[]> {
    private final Iterator<Example> each;
    private final int own;
    private final int shards;
    private final long[] counts;
    private byte @Nullable [] next;

    Turns(Iterator<Example> each, int own, int shards, long[] counts) {
      this.each = each;
      this.own = own;
      this.shards = shards;
      this.counts = counts;
      counts[own] = 0;
    }

    @Override
    public boolean hasNext() {
      while (next == null && each.hasNext()) {
        Example example = each.next();
        if (example == null) {
          throw new IllegalArgumentException("example " + counts[own] + " to write is null");
        }
        if (counts[own]++ % shards == own) {
          next = example.toBytes();
        }
      }
      return next != null;
    }

    @Override
    public byte[] next() {
      if (!hasNext() || next == null) {
        throw new NoSuchElementException();
      }
      byte[] record = next;
      next = null;
      return record;
    }
  }

  /**
   * Writes records of any bytes to a file, as a whole.
   *
   * @param records in their order; gone through again where an interrupt cuts the writing off
   * @throws IOException if the file cannot be written
   * @throws IllegalArgumentException if a record is null
   */
  public static void writeBytes(Path file, Compression compression, Iterable<byte[]> records) throws IOException {
    Objects.requireNonNull(records, "the records are null");
    new RecordWriter(file, Objects.requireNonNull(compression, "the compression is null"), records).write();
  }

  /** In words. */
  @Override
  public String toString() {
    return "TFRecord files " + name;
  }
}
