package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;
import static java.util.Objects.requireNonNull;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.CopyOption;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;

/**
 * A file that is going to take the place of another one in the same directory. It is locked as long as its process
 * needs it; closing removes it unless it has taken that place.
 */
final class TemporaryFile implements Closeable {
  /** So many bytes of the name are shown; a short name fits wherever the file's own does. */
  private static final int SHOWN = 24;

  private static final int HASH_BYTES = 8;
  private static final int ATTEMPTS = 100;
  private static final String PROCESS = process();
  private static final String HASH = "[0-9a-f]{" + 2 * HASH_BYTES + "}\\.";
  private static final String REST = "([0-9a-f]+-[0-9a-f]+)\\.[0-9a-f]+\\.tmp";

  private final Path target;
  private final Path path;
  private final FileChannel channel;
  private boolean taken;

  private TemporaryFile(Path target, Path path, FileChannel channel) {
    this.target = target;
    this.path = path;
    this.channel = channel;
  }

  /** Identifies this process among all that run, or ran, on this machine: its number and the time of its start. */
  private static String process() {
    ProcessHandle self = ProcessHandle.current();
    long start = self.info().startInstant().map(Instant::toEpochMilli).orElseGet(System::currentTimeMillis);
    return Long.toHexString(self.pid()) + "-" + Long.toHexString(start);
  }

  /** Creates one, with the permissions, owner and group of the target where that exists. */
  static TemporaryFile create(Path target) throws IOException {
    FileModes modes = FileModes.of(target);
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      String number = Long.toHexString(ThreadLocalRandom.current().nextLong());
      Path path = target.resolveSibling(prefix(target) + PROCESS + "." + number + ".tmp");
      TemporaryFile file =
          new TemporaryFile(target, path, FileChannel.open(path, Set.of(CREATE_NEW, WRITE), modes.whileWritten()));
      try {
        if (file.lock()) {
          modes.apply(path);
          return file;
        }
      } catch (Throwable failure) {
        file.close(failure);
        throw failure;
      }
      file.close();
    }
    throw new IOException("other processes remove every temporary file");
  }

  /** Locks the file; false if another process took it for a leftover in the moment before. */
  private boolean lock() throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null && Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    } catch (IOException exception) {
      if (!channel.isOpen()) {
        throw exception;
      }
      return true; // a file system without locks, on which leftovers stay
    }
  }

  FileChannel channel() {
    return channel;
  }

  /** Takes the target's place. */
  void take(CopyOption... options) throws IOException {
    Files.move(path, target, options);
    taken = true;
  }

  @Override
  public void close() throws IOException {
    try (channel) {
      if (!taken) {
        Files.deleteIfExists(path);
      }
    }
  }

  private void close(Throwable failure) {
    try {
      close();
    } catch (IOException exception) {
      failure.addSuppressed(exception);
    }
  }

  /**
   * Removes what killed processes left behind when they wrote a file: regular files whose names say so, and that no
   * process has locked. What cannot be looked at stays.
   */
  static void removeLeftovers(Path target) {
    removeLeftovers(requireNonNull(target.getParent()), Pattern.compile(Pattern.quote(prefix(target)) + REST));
  }

  /** The same for all files of a directory whose names start with the given characters, at most {@value #SHOWN} of them. */
  static void removeLeftovers(Path directory, String start) {
    removeLeftovers(directory, Pattern.compile(Pattern.quote("." + start) + ".*\\." + HASH + REST));
  }

  private static void removeLeftovers(Path directory, Pattern names) {
    try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, file -> isOf(names, file))) {
      for (Path file : files) {
        removeUnlocked(file);
      }
    } catch (IOException | DirectoryIteratorException unreadable) {
      return;
    }
  }

  /** Files of this process are not opened at all: closing such a file would release its lock. */
  private static boolean isOf(Pattern names, Path file) {
    var rest = names.matcher(String.valueOf(file.getFileName()));
    return rest.matches() && !rest.group(1).equals(PROCESS) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
  }

  private static void removeUnlocked(Path file) {
    try (FileChannel channel = FileChannel.open(file, Set.of(WRITE, LinkOption.NOFOLLOW_LINKS))) {
      FileLock lock = channel.tryLock();
      if (lock != null) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | OverlappingFileLockException inUse) {
      return;
    }
  }

  private static String prefix(Path target) {
    String name = requireNonNull(target.getFileName()).toString();
    byte[] digest;
    try {
      digest = MessageDigest.getInstance("SHA-256").digest(name.getBytes(UTF_8));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
    return "." + start(name) + "." + HexFormat.of().formatHex(digest, 0, HASH_BYTES) + ".";
  }

  /** The first characters of a name, none of them cut. */
  private static String start(String name) {
    int end = 0;
    for (int bytes = 0; end < name.length();) {
      int next = end + Character.charCount(name.codePointAt(end));
      bytes += name.substring(end, next).getBytes(UTF_8).length;
      if (bytes > SHOWN) {
        break;
      }
      end = next;
    }
    return name.substring(0, end);
  }
}
