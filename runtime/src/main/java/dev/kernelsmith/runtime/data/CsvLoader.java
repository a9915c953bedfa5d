package dev.kernelsmith.runtime.data;

import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.FileLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Reads one CSV file into memory. */
final class CsvLoader {
  /** Possessive throughout, so that matching is linear. */
  private static final Pattern NUMBER = Pattern.compile("[+-]?(?:\\d++(?:\\.\\d*+)?|\\.\\d++)(?:[eE][+-]?\\d++)?");

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
    CsvSchema schema;
    try (CsvReader reader = new CsvReader(file, separator)) {
      List<CsvReader.Cell> first = reader.next();
      if (first == null) {
        throw noSamples("it is empty");
      }
      boolean named =
          choice.usesNames() || header == CsvFile.Header.YES || (header == CsvFile.Header.AUTO && isHeader(first));
      schema = schema(first, named);
      List<CsvReader.Cell> record = named ? reader.next() : first;
      for (; record != null; record = reader.next()) {
        add(schema, record);
      }
    }
    if (samples == 0) {
      throw noSamples("it has a header, but no line after it");
    }
    return dataset(schema);
  }

  private CsvSchema schema(List<CsvReader.Cell> first, boolean named) {
    List<String> names =
        IntStream.range(0, first.size()).mapToObj(i -> named ? first.get(i).text() : "column" + i).toList();
    return new CsvSchema(file, first.getFirst().line(), names, choice);
  }

  private boolean isHeader(List<CsvReader.Cell> first) {
    CsvSchema schema = schema(first, false);
    return IntStream.range(0, first.size())
        .filter(i -> schema.role(i) == CsvSchema.Role.FEATURE || schema.role(i) == CsvSchema.Role.TARGET)
        .noneMatch(i -> NUMBER.matcher(first.get(i).text().strip()).matches());
  }

  private void add(CsvSchema schema, List<CsvReader.Cell> record) {
    if (record.size() != schema.width()) {
      String problem =
          String.format(Locale.ROOT, "line %d: the record has %d cells", record.getFirst().line(), record.size());
      String expected = String.format(Locale.ROOT, "%d, as in the first line", schema.width());
      throw new DataFormatException(file, problem, expected, "complete the line, or check quotes and separator");
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
    if (!NUMBER.matcher(text).matches()) {
      String problem =
          text.isEmpty() ? "the cell is empty"
              : String.format(Locale.ROOT, "\"%s\" is not a number", CsvReader.excerpt(text));
      String remedy = "correct the file, ignore the column, or say whether there is a header";
      throw new DataFormatException(file, where(schema, record, column) + ": " + problem, "a number such as -1.5e3",
          remedy);
    }
    float value = Float.parseFloat(text);
    if (!Float.isFinite(value)) {
      String problem = where(schema, record, column) + ": " + CsvReader.excerpt(text) + " is too large for a float";
      throw new DataFormatException(file, problem, "at most 3.4e38", "use larger units");
    }
    return value;
  }

  private static String where(CsvSchema schema, List<CsvReader.Cell> record, int column) {
    return String.format(Locale.ROOT, "line %d, column index %d (\"%s\")", record.get(column).line(), column,
        schema.name(column));
  }

  private CsvDataset dataset(CsvSchema schema) {
    int @Nullable [] classes = choice.classColumn() == null ? null : labels.classes();
    List<String> classNames = choice.classColumn() == null ? List.of() : labels.names();
    int inputLength = schema.featureNames().size();
    int targetLength = schema.targets().length;
    ArrayDataset rows =
        new ArrayDataset(samples, features.toArray(), inputLength, classes, targets.toArray(), targetLength);
    return new CsvDataset(rows, schema.featureNames(), schema.targetNames(), classNames);
  }

  private DataFormatException noSamples(String problem) {
    return new DataFormatException(file, problem, "at least one sample", "use another file");
  }
}
