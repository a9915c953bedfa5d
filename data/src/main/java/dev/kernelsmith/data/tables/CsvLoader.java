package dev.kernelsmith.data.tables;

import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileKind;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads one CSV file into memory. */
final class CsvLoader {
  /** Kinds of files that begin as no table does. */
  static final Set<FileKind> NO_TEXT =
      EnumSet.of(FileKind.PNG, FileKind.JPEG, FileKind.GZIP, FileKind.ZIP, FileKind.HDF5, FileKind.NUMPY,
          FileKind.PICKLE, FileKind.PDF, FileKind.IDX);

  private static final String NOTE = "sep=";

  private final Path file;
  private final char separator;
  private final CsvFile.Header header;
  private final CsvSchema.Choice choice;
  private final CsvLabels labels;
  private final FloatList features;
  private final FloatList targets;
  private int samples;

  CsvLoader(
      Path file, char separator, CsvFile.Header header, CsvSchema.Choice choice, @Nullable List<String> classNames) {
    this.file = file;
    this.separator = separator;
    this.header = header;
    this.choice = choice;
    labels = new CsvLabels(classNames);
    features = new FloatList(file);
    targets = new FloatList(file);
  }

  CsvDataset load() throws IOException {
    FileLimits.requireRegularFile(file);
    FileKind kind = FileKind.of(file).filter(NO_TEXT::contains).orElse(null);
    if (kind != null) {
      throw new DataFormatException(file, "it is " + kind.description(), "a text file of comma-separated values",
          "name such a file, or export one from the program that wrote this");
    }
    try (CsvReader reader = new CsvReader(file, separator)) {
      List<CsvReader.Cell> first = afterNote(reader.next(), reader);
      if (first == null) {
        throw noSamples("it is empty");
      }
      if (header == CsvFile.Header.AUTO && !choice.usesNames()) {
        return loadUndecided(first, reader);
      }
      return choice.usesNames() || header == CsvFile.Header.YES ? loadNamed(first, reader) : loadAll(first, reader);
    }
  }

  /** Leaves out a first line such as {@code sep=;}, by which Excel notes the separator. */
  private @Nullable List<CsvReader.Cell> afterNote(@Nullable List<CsvReader.Cell> first, CsvReader reader)
      throws IOException {
    if (first == null || first.size() > 2 || !first.getFirst().text().regionMatches(true, 0, NOTE, 0, NOTE.length())) {
      return first;
    }
    String text = first.getFirst().text();
    if (text.length() == NOTE.length() && first.size() == 2 && first.get(1).text().isEmpty()) {
      return reader.next();
    }
    if (text.length() == NOTE.length() + 1 && first.size() == 1) {
      char noted = text.charAt(NOTE.length());
      throw new DataFormatException(file, "line 1 says that the separator is '" + noted + "'", "'" + separator + "'",
          "say separator('" + noted + "')");
    }
    return first;
  }

  private CsvDataset loadNamed(List<CsvReader.Cell> names, CsvReader reader) throws IOException {
    CsvSchema schema = schema(names, true);
    addRest(schema, reader, null);
    return dataset(schema);
  }

  private CsvDataset loadAll(List<CsvReader.Cell> first, CsvReader reader) throws IOException {
    CsvSchema schema = schema(first, false);
    add(schema, first);
    addRest(schema, reader, null);
    return dataset(schema);
  }

  /** Takes the first line as a sample until all lines have been read, and then as what it proves to be. */
  private CsvDataset loadUndecided(List<CsvReader.Cell> first, CsvReader reader) throws IOException {
    CsvSchema schema = schema(first, false);
    CsvFirstLine firstLine = new CsvFirstLine(first, schema);
    CsvFirstLine.Verdict early = firstLine.early(labels);
    if (early != null) {
      return switch (early) {
        case HEADER -> loadNamed(first, reader);
        case SAMPLE -> loadAll(first, reader);
        case UNCLEAR -> throw unclear(first, firstLine);
      };
    }
    boolean kept = !labels.areGiven() || firstLine.hasLabelOf(labels);
    if (kept) {
      add(schema, first);
    }
    addRest(schema, reader, firstLine);
    CsvFirstLine.Verdict verdict = firstLine.verdict();
    if (verdict == CsvFirstLine.Verdict.HEADER) {
      if (kept) {
        dropFirst(schema);
      }
      return dataset(schema(first, true));
    }
    if (!kept) {
      add(schema, first);
    }
    if (verdict == CsvFirstLine.Verdict.UNCLEAR) {
      throw unclear(first, firstLine);
    }
    return dataset(schema);
  }

