package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.train.Evaluation;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CharacterTransformerTest {
  /** Nobody foretells better than the grammar allows; a character by itself has 2.7 nats, a word nearly known 0.6. */
  @Test
  void foretellsWordsFromWhatIsBeforeThem() {
    CharacterTransformerNetwork network = new CharacterTransformerNetwork(1);
    CharacterTransformer.trainer(network, 5).fit(CharacterTransformer.windows(CharacterTransformer.text(24_000, 1)));
    double loss = Evaluation.of(network, CharacterTransformer.windows(CharacterTransformer.text(3_000, 2))).loss();
    assertTrue(loss > CharacterTransformer.entropy() && loss < 1.2, "loss " + loss);
    String beginning = CharacterTransformer.text(CharacterTransformer.WINDOW, 3);
    assertEquals(40, CharacterTransformer.write(network, beginning, 40, new Random(1)).length());
  }

  /** What it says of a step follows from what is before that: causal attention lets nothing else through. */
  @Test
  void readsNothingAhead() {
    CharacterTransformerNetwork network = new CharacterTransformerNetwork(5);
    int[] window = new Random(2).ints(CharacterTransformer.WINDOW, 0, 28).toArray();
    float[] before = network.predict(window).clone();
    window[20] = (window[20] + 1) % 28;
    float[] after = network.predict(window);
    for (int i = 0; i < before.length; i++) {
      assertTrue(i >= 20 * 28 || before[i] == after[i], "step " + i / 28);
    }
    assertTrue(before[20 * 28] != after[20 * 28]);
  }
}
