package dev.kernelsmith.samples.digits;

import dev.kernelsmith.runtime.data.Dataset;
import java.util.List;

/**
 * Grey images of digits with class numbers, a byte per pixel.
 *
 * @param pixels image after image, row by row
 * @param labels class number of each image
 */
record DrawnImages(byte[] pixels, byte[] labels) implements Dataset {
  @Override
  public int size() {
    return labels.length;
  }

  @Override
  public int inputLength() {
    return pixels.length / labels.length;
  }

  @Override
  public List<Integer> inputShape() {
    return List.of(HandwrittenDigits.SIZE, HandwrittenDigits.SIZE, 1);
  }

  @Override
  public void copyInput(int index, float[] into, int offset) {
    int length = inputLength();
    for (int i = 0; i < length; i++) {
      into[offset + i] = (pixels[index * length + i] & 0xff) / 255f;
    }
  }

  @Override
  public boolean hasClasses() {
    return true;
  }

  @Override
  public int classOf(int index) {
    return labels[index];
  }

  @Override
  public int targetLength() {
    return 0;
  }

  @Override
  public void copyTarget(int index, float[] into, int offset) {
    throw new IllegalStateException("the targets are class numbers");
  }
}
