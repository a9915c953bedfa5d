package dev.kernelsmith.runtime.io;

import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Writes a file so that at every moment, a crash or a power failure included, there is either the whole old file or
 * the whole new one at its path: the content goes to a temporary file in the same directory, is forced to the disk,
 * and takes the place of the old file by an atomic move. Only a killed process can leave the temporary file, named
 * {@code .<name>.<hex digits>.tmp}, behind.
 */
public final class AtomicFile {
  private AtomicFile() {}

  /** Produces the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes of the file to a channel. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Creates or replaces a file. A symbolic link stays, and the file it points to is replaced. An interrupt does not hinder it; the
   * thread's interrupted state stays.
   *
   * @param file the file
   * @param content produces its bytes; asked again where an interrupt cuts it off
   * @throws IOException if the file cannot be written; what was at its path before is then untouched
   */
  public static void write(Path file, Content content) throws IOException {
    Path target = target(file);
    Path directory = requireNonNull(target.getParent());
    if (!Files.isDirectory(directory)) {
      throw new NoSuchFileException(file.toString(), null, "no such directory: create " + directory + " first");
    }
    Uninterrupted.run(
        () -> {
          write(target, directory, content);
          return true;
        });
    forceDirectory(directory);
  }

  private static void write(Path target, Path directory, Content content) throws IOException {
    String unique = Long.toHexString(ThreadLocalRandom.current().nextLong());
    Path temporary = directory.resolve("." + target.getFileName() + "." + unique + ".tmp");
    try {
      try (FileChannel channel = FileChannel.open(temporary, CREATE_NEW, WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (Throwable failure) {
      discard(temporary, failure);
      throw failure;
    }
  }

  private static Path target(Path file) throws IOException {
    Path target = Files.exists(file) ? file.toRealPath() : file.toAbsolutePath().normalize();
    if (Files.isDirectory(target) || target.getParent() == null) {
      throw new FileSystemException(file.toString(), null, "is a directory: name the file to write");
    }
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      throw new FileSystemException(
          file.toString(), null, "is a pipe or a device, which a file must not take the place of: name a regular file");
    }
    return target;
  }

  private static void discard(Path temporary, Throwable failure) {
    try {
      Files.deleteIfExists(temporary);
    } catch (IOException exception) {
      failure.addSuppressed(exception);
    }
  }

  /**
   * Asks the system to make the move itself durable. The new file is complete and in place by now, so a system that
   * cannot force a directory (Windows, some network file systems) is no failure of the write.
   */
  private static void forceDirectory(Path directory) {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    } catch (IOException unsupported) {
      return;
    }
  }
}
