package dev.kernelsmith.runtime.io;

import static java.nio.file.StandardOpenOption.READ;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/**
 * Writes a file so that at every moment, a crash or a power failure included, there is either the whole old file or
 * the whole new one at its path: the content goes to a temporary file in the same directory, is forced to the disk,
 * and takes the place of the old file by an atomic move. The new file has the permissions of the old one and, where
 * the user may give it away, its owner and group. A symbolic link stays, and what it points to is written.
 *
 * <p>Only a killed process can leave its temporary file behind. The next write of the same file removes it; temporary
 * files of processes that live are locked and stay. Their names are
 * {@code .<start of the file's name>.<hash of its name>.<process>.<number>.tmp}.
 */
public final class AtomicFile {
  private static final int MOST_LINKS = 40;
  private static final long FULL_BYTES = 1 << 20;

  private AtomicFile() {}

  /** Produces the content of a file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes of the file to a channel. */
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /**
   * Creates or replaces a file. An interrupt does not hinder it; the thread's interrupted state stays.
   *
   * @param file the file
   * @param content produces its bytes; asked again where an interrupt cuts it off
   * @throws IOException if the file cannot be written; what was at its path before is then untouched
   */
  public static void write(Path file, Content content) throws IOException {
    requireNonNull(file, "file");
    Path target = target(file);
    Path directory = requireNonNull(target.getParent());
    Uninterrupted.run(
        () -> {
          write(file, target, content);
          return true;
        });
    Uninterrupted.run(
        () -> {
          forceDirectory(directory);
          return true;
        });
  }

  /**
   * Checks that a file could be written, without changing it: what {@link #write} would find wrong with its path, its
   * directory or its name is thrown here.
   *
   * @throws IOException if it could not
   */
  public static void requireWritable(Path file) throws IOException {
    Path target = target(file);
    Uninterrupted.run(
        () -> {
          open(file, target).close();
          return true;
        });
  }

  /**
   * Removes the temporary files that killed processes left in a directory when they wrote files whose names start with the given
   * characters; what cannot be looked at stays.
   *
   * @param start at most 24 characters
   */
  public static void removeLeftovers(Path directory, String start) {
    TemporaryFile.removeLeftovers(directory, start);
  }

  private static void write(Path file, Path target, Content content) throws IOException {
    TemporaryFile.removeLeftovers(target);
    try (TemporaryFile temporary = open(file, target)) {
      try {
        content.writeTo(temporary.channel());
        temporary.channel().force(true);
        temporary.take(StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (ClosedByInterruptException interrupted) {
        throw interrupted;
      } catch (IOException failure) {
        throw unfinished(file, target, failure);
      }
    }
  }

  private static TemporaryFile open(Path file, Path target) throws IOException {
    try {
      return TemporaryFile.create(target);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (AccessDeniedException denied) {
      throw failure(file, "no permission to create files in " + target.getParent()
          + ": write to another folder, or change its permissions", denied);
    } catch (IOException failure) {
      throw failure(file, "no file can be created in " + target.getParent() + " (" + reason(failure)
          + "): write to another folder", failure);
    }
  }

  /** The temporary file still has what was written of it, so a disk that it filled is full. */
  private static IOException unfinished(Path file, Path target, IOException failure) {
    boolean full;
    try {
      full = Files.getFileStore(requireNonNull(target.getParent())).getUsableSpace() < FULL_BYTES;
    } catch (IOException unknown) {
      full = false;
    }
    String repair = full ? "the disk is full: make room on it, or write to another one" : "write to another folder";
    return failure(file, "could not be written (" + reason(failure) + ") and is as it was before; " + repair, failure);
  }

  private static FileSystemException failure(Path file, String reason, @Nullable IOException cause) {
    FileSystemException exception = new FileSystemException(file.toString(), null, reason);
    if (cause != null) {
      exception.initCause(cause);
    }
    return exception;
  }

  private static String reason(IOException failure) {
    String reason = failure instanceof FileSystemException system ? system.getReason() : failure.getMessage();
    return reason == null ? failure.getClass().getSimpleName() : reason;
  }

  /** The file to write: the end of all symbolic links, in a directory that is there. */
  private static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw failure(file, "is a symbolic link that leads to itself: remove it, or name another file", null);
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    Path name = target.getFileName();
    Path parent = target.getParent();
    if (name == null || parent == null || Files.isDirectory(target)) {
      throw failure(file, "is a directory: name the file to write", null);
    }
    if (!Files.isDirectory(parent)) {
      if (Files.exists(parent)) {
        throw failure(file, parent + " is a file, not a directory: name another place for the file", null);
      }
      throw new NoSuchFileException(file.toString(), null, "no such directory: create " + parent + " first");
    }
    target = parent.toRealPath().resolve(name);
    requireUsable(file, target);
    return target;
  }

  private static void requireUsable(Path file, Path target) throws IOException {
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(target, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException free) {
      return;
    } catch (FileSystemException failure) {
      throw failure(file, "cannot be a file's name here (" + reason(failure) + "): name another file", failure);
    }
    if (attributes.isDirectory()) {
      throw failure(file, "is a directory: name the file to write", null);
    }
    if (!attributes.isRegularFile()) {
      throw failure(
          file, "is a pipe or a device, which a file must not take the place of: name a regular file", null);
    }
  }

  /**
   * Asks the system to make the move itself durable. The new file is complete and in place by now, so a system that
   * cannot force a directory (Windows, some network file systems) is no failure of the write.
   */
  private static void forceDirectory(Path directory) throws ClosedByInterruptException {
    try (FileChannel channel = FileChannel.open(directory, READ)) {
      channel.force(true);
    } catch (ClosedByInterruptException interrupted) {
      throw interrupted;
    } catch (IOException unsupported) {
      return;
    }
  }
}
