import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Trainer;
import java.util.Arrays;
import shop.LeNet5Network;
import shop.Models_ResidualNetwork;

/** Uses all three networks and prints one line of "name = value" for each thing seen. */
public final class Main {
  private Main() {}

  public static void main(String[] args) {
    LeNet5Network digits = new LeNet5Network(7);
    System.out.println("kernels = " + digits.engine().kernels());
    System.out.println("own members = " + digits.describe());
    System.out.println("untrained = " + Arrays.toString(digits.predict(bars(3))));
    show("LeNet5", digits, 3, bars());
    show("Residual", new Models_ResidualNetwork(7), 30, sums());
    show("Tiny", new TinyNetwork(7), 30, sides());
  }

  private static void show(String name, CompiledNetwork network, int epochs, ArrayDataset data) {
    double before = Evaluation.of(network, data).loss();
    Trainer.of(network).epochs(epochs).batchSize(10).seed(1).fit(data);
    System.out.println(name + " loss before = " + before);
    System.out.println(name + " loss after = " + Evaluation.of(network, data).loss());
  }

  private static float[] bars(int digit) {
    float[] image = new float[28 * 28];
    Arrays.fill(image, 28 * (2 * digit + 4), 28 * (2 * digit + 6), 1);
    return image;
  }

  private static ArrayDataset bars() {
    float[][] images = new float[50][];
    int[] classes = new int[images.length];
    for (int i = 0; i < images.length; i++) {
      classes[i] = i % 10;
      images[i] = bars(classes[i]);
    }
    return ArrayDataset.ofClasses(images, classes);
  }

  private static ArrayDataset sums() {
    float[][] inputs = new float[33][8];
    float[][] targets = new float[inputs.length][1];
    for (int i = 0; i < inputs.length; i++) {
      for (int k = 0; k < 8; k++) {
        inputs[i][k] = (float) StrictMath.sin(i * 8 + k);
        targets[i][0] += inputs[i][k] / 4;
      }
    }
    return ArrayDataset.ofValues(inputs, targets);
  }

  private static ArrayDataset sides() {
    float[][] inputs = new float[20][2];
    int[] classes = new int[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      classes[i] = i % 2;
      inputs[i][classes[i]] = 1 + i / 20f;
    }
    return ArrayDataset.ofClasses(inputs, classes);
  }
}
