package dev.kernelsmith.benchmarks.suite;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Results as JSON. */
public final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  /** A value in one line. */
  public static String line(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads what {@link #line} wrote. */
  public static <T> T read(String line, Class<T> type) {
    try {
      return MAPPER.readValue(line, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Reads a list that {@link #line} wrote. */
  public static <T> List<T> readAll(String line, Class<T> type) {
    try {
      return MAPPER.readValue(line, MAPPER.getTypeFactory().constructCollectionType(List.class, type));
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Writes a file for people and programs. */
  public static void write(Path file, Object value) throws IOException {
    Files.writeString(file, MAPPER.writer(SerializationFeature.INDENT_OUTPUT).writeValueAsString(value) + "\n");
  }

  /**
   * Reads a file of results.
   *
   * @throws IllegalArgumentException if it is none
   */
  public static Results results(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      Results results = MAPPER.readValue(text, Results.class);
      if (results.figures() == null) {
        throw new IllegalArgumentException(file + " has no figures: it is not a results.json of this command");
      }
      return results;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(file + " is not a results.json of this command: " + e.getOriginalMessage(), e);
    }
  }
}
