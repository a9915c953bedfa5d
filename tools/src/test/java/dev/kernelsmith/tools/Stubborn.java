package dev.kernelsmith.tools;

/** A program whose work does not end when it is interrupted. */
final class Stubborn {
  private Stubborn() {}

  public static void main(String[] args) throws Exception {
    Signals.listen();
    Signals.process().guard(() -> {
      System.out.println("ready");
      while (true) {
        if (Thread.interrupted()) {
          System.out.println("interrupted");
        }
        Thread.onSpinWait();
      }
    });
  }
}
