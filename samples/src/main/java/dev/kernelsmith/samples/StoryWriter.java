package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.InputType.INT;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Lstm;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.TimeDistributed;
import dev.kernelsmith.data.sequences.CharacterTokenizer;
import dev.kernelsmith.data.sequences.Tokenizer;
import dev.kernelsmith.data.sequences.Windows;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.Stepper;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingHistory;
import java.util.Locale;
import java.util.Random;

/** A text, character by character: learns which comes next, and so writes some. */
@Network(stepwise = "text")
@Optimizer(type = ADAM, learningRate = 5e-3, clipNorm = 1)
public class StoryWriter {
  static final int WINDOW = 48;
  static final int CHARACTERS = 28;

  // @formatter:off
  @Input(value = WINDOW, type = INT)                                       Layer text;
  @Embedding(vocabulary = CHARACTERS, units = 16)                          Layer letters;
  @Lstm(units = 96, sequences = true)                                      Layer memory;
  @TimeDistributed @Dense(units = CHARACTERS) @Loss(SOFTMAX_CROSS_ENTROPY) Layer next;
  // @formatter:on

  private static final String[] WHO = {"the quick fox", "a lazy dog", "my old cat", "the big bear", "a young zebra"};
  private static final String[] DOES =
      {"jumps over", "sees", "likes", "paints", "fixes", "visits", "looks at", "waves at"};
  private static final String[] WHAT =
      {"the river", "a box", "the moon", "a green hat", "the quiet house", "a jazz band"};

  /** Draws a text of sentences. Their three parts are independent, so that it is known how well it can be foreseen. */
  static String draw(int sentences, long seed) {
    Random random = new Random(seed);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < sentences; i++) {
      text.append(of(WHO, random)).append(' ').append(of(DOES, random)).append(' ').append(of(WHAT, random))
          .append('.');
    }
    return text.toString();
  }

  private static String of(String[] parts, Random random) {
    return parts[random.nextInt(parts.length)];
  }

  /**
   * The least loss that there is for a character: the information in a sentence, by its length. Who sees a window only is a little above, since a window begins in the
   * midst of a sentence.
   */
  static double entropy() {
    return Math.log((double) WHO.length * DOES.length * WHAT.length) / (mean(WHO) + mean(DOES) + mean(WHAT) + 3);
  }

  private static double mean(String[] parts) {
    double sum = 0;
    for (String part : parts) {
      sum += part.length();
    }
    return sum / parts.length;
  }

  /** What was learned. */
  record Writer(StoryWriterNetwork network, Tokenizer tokenizer, TrainingHistory history) {
    /** Writes so many characters behind a beginning, each drawn as likely as the network thinks it is. */
    String write(String beginning, int count, long seed) {
      Random random = new Random(seed);
      StringBuilder text = new StringBuilder(beginning);
      Stepper stepper = network.stepper();
      float[] probabilities = stepper.feed(tokenizer.encode(beginning));
      for (int i = 0; i < count; i++) {
        double left = random.nextDouble();
        int token = 0;
        while (token < tokenizer.size() - 1 && left >= probabilities[token]) {
          left -= probabilities[token++];
        }
        text.append(tokenizer.token(token));
        probabilities = stepper.step(token);
      }
      return text.toString();
    }
  }

  /** Learns a text. */
  static Writer train(String text, int epochs) {
    Tokenizer tokenizer = CharacterTokenizer.of(text);
    Split parts = Windows.ofTokens(tokenizer.encode(text), WINDOW).stride(7).split(0.1);
    StoryWriterNetwork network = new StoryWriterNetwork(1);
    TrainingHistory history =
        Trainer.of(network).epochs(epochs).batchSize(32).learningRate(LearningRate.cosine(5e-3, 2e-4, epochs))
            .validation(parts.validation()).progress(Progress.auto()).fit(parts.training());
    return new Writer(network, tokenizer, history);
  }

  /** Learns from 1,200 sentences, and writes. */
  public static void main(String[] args) {
    Writer writer = train(draw(1_200, 1), 12);
    System.out.printf(Locale.ROOT, "Nobody can foresee a character with a loss below %.3f.%n", entropy());
    System.out.println(writer.write("the quick ", 200, 1));
  }
}
