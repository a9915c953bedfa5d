package dev.kernelsmith.runtime.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Data sets of users' own with each mistake that they can make, and class numbers that do not fit. */
class CustomDatasetTest {
  private static final int LENGTH = 4;

  @TempDir Path directory;

  /** A sound data set of 40 samples, 4 values and 3 classes, which each test spoils in one way. */
  private static class Custom implements Dataset {
    @Override
    public int size() {
      return 40;
    }

    @Override
    public int inputLength() {
      return LENGTH;
    }

    @Override
    public void copyInput(int index, float[] into, int offset) {
      Arrays.fill(into, offset, offset + LENGTH, index % 3 - 1);
    }

    @Override
    public boolean hasClasses() {
      return true;
    }

    @Override
    public int classOf(int index) {
      return index % 3;
    }

    @Override
    public int targetLength() {
      return 0;
    }

    @Override
    public void copyTarget(int index, float[] into, int offset) {
      throw new IllegalStateException("there are no values");
    }
  }

  private static final Map<String, Consumer<Dataset>> USES =
      Map.of(
          "training", data -> trainer().fit(data),
          "validation", data -> trainer().validation(data).fit(new Custom()),
          "evaluation", data -> Evaluation.of(network(), data),
          "prediction", data -> network().predict(data),
          "classes", data -> network().classify(data),
          "split", data -> trainer().validationSplit(0.5).fit(data),
          "stratified", data -> trainer().fit(Split.stratified(data, 0.5, 1).training()),
          "scaling", data -> Normalization.standard(data));

  @Test
  void aSoundOneIsUsed() {
    USES.values().forEach(use -> use.accept(new Custom()));
    USES.forEach((name, use) -> use.accept(Subset.range(new Custom(), 1, 30)));
  }

  @Test
  void impossibleSizes() {
    for (int size : new int[] {-1, Integer.MIN_VALUE}) {
      refused("says that it has " + size + " samples: size() must give their number", new Custom() {
        @Override
        public int size() {
          return size;
        }
      }, "training", "validation", "evaluation", "prediction", "classes", "split", "stratified", "scaling");
    }
    if (Runtime.getRuntime().maxMemory() < 8L << 30) {
      refused("says that it has 2147483647 samples", new Custom() {
        @Override
        public int size() {
          return Integer.MAX_VALUE;
        }
      }, "training", "validation", "evaluation", "prediction", "classes", "split", "stratified");
    }
  }

  @Test
  void impossibleLengths() {
    for (int length : new int[] {0, -3}) {
      refused("says that an input has " + length + " values", new Custom() {
        @Override
        public int inputLength() {
          return length;
        }
      }, "training", "validation", "evaluation", "prediction", "classes", "split", "stratified", "scaling");
    }
    refused("says that a target has -2 values", new Custom() {
      @Override
      public boolean hasClasses() {
        return false;
      }

      @Override
      public int targetLength() {
        return -2;
      }
    }, "training", "validation", "evaluation", "prediction");
  }

  @Test
  void inputsOfAnotherLengthThanSaid() {
    for (int length : new int[] {LENGTH + 1, LENGTH + 2, 3 * LENGTH, 100 * LENGTH}) {
      refused("copyInput", writing(7, 0, length), "training", "validation", "evaluation", "prediction", "classes",
          "scaling");
    }
    for (int length : new int[] {0, 1, LENGTH - 1}) {
      refused("sample 7 of the", writing(7, 0, length), "training", "validation", "evaluation", "prediction", "classes",
          "scaling");
      refused("left some of them unwritten", writing(7, 0, length), "training", "validation", "evaluation",
          "prediction");
    }
    Dataset short7 = writing(7, 0, 0);
    String type = short7.getClass().getName();
    refused("sample 6 of the data (" + type.substring(type.lastIndexOf('.') + 1) + ", part)",
        Subset.range(short7, 1, 40), "evaluation");
    for (int shift : new int[] {-1, 1}) {
      refused("sample 7 of the", writing(7, shift, LENGTH), "training", "validation", "evaluation", "prediction",
          "classes");
    }
  }

  private static Dataset writing(int sample, int shift, int length) {
    return new Custom() {
      @Override
      public void copyInput(int index, float[] into, int offset) {
        int from = offset + (index == sample ? shift : 0);
        Arrays.fill(into, from, from + (index == sample ? length : LENGTH), 0.5f);
      }
    };
  }

