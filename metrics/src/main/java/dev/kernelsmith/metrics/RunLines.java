package dev.kernelsmith.metrics;

import dev.kernelsmith.runtime.io.AtomicFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of lines that begin with the number of an epoch and of a step, to which a training appends. A line that a crash cut short is cut off when the file is
 * opened again, and so is what was measured after the step that a resumed training goes on from.
 */
final class RunLines {
  private static final Pattern NUMBERS = Pattern.compile("^(?:\\{\"epoch\":)?(\\d+),(?:\"step\":)?(\\d+)\\b");

  private final Path file;

  /**
   * Opens a file, or makes it.
   *
   * @param head the first line of a file that has one; empty for none
   * @param lastStep lines of later steps are cut off
   */
  RunLines(Path file, String head, long lastStep) throws IOException {
    this.file = file;
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is no regular file: name another folder for the run");
    }
    String before = Files.exists(file) ? Files.readString(file) : "";
    StringBuilder kept = new StringBuilder(head.isEmpty() ? "" : head + "\n");
    int from = 0;
    for (int to = before.indexOf('\n'); to >= 0; to = before.indexOf('\n', from)) {
      String line = before.substring(from, to);
      Matcher numbers = NUMBERS.matcher(line);
      if (numbers.find() && Long.parseLong(numbers.group(2)) <= lastStep) {
        kept.append(line).append('\n');
      }
      from = to + 1;
    }
    if (!kept.toString().equals(before)) {
      byte[] bytes = kept.toString().getBytes(StandardCharsets.UTF_8);
      AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(bytes)));
    }
  }

  /** Appends a line, which the operating system has when this returns. */
  void add(String line) throws IOException {
    append(file, line);
  }

  /** Appends a line. By a stream, which unlike a channel an interrupt does not close: interrupting is how a training is stopped. */
  static void append(Path file, String line) throws IOException {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      out.write((line + "\n").getBytes(StandardCharsets.UTF_8));
    } catch (FileSystemException e) {
      throw e; // names its file
    } catch (IOException e) {
      throw new FileSystemException(file.toString(), null, "could not be written (" + e.getMessage()
          + "), so the training ends: make room on its disk, or keep the run in another folder");
    }
  }
}
