package dev.kernelsmith.samples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.samples.shapes.DrawnSigns;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The jobs with pictures do what they say, on other pictures than those they have learned from. */
class PictureJobsTest {
  @TempDir Path folder;

  @Test
  void signsInFoldersAreTold() throws IOException {
    Signs.draw(folder.resolve("pictures"), 120, 1);
    Signs.train(folder.resolve("pictures"), 15).save(folder.resolve("signs.safetensors"));
    Signs.draw(folder.resolve("others"), 30, 2);
    PictureModel model = PictureModel.load(folder.resolve("signs.safetensors"));
    int right = 0;
    for (String kind : DrawnSigns.KINDS) {
      for (int i = 0; i < 30; i++) {
        Prediction prediction = model.predict(folder.resolve("others").resolve(kind).resolve(i + ".png"));
        right += prediction.label().equals(kind) ? 1 : 0;
      }
    }
    assertTrue(right > 65, right + " of 90");
  }

  @Test
  void signsAreFoundWhereTheyAre() {
    SignFinderNetwork network = new SignFinderNetwork(1);
    SignFinder.train(network, SignFinder.draw(1_500, 1), 16);
    Evaluation evaluation = Evaluation.of(network, SignFinder.draw(300, 2));
    assertTrue(evaluation.part("kind").accuracy().orElseThrow() > 0.7, evaluation.toString());
    assertEquals(0, Math.sqrt(evaluation.part("place").loss()), 0.09, evaluation.toString());
  }

  @Test
  void newDigitsProfitFromOldOnes() {
    Dataset few = Samples.of(NewDigits.newDigits(400, 3)).take(15);
    Dataset test = NewDigits.newDigits(1_500, 4);
    OldDigitsNetwork old = NewDigits.old(8_000, 5);
    NewDigitsNetwork transferred = NewDigits.transferred(old, few, 40);
    assertEquals(old.parameter("conv2.weights"), transferred.parameter("conv2.weights"));
    double with = Evaluation.of(transferred, test).accuracy().orElseThrow();
    double without = Evaluation.of(NewDigits.fromNothing(few, 40), test).accuracy().orElseThrow();
    assertTrue(with > without && with > 0.75, with + " with, " + without + " without");
  }
}