  @Test
  void mistakesNameTheSample() {
    refused("sample 9 of the", new Custom() {
      @Override
      public void copyInput(int index, float[] into, int offset) {
        float[][] rows = new float[index == 9 ? 0 : 40][LENGTH];
        System.arraycopy(rows[index], 0, into, offset, LENGTH);
      }
    }, "training", "validation", "evaluation", "prediction", "classes", "scaling");
    refused("classOf threw java.lang.NullPointerException", new Custom() {
      @Override
      public int classOf(int index) {
        Integer none = index == 9 ? null : Integer.valueOf(1);
        return none;
      }
    }, "training", "validation", "evaluation", "stratified");
    UnsupportedOperationException thrown =
        assertThrows(UnsupportedOperationException.class, () -> network().predict(new Custom() {
          @Override
          public void copyInput(int index, float[] into, int offset) {
            throw new UnsupportedOperationException("on purpose");
          }
        }));
    assertTrue(thrown.getSuppressed()[0].getMessage().contains("sample 0 of the data"));
  }

  @Test
  void classesOutOfRange() {
    for (int number : new int[] {-1, Integer.MIN_VALUE}) {
      refused("sample 5 of the", withClass(number), "training", "validation", "evaluation", "stratified");
      refused("has class " + number + ": class numbers go from 0", withClass(number), "training", "evaluation");
    }
    refused("has class 3, but network Linear tells 3 classes apart", withClass(3), "training", "validation",
        "evaluation");
    refused("has class 3: class numbers go from 0 to 2", new Custom() {
      private int calls;

      @Override
      public int classOf(int index) {
        return calls++ < 40 ? index % 3 : 3;
      }
    }, "training");
  }

  private static Dataset withClass(int number) {
    return new Custom() {
      @Override
      public int classOf(int index) {
        return index == 5 ? number : index % 3;
      }
    };
  }

  @Test
  void classesThatAreNotCountedFromZeroGetTheirRepair() throws IOException {
    float[][] inputs = new float[6][LENGTH];
    repair("The data uses the classes 1, 2, 3 only: number them from 0 (subtract 1), or use 4 output units",
        ArrayDataset.ofClasses(inputs, new int[] {1, 2, 3, 1, 2, 3}));
    repair("The data uses the classes 3, 5, 9 only: number them from 0, or use 10 output units",
        ArrayDataset.ofClasses(inputs, new int[] {3, 5, 9, 3, 5, 9}));
    repair("The data has more classes than that: use one output unit for each",
        ArrayDataset.ofClasses(inputs, new int[] {0, 1, 2, 3, 0, 1}));
    repair(
        "The data uses the classes 1, 2, 3 only: number them from 0 with CsvFile.classNames(List.of(\"1\", \"2\", \"3\"))",
        named(List.of("0", "1", "2", "3"), 1, 2, 3));
    trainer().fit(named(List.of("1", "2", "3"), 0, 1, 2));
  }

  private static void repair(String message, Dataset data) {
    refused(message, data, "training", "evaluation");
  }

  /** A class number must mean the same in all data that one network sees. */
  @Test
  void otherClassNamesThanThoseOfTheTrainingDataAreRefused() throws IOException {
    Dataset training = named(List.of("-1", "0", "1"), 0, 1, 2);
    Dataset other = named(List.of("0", "1"), 0, 1);
    Dataset same = named(List.of("-1", "0", "1"), 1, 2);
    LinearNetwork network = network();
    Trainer trainer = Trainer.of(network).epochs(1).threads(1);
    String message = "class 0 is \"-1\" in the training data, but \"0\" in the ";
    IllegalArgumentException refusal =
        assertThrows(IllegalArgumentException.class, () -> trainer.validation(other).fit(training));
    assertTrue(refusal.getMessage().contains(message + "validation data"), refusal.getMessage());
    trainer.validation(same).fit(training);
    assertEquals(training.classNames(), network.engine().classNames());
    refusal = assertThrows(IllegalArgumentException.class, () -> Evaluation.of(network, Subset.of(other, 1)));
    assertTrue(refusal.getMessage().contains(message + "data: read it with"), refusal.getMessage());
    Evaluation.of(network, same);
    Evaluation.of(network, new Custom());
    network.save(directory.resolve("weights"));
    network.load(directory.resolve("weights"));
    Evaluation.of(network, other);
  }

  /** Equal samples of classes that have names, as a file may give them. */
  private static Dataset named(List<String> names, int... classes) {
    return new Custom() {
      @Override
      public int size() {
        return classes.length;
      }

      @Override
      public int classOf(int index) {
        return classes[index];
      }

      @Override
      public List<String> classNames() {
        return names;
      }
    };
  }

  private static LinearNetwork network() {
    return LinearNetwork.classifier(LENGTH, 3, 1);
  }

  private static Trainer trainer() {
    return Trainer.of(network()).epochs(1).batchSize(8).threads(2);
  }

  private static void refused(String message, Dataset data, String... uses) {
    for (String use : uses) {
      IllegalArgumentException refusal =
          assertThrows(IllegalArgumentException.class, () -> USES.get(use).accept(data), use);
      assertTrue(refusal.getMessage().contains(message), use + ": " + refusal.getMessage());
    }
  }
}
