package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class DigitReaderTest {
  @Test
  void trains() {
    DigitReaderNetwork network = new DigitReaderNetwork(1);
    DigitReader.train(network, HandwrittenDigits.draw(64, 1), 1);
    assertTrue(Evaluation.of(network, HandwrittenDigits.draw(20, 2)).loss() > 0);
  }

  @Tag("thorough")
  @Test
  void learns() {
    DigitReaderNetwork network = new DigitReaderNetwork(1);
    DigitReader.train(network, HandwrittenDigits.draw(1_000, 1), 4);
    double accuracy = Evaluation.of(network, HandwrittenDigits.draw(500, 2)).accuracy().orElseThrow();
    assertTrue(accuracy > 0.8, () -> "accuracy " + accuracy);
  }
}
