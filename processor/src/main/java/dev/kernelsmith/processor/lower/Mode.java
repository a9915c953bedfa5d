package dev.kernelsmith.processor.lower;

/** What a program is for. A layer may differ in it, as dropout does; its parameters may not. */
public enum Mode {
  /** Its gradients are wanted: noise takes part, statistics are those of the batch. */
  TRAINING("train", "training step"),
  /** Its result is wanted. */
  PREDICTION("predict", "prediction");

  private final String program;
  private final String words;

  Mode(String program, String words) {
    this.program = program;
    this.words = words;
  }

  /** What its program does, in one word: the program's name, and the beginning of names in generated code. */
  public String program() {
    return program;
  }

  /** A run of its program, in words. */
  public String words() {
    return words;
  }
}