  private void addRest(CsvSchema schema, CsvReader reader, @Nullable CsvFirstLine firstLine) throws IOException {
    for (List<CsvReader.Cell> record = reader.next(); record != null; record = reader.next()) {
      if (firstLine != null) {
        firstLine.compare(record);
      }
      add(schema, record);
    }
  }

  private void dropFirst(CsvSchema schema) {
    features.dropFirst(schema.featureNames().size());
    targets.dropFirst(schema.targets().length);
    labels.dropFirst();
    samples--;
  }

  private CsvSchema schema(List<CsvReader.Cell> first, boolean named) {
    List<String> names =
        IntStream.range(0, first.size()).mapToObj(i -> named ? first.get(i).text() : "column" + i).toList();
    return new CsvSchema(file, first.getFirst().line(), names, choice);
  }

  private DataFormatException unclear(List<CsvReader.Cell> first, CsvFirstLine firstLine) {
    String problem =
        "line " + first.getFirst().line() + " may name the columns or be a sample: " + firstLine.doubt();
    return new DataFormatException(
        file, problem, "a first line that can only be one of them", "say header(Header.YES) or header(Header.NO)");
  }

  private void add(CsvSchema schema, List<CsvReader.Cell> record) {
    if (record.size() != schema.width()) {
      String problem = "line " + record.getFirst().line() + ": the record has " + record.size() + " cells";
      String remedy =
          schema.width() == 1
              ? "set the separator: in the first line there is none of '" + separator + "'"
              : samples == 0 && record.size() == schema.width() + 1
                  ? "if each line begins with a number or name of its own, give that column a name in the first line, too; else look for a quote that is missing"
                  : "give the line as many cells, or look for a quote or separator that is missing";
      throw new DataFormatException(file, problem, schema.width() + ", as in the first line", remedy);
    }
    for (int column = 0; column < record.size(); column++) {
      switch (schema.role(column)) {
        case FEATURE -> features.add(number(schema, record, column));
        case CLASS -> labels.add(file, where(schema, record, column), record.get(column).text());
        case TARGET, IGNORED -> {}
      }
    }
    for (int column : schema.targets()) {
      targets.add(number(schema, record, column));
    }
    samples++;
  }

  private float number(CsvSchema schema, List<CsvReader.Cell> record, int column) {
    String text = record.get(column).text().strip();
    if (!CsvLabel.isNumber(text)) {
      throw noNumber(schema, record, column, text);
    }
    float value = Float.parseFloat(text);
    if (!Float.isFinite(value)) {
      String problem = where(schema, record, column) + ": " + DatasetText.excerpt(text) + " is too large for a float";
      throw new DataFormatException(file, problem, "at most 3.4e38", "use larger units");
    }
    return value;
  }

  private DataFormatException noNumber(CsvSchema schema, List<CsvReader.Cell> record, int column, String text) {
    String problem = text.isEmpty() ? "the cell is empty" : "\"" + DatasetText.excerpt(text) + "\" is not a number";
    String remedy =
        text.isEmpty()
            ? "fill it in, remove the line, or ignore the column"
            : CsvLabel.isNumberWithComma(text)
                ? "write numbers with a decimal point and no mark of thousands"
                : "correct it, ignore the column, or choose the column as class";
    boolean firstLine = record.getFirst().line() == schema.line() && header != CsvFile.Header.YES;
    String orHeader = firstLine ? "; if this line names the columns, say header(Header.YES)" : "";
    return new DataFormatException(
        file, where(schema, record, column) + ": " + problem, "a number such as -1.5e3", remedy + orHeader);
  }

  private static String where(CsvSchema schema, List<CsvReader.Cell> record, int column) {
    return "line " + record.get(column).line() + ", column index " + column + " (\"" + schema.name(column) + "\")";
  }

  private CsvDataset dataset(CsvSchema schema) {
    if (samples == 0) {
      throw noSamples("it has a header, but no line after it");
    }
    boolean classes = choice.classColumn() != null;
    int inputLength = schema.featureNames().size();
    int targetLength = schema.targets().length;
    CsvDataset.Rows rows =
        new CsvDataset.Rows(samples, features.toArray(), inputLength, classes ? labels.classes() : null,
            targets.toArray(), targetLength);
    return new CsvDataset(
        file, rows, schema.featureNames(), schema.targetNames(), classes ? labels.names() : List.of());
  }

  private DataFormatException noSamples(String problem) {
    return new DataFormatException(file, problem, "at least one sample", "use another file");
  }
}
