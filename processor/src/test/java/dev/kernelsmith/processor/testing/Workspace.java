package dev.kernelsmith.processor.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Temporary folders of one compilation, removed when it is closed. Eclipse's compiler reads sources, generated ones as well, from
 * files only, whatever file manager it is given.
 *
 * @param root contains the others
 */
record Workspace(Path root) implements AutoCloseable {
  static Workspace create() throws IOException {
    Workspace workspace = new Workspace(Files.createTempDirectory("kernelsmith-compile"));
    for (Path folder : List.of(workspace.sources(), workspace.generated(), workspace.classes())) {
      Files.createDirectory(folder);
    }
    return workspace;
  }

  Path sources() {
    return root.resolve("sources");
  }

  Path generated() {
    return root.resolve("generated");
  }

  Path classes() {
    return root.resolve("classes");
  }

  /** Writes a source and returns its file. */
  Path write(String className, String text, Charset encoding) throws IOException {
    Path file = sources().resolve(className.replace('.', '/') + ".java");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text, encoding);
  }

  /** Files of one extension below a folder, by the class name that their path gives. */
  static Map<String, byte[]> read(Path folder, String extension) throws IOException {
    Map<String, byte[]> contents = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(extension)).toList()) {
        String path = folder.relativize(file).toString().replace('\\', '/').replace('/', '.');
        contents.put(path.substring(0, path.length() - extension.length()), Files.readAllBytes(file));
      }
    }
    return contents;
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      files.sorted(Comparator.reverseOrder()).forEach(Workspace::delete);
    }
  }

  private static void delete(Path file) {
    try {
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
