package dev.kernelsmith.runtime.io;

import java.util.Locale;

/**
 * A file is not what it has to be: damaged, cut off, of another format, or larger than can be held. The message names
 * the file, what is wrong, what was expected and what to do. Nothing has been loaded when it is thrown. Failures of
 * the file system itself (no such file, no permission, disk full) are {@link java.io.IOException}s.
 */
public final class DataFormatException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final int MAX_PART = 400;

  private final String file;

  /**
   * Describes a file that cannot be used.
   *
   * @param file the file, usually a {@link java.nio.file.Path}
   * @param problem what is wrong, and where in the file
   * @param expected what was expected instead
   * @param remedy what the user can do
   */
  public DataFormatException(Object file, String problem, String expected, String remedy) {
    super(String.format(Locale.ROOT, "%s: %s; expected %s; %s", file, printable(problem), printable(expected), remedy));
    this.file = file.toString();
  }

  /**
   * Describes a file that cannot be used, with the exception that revealed it.
   *
   * @param file the file, usually a {@link java.nio.file.Path}
   * @param problem what is wrong, and where in the file
   * @param expected what was expected instead
   * @param remedy what the user can do
   * @param cause the exception that revealed it
   */
  public DataFormatException(Object file, String problem, String expected, String remedy, Throwable cause) {
    this(file, problem, expected, remedy);
    initCause(cause);
  }

  /**
   * Problems may quote a hostile file: no control characters for the terminal, and no more text than a person reads.
   */
  private static String printable(String text) {
    String part = text.length() <= MAX_PART ? text : text.substring(0, MAX_PART) + "...";
    return part.replaceAll("\\p{Cntrl}", "?");
  }

  /** The file at fault. */
  public String file() {
    return file;
  }
}
