package dev.kernelsmith.processor.lower;

/** What a program is for. A layer may differ in it, as dropout does; its parameters may not. */
public enum Mode {
  /** Its gradients are wanted: noise takes part, statistics are those of the batch. */
  TRAINING("train"),
  /** Its result is wanted. */
  PREDICTION("predict");

  private final String program;

  Mode(String program) {
    this.program = program;
  }

  /** What its program does, in one word: the program's name, and the beginning of names in generated code. */
  public String program() {
    return program;
  }
}
