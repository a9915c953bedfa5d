package dev.kernelsmith.tools;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.FileKind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds out before a long training whether its results can be written after it. */
final class OutputFiles {
  private static final int LONGEST_HEADER = 100_000_000;

  private OutputFiles() {}

  /** What is written, which takes the place of nothing else: a name that was mistaken must not cost somebody's data. */
  enum Content {
    WEIGHTS("weights"), PAGE("a page"), DRAWING("a drawing");

    private final String words;

    Content(String words) {
      this.words = words;
    }

    private boolean isIn(Path file) throws IOException {
      byte[] start;
      try (InputStream in = Files.newInputStream(file)) {
        start = in.readNBytes(FileKind.BYTES);
      }
      if (start.length == 0) {
        return true;
      }
      if (this == WEIGHTS) {
        long header = start.length < Long.BYTES + 1 ? -1
            : ByteBuffer.wrap(start).order(ByteOrder.LITTLE_ENDIAN).getLong();
        return header > 0 && header <= LONGEST_HEADER && start[Long.BYTES] == '{';
      }
      FileKind kind = FileKind.of(start).orElse(null);
      return kind == FileKind.HTML || this == DRAWING && kind == FileKind.XML;
    }
  }

  /**
   * Checks the place of a file that is to be written.
   *
   * @param file the file; null where none was asked for
   * @throws IOException if it is a folder, or its folder is missing or may not be written to, or something else is in it
   */
  static void check(@Nullable Path file, Content content) throws IOException {
    if (file == null) {
      return;
    }
    if (Files.isDirectory(file)) {
      throw new FileSystemException(file.toString(), null, "is a folder: name a file");
    }
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new FileSystemException(file.toString(), null, "is a pipe or a device: name a file");
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null || !Files.isDirectory(folder)) {
      throw new NoSuchFileException(file.toString(), null, "its folder does not exist: create it first");
    }
    if (!Files.isWritable(folder)) {
      throw new AccessDeniedException(file.toString(), null, "its folder may not be written to");
    }
    if (Files.exists(file) && !content.isIn(file)) {
      throw new FileSystemException(file.toString(), null,
          "is there, and is not " + content.words + ": name another file, or remove that one");
    }
  }

  /**
   * Checks the place of a folder that is to be made, or written to.
   *
   * @param folder the folder; null where none was asked for
   * @throws IOException if it is a file, or may not be made or written to
   */
  static void checkFolder(@Nullable Path folder) throws IOException {
    if (folder == null) {
      return;
    }
    Path there = folder.toAbsolutePath().normalize();
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (there == null || !Files.isDirectory(there)) {
      throw new FileSystemException(folder.toString(), null,
          (there == null || there.equals(folder.toAbsolutePath().normalize()) ? "is no folder"
              : there + " is no folder")
              + ": name a folder");
    }
    if (!Files.isWritable(there)) {
      throw new AccessDeniedException(folder.toString(), null, there + " may not be written to");
    }
  }

  /**
   * Writes weights; where that fails, as on a disk that has become full, into the working folder or that for temporary files, so that what took long to learn is not lost.
   *
   * @throws IOException if the file cannot be written; says where the weights are then
   */
  static void save(CompiledNetwork network, Path file) throws IOException {
    try {
      network.save(file);
    } catch (IOException failure) {
      String name = file.getFileName() + "." + ProcessHandle.current().pid(); // overwrites nothing
      for (String folder : List.of("", System.getProperty("java.io.tmpdir"))) {
        Path other = Path.of(folder, name).toAbsolutePath();
        try {
          network.save(other);
        } catch (IOException alsoFull) {
          failure.addSuppressed(alsoFull);
          continue;
        }
        throw new IOException(failure.getMessage() + "; the weights are in " + other, failure);
      }
      throw failure;
    }
  }

  /**
   * Checks that weights do not overwrite a checkpoint.
   *
   * @param option what names the checkpoint, --checkpoint or --resume
   * @throws IOException if both are given and name one file
   */
  static void checkDifferent(@Nullable Path weights, @Nullable Path checkpoint, String option) throws IOException {
    if (weights != null && checkpoint != null && same(weights, checkpoint)) {
      throw new FileSystemException(
          weights.toString(),
          null,
          "is named by --save and by " + option
              + ", so that the weights would overwrite the checkpoint: name two files");
    }
  }

  private static boolean same(Path a, Path b) throws IOException {
    return a.toAbsolutePath().normalize().equals(b.toAbsolutePath().normalize())
        || Files.exists(a) && Files.exists(b) && Files.isSameFile(a, b);
  }
}
