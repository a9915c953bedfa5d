package dev.kernelsmith.runtime.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Checks that every reader of this runtime makes before it trusts a file. */
public final class FileLimits {
  /** The longest array that every Java virtual machine can allocate. */
  public static final int MAX_ARRAY_LENGTH = Integer.MAX_VALUE - 8;

  private FileLimits() {}

  /**
   * Checks that a path is a regular file, so that reading it ends and its size means something.
   *
   * @param file the file
   * @throws NoSuchFileException if there is nothing at that path
   * @throws FileSystemException if it is a directory, a pipe or a device, or this user may not read it
   */
  public static void requireRegularFile(Path file) throws IOException {
    if (Files.isSymbolicLink(file) && !Files.exists(file)) {
      String reason = "is a symbolic link to " + Files.readSymbolicLink(file) + ", where nothing is";
      throw new NoSuchFileException(file.toString(), null, reason);
    }
    if (!Files.exists(file)) {
      throw new NoSuchFileException(file.toString(), null, "no such file (looked for " + file.toAbsolutePath() + ")");
    }
    if (!Files.isRegularFile(file)) {
      String kind = Files.isDirectory(file) ? "a directory" : "a pipe or a device";
      throw new FileSystemException(file.toString(), null, "is " + kind + ", not a file: name a regular file");
    }
    if (!Files.isReadable(file)) {
      throw new AccessDeniedException(file.toString(), null, "no permission to read it: change its permissions");
    }
  }

  /**
   * Allocates memory for the content of a file, or explains why that cannot be.
   *
   * @param file the file that the memory is for
   * @param bytes about how many bytes are going to be allocated
   * @param allocation makes the arrays
   * @return what {@code allocation} returned
   * @throws DataFormatException if the heap cannot hold so much
   */
  public static <T> T allocate(Path file, long bytes, Supplier<T> allocation) {
    if (bytes > Runtime.getRuntime().maxMemory()) {
      throw tooLarge(file, bytes, null);
    }
    try {
      return allocation.get();
    } catch (OutOfMemoryError error) {
      throw tooLarge(file, bytes, error);
    }
  }

  private static DataFormatException tooLarge(Path file, long bytes, @Nullable Throwable cause) {
    long megabyte = 1L << 20;
    String problem = String.format(Locale.ROOT, "its content takes %d MB in memory", (bytes + megabyte - 1) / megabyte);
    String expected = String.format(Locale.ROOT, "content that fits into the heap of %d MB",
        Runtime.getRuntime().maxMemory() / megabyte);
    String remedy = "give Java more memory with -Xmx, or use a smaller file";
    return cause == null
        ? new DataFormatException(file, problem, expected, remedy)
        : new DataFormatException(file, problem, expected, remedy, cause);
  }
}
