package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.InputType;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.PositionalEmbedding;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.Stepper;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * A transformer (Radford et al., "Improving Language Understanding by Generative Pre-Training", 2018) that learns to write, a character at a time. Its text is drawn by a small
 * grammar, so that it is known how well a character can be foretold at best: by the entropy of the grammar's choices.
 */
@Network(stepwise = "text")
@Optimizer(type = ADAM, learningRate = 3e-3)
public class CharacterTransformer {
  /** Characters that the network sees at a time; it foretells the one behind each of them. */
  static final int WINDOW = 32;

  private static final String CHARACTERS = "abcdefghijklmnopqrstuvwxyz .";
  private static final List<List<String>> GRAMMAR =
      List.of(
          List.of("the ", "a ", "one ", "my "), List.of("old ", "small ", "red ", "quiet ", ""),
          List.of("fox ", "owl ", "miller ", "river ", "cat "),
          List.of("sees ", "follows ", "hears ", "finds "), List.of("the ", "a ", "every "),
          List.of("bridge. ", "garden. ", "moon. ", "mouse. ", "letter. "));

  // @formatter:off
  @Input(value = WINDOW, type = InputType.INT)                             Layer text;
  @Embedding(vocabulary = 28, units = 32)                                  Layer characters;
  @PositionalEmbedding                                                     Layer placed;
  @Block(TransformerLayer.class)                                           Layer first;
  @Block(TransformerLayer.class)                                           Layer second;
  @LayerNorm                                                               Layer normal;
  @TimeDistributed @Dense(units = 28) @Loss(SOFTMAX_CROSS_ENTROPY)         Layer next;
  // @formatter:on

  /** Nats a character that nobody can foretell, on average over long texts. */
  static double entropy() {
    double nats = 0;
    double characters = 0;
    for (List<String> words : GRAMMAR) {
      nats += Math.log(words.size());
      characters += words.stream().mapToInt(String::length).average().orElseThrow();
    }
    return nats / characters;
  }

  /** A text of at least so many characters. */
  static String text(int length, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    while (text.length() < length) {
      GRAMMAR.forEach(words -> text.append(words.get(random.nextInt(words.size()))));
    }
    return text.toString();
  }

  /** Windows of a text, each a window behind the one before, and for each of their characters the next one. */
  static Dataset windows(String text) {
    int count = (text.length() - 1) / WINDOW;
    float[] numbers = new float[count * WINDOW + 1];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = CHARACTERS.indexOf(text.charAt(i));
    }
    return ArrayDataset.ofValues(
        Arrays.copyOf(numbers, count * WINDOW), WINDOW, Arrays.copyOfRange(numbers, 1, numbers.length), WINDOW);
  }

  private static int[] numbers(String text) {
    return text.chars().map(CHARACTERS::indexOf).toArray();
  }

  /** Continues a text, each character drawn by its probability. Where the window is full, a new one begins with half of what was written last. */
  static String write(CharacterTransformerNetwork network, String beginning, int length, Random random) {
    StringBuilder text = new StringBuilder(beginning);
    Stepper stepper = network.stepper();
    float[] probabilities = stepper.feed(numbers(beginning.substring(Math.max(0, beginning.length() - WINDOW))));
    while (text.length() < beginning.length() + length) {
      double rest = random.nextDouble();
      int character = 0;
      while (character < CHARACTERS.length() - 1 && rest >= probabilities[character]) {
        rest -= probabilities[character++];
      }
      text.append(CHARACTERS.charAt(character));
      if (stepper.position() < WINDOW) {
        probabilities = stepper.step(character);
      } else {
        stepper.reset();
        probabilities = stepper.feed(numbers(text.substring(text.length() - WINDOW / 2)));
      }
    }
    return text.substring(beginning.length());
  }

  /** What trains it. */
  static Trainer trainer(CharacterTransformerNetwork network, int epochs) {
    return Trainer.of(network).epochs(epochs).batchSize(32).seed(1);
  }

  /** Learns, then prints how well it foretells a text that it has not seen, beside how well that can be done, and writes some. */
  public static void main(String[] args) {
    CharacterTransformerNetwork network = new CharacterTransformerNetwork(1);
    trainer(network, 12).progress(Progress.auto()).fit(windows(text(60_000, 1)));
    double loss = Evaluation.of(network, windows(text(10_000, 2))).loss();
    System.out.printf(Locale.ROOT, "%.3f nats a character; the grammar has %.3f%n", loss, entropy());
    System.out.println(write(network, text(WINDOW, 3), 300, new Random(4)));
  }
}
