package dev.kernelsmith.processor.testing;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;

/**
 * What came of a compilation.
 *
 * @param success whether the compiler reported no error
 * @param findings all diagnostics, in their order
 * @param sources generated sources by qualified class name
 * @param classes class files by binary class name
 */
public record Compilation(
    boolean success, List<Finding> findings, Map<String, String> sources, Map<String, byte[]> classes) {
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

  /** A class loader over the class files, below the one of the tests. */
  public ClassLoader loader() {
    return new ClassLoader(Compilation.class.getClassLoader()) {
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
