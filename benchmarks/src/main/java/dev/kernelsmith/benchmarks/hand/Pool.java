package dev.kernelsmith.benchmarks.hand;

/**
 * The gradient of pooling of 2 x 2 behind relu, and its data.
 *
 * @param samples samples
 * @param size height and width of what was pooled, half of those of the image
 * @param channels channels
 * @param pooled {@code [samples][size][size][channels]}, the largest of each window, and at least 0
 * @param argmax which of each window it was, from 0 in row-major order
 * @param gradient the loss by what was pooled
 */
record Pool(int samples, int size, int channels, float[] pooled, float[] argmax, float[] gradient) {
  static Pool of(int samples, int size, int channels) {
    int length = samples * size * size * channels;
    float[] argmax = new float[length];
    for (int i = 0; i < length; i++) {
      argmax[i] = i * 7 % 13 % 4;
    }
    return new Pool(samples, size, channels, Data.relu(length, 1), argmax, Data.normal(length, 2));
  }

  /** Floats of the image. */
  int imageLength() {
    return 4 * pooled.length;
  }
}
