package dev.kernelsmith.processor.emit.text;

import com.palantir.javapoet.CodeBlock;

/** Takes the lines of a method's body, in order. */
public interface Lines {
  /** A statement. */
  void line(String statement);

  /**
   * A new local.
   *
   * @param name which nothing else in the method has
   */
  default void declare(String type, String name, Value value) {
    line(type + " " + name + " = " + value.text());
  }

  /** Begins a block. */
  void open(String header);

  /** Ends the block of a condition and begins the next: {@code else}, or another condition after it. */
  void otherwise(String header);

  /** Ends a block. */
  void close();

  /** Lines that are written as they come. */
  static Lines to(CodeBlock.Builder code) {
    return new Lines() {
      @Override
      public void line(String statement) {
        code.addStatement("$L", statement);
      }

      @Override
      public void open(String header) {
        code.beginControlFlow("$L", header);
      }

      @Override
      public void otherwise(String header) {
        code.nextControlFlow("$L", header);
      }

      @Override
      public void close() {
        code.endControlFlow();
      }
    };
  }
}
