package dev.kernelsmith.samples;

import static dev.kernelsmith.annotations.Activation.RELU;
import static dev.kernelsmith.annotations.LossFunction.SOFTMAX_CROSS_ENTROPY;
import static dev.kernelsmith.annotations.OptimizerType.ADAM;
import static dev.kernelsmith.annotations.Padding.SAME;

import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.Dense;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Pool;
import dev.kernelsmith.data.pictures.Augmentation;
import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.PictureDataset;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pictures.Pictures;
import dev.kernelsmith.runtime.Layer;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.samples.shapes.DrawnSigns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import javax.imageio.ImageIO;

/** Which sign is on a picture: a folder of pictures for each class, of any size, to a model in one file that predicts from a picture. */
@Network(input = {32, 32, 3})
@Optimizer(type = ADAM, learningRate = 1e-3)
public class Signs {
  // @formatter:off
  @Conv2D(filters = 16, kernel = 3, padding = SAME, activation = RELU) Layer conv1;
  @Pool(size = 2)                                                      Layer pool1;
  @Conv2D(filters = 32, kernel = 3, padding = SAME, activation = RELU) Layer conv2;
  @Pool(size = 2)                                                      Layer pool2;
  @Dense(units = 64, activation = RELU)                                Layer hidden;
  @Dense(units = 3) @Loss(SOFTMAX_CROSS_ENTROPY)                       Layer kind;
  // @formatter:on

  /** Learns from most of the pictures, changed anew in each epoch, and prints how well it does on the rest. */
  static PictureModel train(Path folder, int epochs) throws IOException {
    PictureDataset pictures = Pictures.folder(folder).size(32, 32).fit(Fit.PAD).read();
    Split parts = Split.stratified(pictures, 0.2, 1);
    PictureModel model = pictures.model(new SignsNetwork(1));
    Augmentation changes = Augmentation.none().flip().shift(0.1).rotate(10).brightness(0.1);
    model.trainer().epochs(epochs).progress(Progress.auto()).fit(changes.of(parts.training(), 1));
    System.out.println(Evaluation.of(model.network(), parts.validation()));
    return model;
  }

  /** Draws pictures, from 40 to 80 pixels wide and high, into a folder for each shape. */
  static void draw(Path folder, int ofEach, long seed) throws IOException {
    Random random = new Random(seed);
    for (int kind = 0; kind < DrawnSigns.KINDS.size(); kind++) {
      Path pictures = Files.createDirectories(folder.resolve(DrawnSigns.KINDS.get(kind)));
      for (int i = 0; i < ofEach; i++) {
        DrawnSigns.Sign sign = DrawnSigns.draw(kind, 40 + random.nextInt(41), 40 + random.nextInt(41), random);
        ImageIO.write(sign.image(), "png", pictures.resolve(i + ".png").toFile());
      }
    }
  }

  /** Draws 900 pictures, learns from them, and says with what was saved what is on another. */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("signs");
    draw(folder.resolve("pictures"), 300, 1);
    train(folder.resolve("pictures"), 20).save(folder.resolve("signs.safetensors"));
    draw(folder.resolve("others"), 1, 2);
    PictureModel model = PictureModel.load(folder.resolve("signs.safetensors"));
    System.out.println(model.predict(folder.resolve("others/chequers/0.png")));
  }
}
