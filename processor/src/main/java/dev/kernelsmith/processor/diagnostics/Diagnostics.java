package dev.kernelsmith.processor.diagnostics;

import java.util.ArrayList;
import java.util.List;
import javax.tools.Diagnostic.Kind;

/** Collects what is found wrong with one class; errors are data first and are printed once, at the end. */
public final class Diagnostics {
  /**
   * One finding.
   *
   * @param message which
   * @param position where
   * @param text the formatted text, with the id in front
   */
  public record Finding(Message message, Position position, String text) {}

  private final List<Finding> findings = new ArrayList<>();

  /** Records a finding. */
  public void report(Message message, Position position, Object... arguments) {
    findings.add(
        new Finding(message, position, "[" + message.name() + "] " + message.format().formatted(arguments)));
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
