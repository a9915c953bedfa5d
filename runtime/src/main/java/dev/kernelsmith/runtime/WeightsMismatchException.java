package dev.kernelsmith.runtime;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A file is sound, but made for another network or another training. The message lists every difference; nothing was changed. */
public final class WeightsMismatchException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final List<String> differences;

  /**
   * Lists what differs.
   *
   * @param file the file
   * @param purpose what it was to be used for: {@code network LeNet5}
   * @param differences one phrase for each difference
   * @param remedy what to do
   */
  public WeightsMismatchException(Path file, String purpose, List<String> differences, String remedy) {
    this(file.toString(), purpose, differences, remedy);
  }

  WeightsMismatchException(String source, String purpose, List<String> differences, String remedy) {
    super(
        String.format(Locale.ROOT, "%s does not fit %s:%n  - %s%n%s", source, purpose,
            String.join(System.lineSeparator() + "  - ", differences), remedy));
    this.differences = List.copyOf(differences);
  }

  /** One phrase for each difference. */
  public List<String> differences() {
    return differences;
  }
}
