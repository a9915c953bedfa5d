package dev.kernelsmith.processor.emit.text;

import dev.kernelsmith.processor.ir.Buffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The constants of a generated class that say where buffers lie; those of the class around it can be seen as well. */
public final class Constants {
  private final @Nullable Constants around;
  private final Names names;
  private final Map<String, String> byBuffer = new HashMap<>();

  /**
   * No constants yet.
   *
   * @param names the fields of the class
   */
  public Constants(Names names) {
    this(null, names);
  }

  private Constants(@Nullable Constants around, Names names) {
    this.around = around;
    this.names = names;
  }

  /** Those of a nested class. */
  public Constants nested() {
    return new Constants(this, names.inner());
  }

  /** A new constant for a buffer. */
  public String add(Buffer buffer) {
    String name = names.exact(Names.constant(buffer.label()));
    byBuffer.put(buffer.name(), name);
    return name;
  }

  /** The constant of a buffer; that of a parameter for its gradient. */
  public String of(Buffer buffer) {
    return of(buffer.role() == Buffer.Role.GRADIENT ? buffer.owner() : buffer.name());
  }

  private String of(String buffer) {
    String name = byBuffer.get(buffer);
    return name != null ? name : Objects.requireNonNull(around, buffer).of(buffer);
  }

  /** The names of a method of the class. */
  public Names locals() {
    return names.inner();
  }
}
