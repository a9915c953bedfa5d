package dev.kernelsmith.processor.diagnostics;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import javax.tools.Diagnostic.Kind;
import org.jspecify.annotations.Nullable;

/** Collects what is found wrong with one class; errors are data first and are printed once, at the end. */
public final class Diagnostics {
  /**
   * One finding.
   *
   * @param message which
   * @param position where, or null for the class as a whole
   * @param text the formatted text, with the id in front
   */
  public record Finding(Message message, @Nullable Position position, String text) {}

  private final List<Finding> findings;
  private final String ending;

  /** Takes findings, of which there are none yet. */
  public Diagnostics() {
    this(new ArrayList<>(), "");
  }

  private Diagnostics(List<Finding> findings, String ending) {
    this.findings = findings;
    this.ending = ending;
  }

  /** What is reported to the result is found here, its text with another sentence at the end. */
  public Diagnostics ending(String sentence) {
    return new Diagnostics(findings, " " + sentence);
  }

  /**
   * Records a finding.
   *
   * @param message which
   * @param position where, or null for the class as a whole
   * @param arguments of the message's format
   */
  public void report(Message message, @Nullable Position position, Object... arguments) {
    String text = String.format(Locale.ROOT, message.format(), arguments);
    int line = text.indexOf('\n') < 0 ? text.length() : text.indexOf('\n');
    findings.add(
        new Finding(
            message, position, "[" + message.name() + "] " + text.substring(0, line) + ending + text.substring(line)));
  }

  /** Whether an error was found. */
  public boolean hasErrors() {
    return findings.stream().anyMatch(f -> f.message().kind() == Kind.ERROR);
  }

  /** All findings, in order. */
  public List<Finding> findings() {
    return List.copyOf(findings);
  }
}
