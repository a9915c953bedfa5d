package dev.kernelsmith.benchmarks.hand;

import static dev.kernelsmith.benchmarks.hand.ExpertTile.ANY;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.PANEL;
import static dev.kernelsmith.benchmarks.hand.ExpertTile.ROWS;

/**
 * A convolution in register tiles: eight neighbours of a row of the image, and as many channels as a panel has. Nothing is copied out of
 * the image, since its frame makes every window a few rows of neighbours. Widths and channels must fill tiles and panels.
 */
final class ExpertConvKernels {
  private ExpertConvKernels() {}

  /** Convolves framed images with packed weights, from a bias. */
  private static void convolve(
      Conv conv, float[] images, int channels, float[] panels, int filters, float[] bias, float floor, float[] result) {
    int kernel = conv.kernel();
    int row = conv.framed() * channels;
    int window = kernel * channels;
    for (int n = 0; n < conv.samples(); n++) {
      for (int f = 0; f < filters; f += PANEL) {
        for (int h = 0; h < conv.size(); h++) {
          for (int w = 0; w < conv.size(); w += ROWS) {
            ExpertTile.rows(
                images, (n * conv.framed() + h) * row + w * channels, channels, row, kernel, window, panels,
                f * kernel * window, bias, f, 0, floor, result, ((n * conv.size() + h) * conv.size() + w) * filters + f,
                filters);
          }
        }
      }
    }
  }

  /** See {@link PlainConvKernels.Forward}. */
  record Forward(Conv conv, float[] panels, float[] result) implements HandKernel {
    Forward(Conv conv) {
      this(conv, new float[conv.weights().length],
          new float[conv.samples() * conv.size() * conv.size() * conv.filters()]);
      ExpertTile.pack(conv.weights(), conv.kernel() * conv.kernel() * conv.channels(), conv.filters(), panels);
    }

    @Override
    public void run() {
      convolve(conv, conv.x(), conv.channels(), panels, conv.filters(), conv.bias(), 0, result);
    }
  }

  /** See {@link PlainConvKernels.InputGradient}: a convolution of the gradient with the kernel turned round. */
  record InputGradient(Conv conv, float[] panels, float[] zeros, float[] result) implements HandKernel {
    InputGradient(Conv conv) {
      this(conv, new float[conv.weights().length], new float[conv.channels()],
          new float[conv.samples() * conv.size() * conv.size() * conv.channels()]);
      int places = conv.kernel() * conv.kernel();
      float[] turned = new float[conv.weights().length];
      for (int place = 0; place < places; place++) {
        for (int c = 0; c < conv.channels(); c++) {
          for (int f = 0; f < conv.filters(); f++) {
            turned[((places - 1 - place) * conv.filters() + f) * conv.channels() + c] =
                conv.weights()[(place * conv.channels() + c) * conv.filters() + f];
          }
        }
      }
      ExpertTile.pack(turned, places * conv.filters(), conv.channels(), panels);
    }

    @Override
    public void run() {
      convolve(conv, conv.gradient(), conv.filters(), panels, conv.channels(), zeros, ANY, result);
      int row = conv.size() * conv.channels();
      for (int n = 0; n < conv.samples(); n++) {
        for (int h = 0; h < conv.size(); h++) {
          int x = ((n * conv.framed() + h + conv.border()) * conv.framed() + conv.border()) * conv.channels();
          ExpertTile.keepWherePositive(conv.x(), x, result, (n * conv.size() + h) * row, row);
        }
      }
    }
  }

  /** See {@link PlainConvKernels.KernelGradient}: channels are the rows of tiles, and places of an image are added up one after another. */
  record KernelGradient(Conv conv, float[] panels, float[] zeros, float[] result) implements HandKernel {
    KernelGradient(Conv conv) {
      this(conv, new float[conv.size() * conv.size() * PANEL], new float[PANEL], new float[conv.weights().length]);
    }

    @Override
    public void run() {
      for (int n = 0; n < conv.samples(); n++) {
        for (int f = 0; f < conv.filters(); f += PANEL) {
          pack(n, f);
          for (int r = 0; r < conv.kernel(); r++) {
            for (int s = 0; s < conv.kernel(); s++) {
              add(n, f, r, s);
            }
          }
        }
      }
    }

    /** Adds the part of one image to one place of the kernel, or begins with it. */
    private void add(int n, int f, int r, int s) {
      int channels = conv.channels();
      int row = conv.framed() * channels;
      for (int c = 0; c < channels; c += ROWS) {
        int at = ((r * conv.kernel() + s) * channels + c) * conv.filters() + f;
        float[] start = n == 0 ? zeros : result;
        ExpertTile.columns(
            conv.x(), (n * conv.framed() + r) * row + s * channels + c, channels, row, conv.size(), conv.size(), panels,
            0,
            start, n == 0 ? 0 : at, n == 0 ? 0 : conv.filters(), result, at, conv.filters());
      }
    }

    private void pack(int n, int f) {
      for (int h = 0; h < conv.size(); h++) {
        int from = ((n * conv.framed() + h + conv.border()) * conv.framed() + conv.border()) * conv.filters() + f;
        for (int w = 0; w < conv.size(); w++) {
          System.arraycopy(conv.gradient(), from + w * conv.filters(), panels, (h * conv.size() + w) * PANEL, PANEL);
        }
      }
    }
  }
}
