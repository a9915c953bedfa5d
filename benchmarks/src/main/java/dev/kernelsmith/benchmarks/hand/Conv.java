package dev.kernelsmith.benchmarks.hand;

/**
 * A convolution of stride 1 with relu, behind another layer with relu, and its data. Images have zeros around them, which are there in all
 * versions: whoever writes an image writes it into such a frame.
 *
 * @param samples samples
 * @param size height and width of the result
 * @param channels channels of the image
 * @param filters channels of the result
 * @param kernel height and width of the kernel, odd; the frame is half as wide, so that the result has the size of the image
 * @param x {@code [samples][size + kernel - 1][size + kernel - 1][channels]}, values of the layer before
 * @param weights {@code [kernel][kernel][channels][filters]}
 * @param bias one a filter
 * @param gradient {@code [samples][size + kernel - 1][size + kernel - 1][filters]}, the loss by the layer's sums
 */
record Conv(int samples, int size, int channels, int filters, int kernel, float[] x, float[] weights, float[] bias,
    float[] gradient) {
  static Conv of(int samples, int size, int channels, int filters, int kernel) {
    return new Conv(
        samples, size, channels, filters, kernel,
        frame(Data.relu(samples * size * size * channels, 1), samples, size, kernel / 2, channels),
        Data.normal(kernel * kernel * channels * filters, 2), Data.normal(filters, 3),
        frame(Data.normal(samples * size * size * filters, 4), samples, size, kernel / 2, filters));
  }

  private static float[] frame(float[] images, int samples, int size, int width, int channels) {
    int framed = size + 2 * width;
    float[] result = new float[samples * framed * framed * channels];
    for (int n = 0; n < samples; n++) {
      for (int h = 0; h < size; h++) {
        System.arraycopy(
            images, (n * size + h) * size * channels, result, ((n * framed + h + width) * framed + width) * channels,
            size * channels);
      }
    }
    return result;
  }

  /** Height and width of a framed image. */
  int framed() {
    return size + kernel - 1;
  }

  /** Width of the frame. */
  int border() {
    return kernel / 2;
  }

  /** Operations of each of its three products, those with the zeros of the frame too. */
  double flops() {
    return 2.0 * samples * size * size * kernel * kernel * channels * filters;
  }
}
