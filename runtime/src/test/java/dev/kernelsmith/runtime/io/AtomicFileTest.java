package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir Path directory;

  @Test
  void createsAndReplaces() throws IOException {
    Path file = directory.resolve("file.txt");
    write(file, "old and longer");
    write(file, "new");
    assertEquals("new", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  @Test
  void theOldFileSurvivesAnyFailure() throws IOException {
    Path file = directory.resolve("file.txt");
    write(file, "old");
    for (Throwable failure : new Throwable[] {new IOException("disk full"), new IllegalStateException(),
      new OutOfMemoryError()}) {
      Throwable thrown = assertThrows(Throwable.class, () -> AtomicFile.write(file, failing(failure)));
      assertSame(failure, failure instanceof IOException ? thrown.getCause() : thrown);
      assertEquals("old", Files.readString(file));
      assertEquals(List.of(file), files());
    }
  }

  @Test
  void theNewFileIsNotSeenBeforeItIsWhole() throws IOException {
    Path file = directory.resolve("file.txt");
    write(file, "old");
    AtomicFile.write(
        file,
        channel -> {
          channel.write(ByteBuffer.wrap("new".getBytes(UTF_8)));
          assertEquals("old", Files.readString(file));
        });
    assertEquals("new", Files.readString(file));
  }

  @Test
  void followsSymbolicLinks() throws IOException {
    Path file = directory.resolve("file.txt");
    Path link = directory.resolve("link.txt");
    write(file, "old");
    try {
      Files.createSymbolicLink(link, file);
    } catch (UnsupportedOperationException | IOException exception) {
      abort("no symbolic links here: " + exception);
    }
    write(link, "new");
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void namesWhatIsWrongWithThePath() {
    Path missing = directory.resolve("missing").resolve("file");
    NoSuchFileException noDirectory = assertThrows(NoSuchFileException.class, () -> write(missing, ""));
    assertTrue(noDirectory.getMessage().contains("no such directory"), noDirectory.getMessage());
    FileSystemException isDirectory = assertThrows(FileSystemException.class, () -> write(directory, ""));
    assertTrue(isDirectory.getMessage().contains("is a directory"), isDirectory.getMessage());
  }

  @Test
  void anInterruptedThreadWritesTheWholeFileAndStaysInterrupted() throws Exception {
    Path file = directory.resolve("file");
    Thread.currentThread().interrupt();
    try {
      write(file, "content");
      assertTrue(Thread.currentThread().isInterrupted());
      AtomicFile.write(
          file,
          channel -> {
            Thread.currentThread().interrupt(); // in the middle of writing, at the first attempt and at no other
            if (Files.size(file) == 7) {
              Files.writeString(file, "tried");
            } else {
              Thread.interrupted();
            }
            channel.write(ByteBuffer.wrap("new".getBytes(UTF_8)));
          });
      assertTrue(Thread.interrupted());
    } finally {
      Thread.interrupted();
    }
    assertEquals("new", Files.readString(file));
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void neverTakesThePlaceOfAPipe() throws Exception {
    Path pipe = directory.resolve("pipe");
    assumeTrue(makePipe(pipe), "no mkfifo here");
    FileSystemException refusal = assertThrows(FileSystemException.class, () -> write(pipe, "x"));
    assertTrue(refusal.getMessage().contains("name a regular file"), refusal.getMessage());
    assertTrue(Files.exists(pipe) && !Files.isRegularFile(pipe));
  }

  private static boolean makePipe(Path pipe) throws InterruptedException {
    try {
      return new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor() == 0;
    } catch (IOException noSuchProgram) {
      return false;
    }
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private static AtomicFile.Content failing(Throwable failure) {
    return channel -> {
      channel.write(ByteBuffer.wrap("partly".getBytes(UTF_8)));
      switch (failure) {
        case IOException exception -> throw exception;
        case RuntimeException exception -> throw exception;
        default -> throw (Error) failure;
      }
    };
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
