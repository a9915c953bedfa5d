package dev.kernelsmith.runtime.io;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileStore;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What stays of a file that is replaced, and what stays beside it. */
@Timeout(300)
class ReplacedFileTest {
  @TempDir Path directory;

  @Test
  void keepsThePermissions() throws IOException {
    assumePosix();
    Path fresh = directory.resolve("fresh");
    write(fresh, "new");
    Path plain = Files.writeString(directory.resolve("plain"), "as any program creates files");
    assertEquals(Files.getPosixFilePermissions(plain), Files.getPosixFilePermissions(fresh));
    for (String mode : List.of("rw-------", "rw-r-----", "rw-rw-rw-", "rwxr-xr-x", "r--r--r--", "rw-rw----")) {
      Path file = Files.writeString(directory.resolve("file"), "old");
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
      write(file, "new");
      assertEquals(mode, PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      assertEquals("new", Files.readString(file));
      Files.delete(file);
    }
  }

  @Test
  void nobodyElseReadsWhatReplacesAPrivateFile() throws IOException {
    assumePosix();
    Path file = Files.writeString(directory.resolve("file"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    AtomicFile.write(
        file,
        channel -> {
          for (Path path : files()) {
            assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
          }
        });
  }

  @Test
  void keepsOwnerAndGroup() throws IOException {
    assumePosix();
    Path file = Files.writeString(directory.resolve("file"), "old");
    try {
      Files.setAttribute(file, "unix:gid", 12345);
      Files.setAttribute(file, "unix:uid", 23456);
    } catch (IOException notRoot) {
      abort("this user may not give files away");
    }
    write(file, "new");
    assertEquals(12345, Files.getAttribute(file, "unix:gid"));
    assertEquals(23456, Files.getAttribute(file, "unix:uid"));
  }

  @Test
  void writesWhatLinksPointTo() throws IOException {
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Path link = directory.resolve("link");
    try {
      Files.createSymbolicLink(link, Path.of("second"));
    } catch (UnsupportedOperationException | IOException exception) {
      abort("no symbolic links here: " + exception);
    }
    Files.createSymbolicLink(directory.resolve("second"), Path.of("folder", "..", "folder", "file"));
    for (String content : List.of("created", "replaced")) {
      write(link, content);
      assertTrue(Files.isSymbolicLink(link) && Files.isSymbolicLink(directory.resolve("second")));
      assertEquals(content, Files.readString(folder.resolve("file")));
    }
    Files.createSymbolicLink(directory.resolve("loop"), Path.of("loop"));
    refused("leads to itself", directory.resolve("loop"));
    Files.createSymbolicLink(directory.resolve("lost"), Path.of("missing", "file"));
    refused("no such directory: create", directory.resolve("lost"));
    Files.createSymbolicLink(directory.resolve("there"), folder);
    refused("is a directory", directory.resolve("there"));
    write(directory.resolve("there").resolve("other"), "through a linked directory");
    assertTrue(Files.isRegularFile(folder.resolve("other")));
  }

  @Test
  void namesAsLongAsTheFileSystemTakes() throws IOException {
    for (String letter : List.of("x", "\u00e4", "\u20ac", "\ud83d\ude00")) {
      int most = 1;
      while (most < 300 && isName(letter.repeat(most + 1))) {
        most++;
      }
      Path file = directory.resolve(letter.repeat(most));
      for (String content : List.of("created", "replaced")) {
        write(file, content);
        assertEquals(content, Files.readString(file));
        assertEquals(List.of(file), files());
      }
      Files.delete(file);
      if (most < 300) {
        refused("name another file", directory.resolve(letter.repeat(most + 1)));
      }
      assertEquals(List.of(), files());
    }
  }

  private boolean isName(String name) throws IOException {
    try {
      Files.delete(Files.createFile(directory.resolve(name)));
      return true;
    } catch (FileSystemException | java.nio.file.InvalidPathException tooLong) {
      return false;
    }
  }

  @Test
  void saysWhereNoFileCanBe() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "old");
    refused("is a file, not a directory", file.resolve("below"));
    refused("no such directory: create", directory.resolve("missing").resolve("file"));
    refused("is a directory", directory);
    refused("is a directory", Path.of("/"));
  }

  @Test
  void saysThatADirectoryMayNotBeWritten() throws IOException {
    assumePosix();
    Path folder = Files.createDirectory(directory.resolve("folder"));
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeFalse(Files.isWritable(folder), "this user may write everywhere");
    refused("no permission to create files in", folder.resolve("file"));
  }

  /** One process is killed while it writes, another lives on: their files, and others with names much like them. */
  @Test
  void removesWhatAKilledProcessLeftAndNothingElse() throws Exception {
    Path file = directory.resolve("file.txt");
    List<Path> others = new ArrayList<>();
    for (String name : List.of(".file.txt.tmp", ".file.txt.0123456789abcdef.1-2.3.tmp", "file.txt.tmp",
        ".file.txt.swp")) {
      others.add(Files.writeString(directory.resolve(name), "a user's"));
    }
    Process living = writer(file);
    Path livingFile = added(others);
    Process killed = writer(file);
    others.add(livingFile);
    Path leftover = added(others);
    Path folder = Files.createDirectory(sibling(leftover, "0"));
    Path link = Files.createSymbolicLink(sibling(leftover, "1"), folder);
    Process second = writer(directory.resolve("file.txt2"));
    others.addAll(List.of(leftover, folder, link));
    others.add(added(others));
    second.destroyForcibly().waitFor();

    write(file, "first");
    assertTrue(Files.exists(leftover), "its process lives");
    killed.destroyForcibly().waitFor();
    AtomicFile.requireWritable(file);
    assertTrue(Files.exists(leftover), "nothing was written");
    write(file, "second");
    assertFalse(Files.exists(leftover));
    others.remove(leftover);
    for (Path other : others) {
      assertTrue(Files.exists(other), other.toString());
    }
    assertEquals("second", Files.readString(file));
    living.getOutputStream().close();
    assertTrue(living.waitFor(120, TimeUnit.SECONDS));
    assertEquals(0, living.exitValue());
    assertEquals("by another process", Files.readString(file));
  }

  @Test
  void aWriteOfTheSameProcessStays() throws IOException {
    Path file = directory.resolve("file");
    AtomicFile.write(
        file,
        channel -> {
          write(file, "inner");
          assertEquals("inner", Files.readString(file));
          channel.write(ByteBuffer.wrap("outer".getBytes(UTF_8)));
        });
    assertEquals("outer", Files.readString(file));
    assertEquals(List.of(file), files());
  }

  private static Path sibling(Path leftover, String number) {
    String name = leftover.getFileName().toString();
    String process = name.substring(0, name.length() - ".tmp".length());
    return leftover.resolveSibling(process.substring(0, process.lastIndexOf('.') + 1) + number + ".tmp");
  }

  private Path added(List<Path> known) throws IOException {
    List<Path> files = new ArrayList<>(files());
    files.removeAll(known);
    assertEquals(1, files.size(), files::toString);
    return files.getFirst();
  }

  /** A process that has begun to write a file, and goes on when its input ends. */
  private static Process writer(Path file) throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(java, "-Xshare:auto", "-XX:TieredStopAtLevel=1", "-cp",
            System.getProperty("java.class.path"),
            Writer.class.getName(), file.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    assertEquals('w', process.getInputStream().read());
    return process;
  }

  /** The program of {@link #writer}. */
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      AtomicFile.write(
          Path.of(arguments[0]),
          channel -> {
            channel.write(ByteBuffer.wrap("by another process".getBytes(UTF_8)));
            System.out.print('w');
            System.out.flush();
            System.in.read();
          });
    }
  }

  private static void refused(String message, Path file) {
    for (boolean only : new boolean[] {true, false}) {
      FileSystemException refusal =
          assertThrows(
              FileSystemException.class,
              () -> {
                if (only) {
                  AtomicFile.requireWritable(file);
                } else {
                  write(file, "content");
                }
              });
      assertTrue(refusal.getMessage().startsWith(file.toString()), refusal.getMessage());
      assertTrue(refusal.getMessage().contains(message), refusal.getMessage());
    }
  }

  private void assumePosix() throws IOException {
    FileStore store = Files.getFileStore(directory);
    assumeTrue(store.supportsFileAttributeView("posix"), "no POSIX permissions here");
  }

  private static void write(Path file, String text) throws IOException {
    AtomicFile.write(file, channel -> channel.write(ByteBuffer.wrap(text.getBytes(UTF_8))));
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.toList();
    }
  }
}
