package dev.kernelsmith.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.Safetensors;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model of pictures predicts from files, also when it is read back. */
class PictureModelTest {
  @TempDir Path folder;
  private PictureDataset pictures;

  @BeforeEach
  void draw() throws IOException {
    Random random = new Random(1);
    for (int i = 0; i < 40; i++) {
      Path file = folder.resolve("pictures").resolve(i % 2 == 0 ? "red" : "blue, or so").resolve(i + ".png");
      Files.createDirectories(file.getParent());
      BufferedImage image = new BufferedImage(9, 7, BufferedImage.TYPE_INT_RGB);
      for (int k = 0; k < 63; k++) {
        int strong = 150 + random.nextInt(100);
        int weak = random.nextInt(100);
        image.setRGB(k % 9, k / 9, i % 2 == 0 ? strong << 16 | weak : weak << 16 | strong);
      }
      assertTrue(ImageIO.write(image, "png", file.toFile()));
    }
    pictures = Pictures.folder(folder.resolve("pictures")).size(4, 4).read();
  }

  private PictureModel trained() {
    PictureModel model = pictures.model(new ShadesNetwork(1));
    Dataset changed = Augmentation.none().flip().crop(1).brightness(0.1).of(pictures, 3);
    model.trainer().epochs(30).batchSize(8).threads(1).fit(changed);
    return model;
  }

  @Test
  void whatIsReadBackPredictsTheSame() throws IOException {
    PictureModel model = trained();
    Path file = folder.resolve("shades.safetensors");
    model.save(file);
    PictureModel loaded = PictureModel.load(file);
    PictureModel given = PictureModel.load(new ShadesNetwork(7), file);
    for (int i = 0; i < pictures.size(); i++) {
      Path picture = pictures.file(i);
      assertEquals(pictures.classNames().get(pictures.classOf(i)), loaded.predict(picture).label());
      assertEquals(model.predict(picture).probabilities(), loaded.predict(picture).probabilities());
      assertEquals(model.predict(picture).probabilities(), given.predict(picture).probabilities());
      float[] fromData = new float[pictures.inputLength()];
      pictures.copyInput(i, fromData, 0);
      assertArrayEquals(fromData, loaded.preparation().inputs(Picture.read(picture))[0]);
    }
    assertEquals("red", loaded.predictAny(Picture.read(pictures.file(39))).label());
    String other = assertThrows(IllegalArgumentException.class, () -> loaded.predictAny("text")).getMessage();
    assertTrue(other.contains("pictures"), other);
  }

  @Test
  void whatDoesNotFitIsNamed() throws IOException {
    PictureModel model = trained();
    PictureDataset larger = Pictures.folder(folder.resolve("pictures")).size(5, 4).read();
    String size =
        assertThrows(IllegalArgumentException.class, () -> larger.model(new ShadesNetwork(1))).getMessage();
    assertTrue(size.contains("takes [4, 4, 3]") && size.contains("@Network(input = {5, 4, 3})"), size);
    PictureDataset padded = Pictures.folder(folder.resolve("pictures")).size(4, 4).fit(Fit.PAD).read();
    String fit = assertThrows(IllegalArgumentException.class, () -> padded.model(model.network())).getMessage();
    assertTrue(fit.contains("PAD") && fit.contains("CROP"), fit);
    PictureDataset more = Pictures.folder(folder.resolve("pictures")).classNames(List.of("red", "blue, or so", "x"))
        .size(4, 4).read();
    String classes =
        assertThrows(IllegalArgumentException.class, () -> more.model(new ShadesNetwork(1))).getMessage();
    assertTrue(classes.contains("3 classes") && classes.contains("units = 3"), classes);
  }

  /** Each metadata entry of the preparation, spoiled or left out. */
  @Test
  void damagedPreparationsAreRefused() throws IOException {
    Path file = folder.resolve("shades.safetensors");
    trained().save(file);
    SafetensorsFile whole = Safetensors.read(file);
    for (String key : whole.metadata().keySet()) {
      if (!key.startsWith("preparation/")) {
        continue;
      }
      for (String value : new String[] {"", "-1", "99999999999", "0", "red", "\u0000"}) {
        Map<String, String> metadata = new LinkedHashMap<>(whole.metadata());
        metadata.put(key, value);
        Safetensors.write(file, new SafetensorsFile(whole.tensors(), metadata));
        try {
          Model.load(file);
          assertTrue(key.contains("class."), key + " = " + value);
        } catch (DataFormatException | IllegalArgumentException expected) {
          assertTrue(expected.getMessage().length() > 20, expected.getMessage());
        }
      }
    }
  }
}
