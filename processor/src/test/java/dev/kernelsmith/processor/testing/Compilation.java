package dev.kernelsmith.processor.testing;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.jspecify.annotations.Nullable;

/**
 * What came of a compilation.
 *
 * @param success whether the compiler reported no error
 * @param findings all diagnostics, in their order
 * @param sources generated sources by qualified class name
 * @param classes class files by binary class name
 * @param tables tables beside the class files, named like these
 */
public record Compilation(
    boolean success, List<Finding> findings, Map<String, String> sources, Map<String, byte[]> classes,
    Map<String, byte[]> tables) {
  private static final Pattern ID = Pattern.compile("\\[([A-Z][A-Z_]+)] ");

  /**
   * A diagnostic.
   *
   * @param kind its kind
   * @param id the processor's message, or the empty string for one of the compiler's own
   * @param text all of its text
   * @param line line in its source, from 1
   * @param column column in its source, from 1
   */
  public record Finding(Diagnostic.Kind kind, String id, String text, long line, long column) {
    static Finding of(Diagnostic<?> diagnostic) {
      String text = diagnostic.getMessage(null);
      Matcher matcher = ID.matcher(text);
      String id = matcher.find() ? matcher.group(1) : "";
      String own = id.isEmpty() ? text : text.substring(matcher.start());
      return new Finding(diagnostic.getKind(), id, own, diagnostic.getLineNumber(), diagnostic.getColumnNumber());
    }
  }

  /** The processor's own diagnostics. */
  public List<Finding> own() {
    return findings.stream().filter(finding -> !finding.id().isEmpty()).toList();
  }

  /** All diagnostics, for a failure's message. */
  public String report() {
    return findings.stream().map(Finding::toString).collect(Collectors.joining("\n"));
  }

  /** Writes the class files below a folder, as a class path has them. */
  public void write(Path folder) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      Path file = folder.resolve(entry.getKey().replace('.', '/') + ".class");
      Files.createDirectories(file.getParent());
      Files.write(file, entry.getValue());
    }
  }

  /** Writes the class files into a jar. */
  public void write(JarOutputStream jar) throws IOException {
    for (Map.Entry<String, byte[]> entry : classes.entrySet()) {
      jar.putNextEntry(new JarEntry(entry.getKey().replace('.', '/') + ".class"));
      jar.write(entry.getValue());
    }
  }

  /** A class loader over the class files, below the one of the tests. */
  public ClassLoader loader() {
    return new ClassLoader(Compilation.class.getClassLoader()) {
      @Override
      public @Nullable InputStream getResourceAsStream(String name) {
        byte[] content =
            name.endsWith(".class")
                ? classes.get(name.substring(0, name.length() - ".class".length()).replace('/', '.'))
                : null;
        return content == null ? super.getResourceAsStream(name) : new ByteArrayInputStream(content);
      }

      @Override
      protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] content = classes.get(name);
        if (content == null) {
          throw new ClassNotFoundException(name);
        }
        return defineClass(name, content, 0, content.length);
      }
    };
  }
}
