package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.sequences.TextModel;
import dev.kernelsmith.runtime.train.Evaluation;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The samples over sequences learn what takes a memory, on few samples. */
class SequenceJobsTest {
  /** The variance of the sum is 1 / 6. */
  @Test
  void whatWasMarkedIsAdded() {
    AddingProblemNetwork network = AddingProblem.train(3_000, 10);
    double error = Evaluation.of(network, AddingProblem.rows(500, 2)).loss();
    assertTrue(error < 0.02, "mean squared error " + error);
  }

  @Test
  void aForecastIsBetterThanLastWeek() {
    float[] demand = DemandForecast.draw(200, 0.03, 1);
    double error = DemandForecast.train(demand, 20).error();
    assertTrue(error < 0.9 * DemandForecast.asLastWeek(demand), "mean squared error " + error);
  }

  /** Guessing each character alike has a loss of 3.3, and knowing how frequent each is, one of 2.8. */
  @Test
  void aTextIsContinuedInItsWords() {
    StoryWriter.Writer writer = StoryWriter.train(StoryWriter.draw(500, 1), 8);
    double loss = writer.history().epochs().getLast().loss();
    assertTrue(loss > StoryWriter.entropy() && loss < 0.6, "loss " + loss);
    String text = writer.write("the quick fox ", 120, 1);
    List<String> known = List.of(StoryWriter.draw(500, 1).split("[ .]+"));
    List<String> words = List.of(text.substring(0, text.lastIndexOf(' ')).split("[ .]+"));
    long right = words.stream().filter(known::contains).count();
    assertTrue(right >= words.size() - 2, text);
  }

  @Test
  void aReviewIsJudgedByItsWords() {
    TextModel model = Reviews.train(Reviews.draw(600, 1), 8);
    Reviews.Drawn others = Reviews.draw(100, 2);
    int right = 0;
    for (int i = 0; i < 100; i++) {
      right += model.predict(others.texts().get(i)).label().equals(others.labels().get(i)) ? 1 : 0;
    }
    assertTrue(right >= 90, right + " of 100");
    assertEquals("bad", model.predict("the cast is awful").label());
  }
}
