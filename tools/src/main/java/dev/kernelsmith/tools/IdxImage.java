package dev.kernelsmith.tools;

import dev.kernelsmith.data.idx.IdxArray;
import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.data.idx.IdxType;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** One image of an IDX file, such as MNIST's. */
final class IdxImage {
  private IdxImage() {}

  /**
   * Reads an image.
   *
   * @param index which, from 0
   * @return the pixels, 0 to 1, prepared as {@link DigitPreparation} does
   * @throws IOException if the file cannot be read
   * @throws IllegalArgumentException if it holds no grey images, or not as many
   */
  static float[] read(Path file, long index) throws IOException {
    IdxArray images = IdxFiles.read(file);
    List<Integer> shape = images.shape();
    if (shape.size() != 3 || images.type() != IdxType.UBYTE) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT,
              "%s holds %s elements of shape %s, not grey images: name a file like t10k-images-idx3-ubyte", file,
              images.type(), Texts.shape(shape)));
    }
    if (index < 0 || index >= shape.getFirst()) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "%s has no image %d: its %d images are counted from 0", file, index,
              shape.getFirst()));
    }
    int height = shape.get(1);
    int width = shape.get(2);
    float[] values = new float[height * width];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) images.valueAt((int) index * values.length + i) / 255;
    }
    return DigitPreparation.prepare(new GreyImage(width, height, values));
  }
}
