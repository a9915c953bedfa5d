package dev.kernelsmith.processor.diagnostics;

import javax.tools.Diagnostic.Kind;

/** Every message the processor can print, each with its id and, in the text, a repair. */
public enum Message {
  /** An internal failure. */
  INTERNAL(Kind.ERROR, "Kernelsmith failed on %s: %s. Please report this with the annotated class.");

  private final Kind kind;
  private final String format;

  Message(Kind kind, String format) {
    this.kind = kind;
    this.format = format;
  }

  /** Error, warning or note. */
  public Kind kind() {
    return kind;
  }

  /** The text, with {@link java.util.Formatter} placeholders. */
  public String format() {
    return format;
  }
}
