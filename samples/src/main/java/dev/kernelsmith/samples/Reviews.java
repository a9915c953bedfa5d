package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.InputType.INT;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;

import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Embedding;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Gru;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.data.sequences.BytePairTokenizer;
import dev.kernelsmith.data.sequences.TextModel;
import dev.kernelsmith.data.sequences.TextPreparation;
import dev.kernelsmith.data.sequences.Truncation;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.train.Progress;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Short texts of different lengths: whether a review is a good one. */
@Network
@Optimizer(type = ADAM, learningRate = 5e-3, clipNorm = 1)
public class Reviews {
  static final int TOKENS = 24;
  static final int VOCABULARY = 320;

  // @formatter:off
  @Input(value = TOKENS, type = INT)                             Layer words;
  @Input(value = 1, type = INT)                                  Layer length;
  @From("words") @Embedding(vocabulary = VOCABULARY, units = 16) Layer meanings;
  @Gru(units = 16, mask = "length", bidirectional = true)     Layer read;
  @Dense(units = 2) @Loss(SOFTMAX_CROSS_ENTROPY)                 Layer verdict;
  // @formatter:on

  private static final String[] GOOD = {"great", "lovely", "superb", "fun", "touching"};
  private static final String[] BAD = {"dull", "awful", "boring", "silly", "slow"};
  private static final String[] THINGS = {"the plot", "the music", "the cast", "the ending", "every scene"};

  /** Reviews and what they say. */
  record Drawn(List<String> texts, List<String> labels) {}

  /** Draws reviews. What counts is the word and whether "not" stands before it, wherever that is. */
  static Drawn draw(int count, long seed) {
    Random random = new Random(seed);
    Drawn drawn = new Drawn(new ArrayList<>(), new ArrayList<>());
    for (int i = 0; i < count; i++) {
      boolean good = random.nextBoolean();
      boolean not = random.nextInt(3) == 0;
      String opening = random.nextBoolean() ? "" : "i saw it " + (random.nextBoolean() ? "yesterday, " : "twice, ");
      String word = (good != not ? GOOD : BAD)[random.nextInt(GOOD.length)];
      drawn.texts().add(opening + THINGS[random.nextInt(THINGS.length)] + " is " + (not ? "not " : "") + word);
      drawn.labels().add(good ? "good" : "bad");
    }
    return drawn;
  }

  /** Learns from reviews. */
  static TextModel train(Drawn reviews, int epochs) {
    TextPreparation preparation =
        TextPreparation.of(BytePairTokenizer.train(VOCABULARY, reviews.texts()), TOKENS, List.of("bad", "good"))
            .truncated(Truncation.KEEP_END).withLengths();
    TextModel model = preparation.model(new ReviewsNetwork(1));
    model.trainer().epochs(epochs).batchSize(32).progress(Progress.auto())
        .fit(preparation.dataset(reviews.texts(), reviews.labels()));
    return model;
  }

  /** Learns from 2,000 reviews, and judges two others. */
  public static void main(String[] args) {
    TextModel model = train(draw(2_000, 1), 8);
    for (String review : List.of("the music is not dull", "i saw it twice, the plot is not fun")) {
      System.out.println(review + ": " + model.predict(review));
    }
  }
}
