package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.peers.PeerLayer.Activation;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import java.util.Arrays;
import java.util.List;

/** A library of straight loops in double precision, sample by sample, which predicts only. */
public class PlainPeer implements Peer {
  private final boolean channelsFirst;

  /** Made by name: channels first. */
  public PlainPeer() {
    this(true);
  }

  PlainPeer(boolean channelsFirst) {
    this.channelsFirst = channelsFirst;
  }

  @Override
  public String version() {
    return "1";
  }

  @Override
  public boolean channelsFirst() {
    return channelsFirst;
  }

  @Override
  public boolean trains() {
    return false;
  }

  @Override
  public Training training(PeerNetwork network, int threads) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Prediction prediction(PeerNetwork network, int samples, int threads) {
    return new Loops(network, samples);
  }

  /** An image of three extents, or a vector of one channel in one column. */
  private record Image(int height, int width, int channels, boolean channelsFirst, double[] values) {
    static Image empty(int height, int width, int channels, boolean channelsFirst) {
      return new Image(height, width, channels, channelsFirst, new double[height * width * channels]);
    }

    int at(int row, int column, int channel) {
      return channelsFirst ? (channel * height + row) * width + column : (row * width + column) * channels + channel;
    }

    /** A value; 0 beyond the border. */
    double get(int row, int column, int channel) {
      return row < 0 || column < 0 || row >= height || column >= width ? 0 : values[at(row, column, channel)];
    }
  }

  private static final class Loops implements Prediction {
    private final PeerNetwork network;
    private final float[] probabilities;

    Loops(PeerNetwork network, int samples) {
      this.network = network;
      probabilities = new float[samples * network.classes()];
    }

    @Override
    public void predict(PeerInputs inputs) {
      int floats = network.floats();
      int classes = network.classes();
      for (int sample = 0; sample < probabilities.length / classes; sample++) {
        double[] values = new double[floats];
        for (int i = 0; i < floats; i++) {
          values[i] = inputs.values()[sample * floats + i];
        }
        List<Integer> shape = network.shape();
        Image image =
            network.isImage() ? new Image(shape.get(0), shape.get(1), shape.get(2), network.channelsFirst(), values)
                : new Image(floats, 1, 1, false, values);
        double[] logits = run(image, network.layers()).values;
        double sum = Arrays.stream(logits).map(Math::exp).sum();
        for (int k = 0; k < classes; k++) {
          probabilities[sample * classes + k] = (float) (Math.exp(logits[k]) / sum);
        }
      }
    }

    @Override
    public float[] probabilities() {
      return probabilities;
    }

    private Image run(Image input, List<PeerLayer> layers) {
      Image value = input;
      for (PeerLayer layer : layers) {
        value = run(value, layer);
      }
      return value;
    }

    private Image run(Image in, PeerLayer layer) {
      return switch (layer) {
        case Dense d -> dense(in, d);
        case Convolution c -> convolution(in, c);
        case MaxPool pool -> pool(in);
        case Mean mean -> mean(in);
        case Flatten f -> new Image(in.values.length, 1, 1, false, in.values);
        case BatchNorm n -> scaled(in, n);
        case Residual r -> {
          Image path = run(in, r.path());
          Image shortcut = run(in, r.shortcut());
          for (int i = 0; i < path.values.length; i++) {
            path.values[i] = Math.max(0, path.values[i] + shortcut.values[i]);
          }
          yield path;
        }
      };
    }

    private static Image dense(Image in, Dense d) {
      Image out = Image.empty(d.units(), 1, 1, false);
      for (int unit = 0; unit < d.units(); unit++) {
        double sum = d.bias()[unit];
        for (int i = 0; i < d.inputs(); i++) {
          sum += in.values[i] * d.weights()[i * d.units() + unit];
        }
        out.values[unit] = activated(sum, d.activation());
      }
      return out;
    }

    private Image convolution(Image in, Convolution c) {
      int rows = (in.height + 2 * c.padding() - c.kernel()) / c.stride() + 1;
      int columns = (in.width + 2 * c.padding() - c.kernel()) / c.stride() + 1;
      Image out = Image.empty(rows, columns, c.filters(), in.channelsFirst);
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          for (int filter = 0; filter < c.filters(); filter++) {
            double sum = c.bias().length == 0 ? 0 : c.bias()[filter];
            for (int r = 0; r < c.kernel(); r++) {
              for (int s = 0; s < c.kernel(); s++) {
                for (int channel = 0; channel < c.channels(); channel++) {
                  sum += weight(c, r, s, channel, filter) * in.get(
                      row * c.stride() + r - c.padding(), column * c.stride() + s - c.padding(), channel);
                }
              }
            }
            out.values[out.at(row, column, filter)] = activated(sum, c.activation());
          }
        }
      }
      return out;
    }

    private double weight(Convolution c, int row, int column, int channel, int filter) {
      return c.weights()[network.channelsFirst()
          ? ((filter * c.channels() + channel) * c.kernel() + row) * c.kernel() + column
          : ((row * c.kernel() + column) * c.channels() + channel) * c.filters() + filter];
    }

    private static Image pool(Image in) {
      Image out = Image.empty(in.height / 2, in.width / 2, in.channels, in.channelsFirst);
      for (int row = 0; row < out.height; row++) {
        for (int column = 0; column < out.width; column++) {
          for (int channel = 0; channel < in.channels; channel++) {
            double above =
                Math.max(in.get(2 * row, 2 * column, channel), in.get(2 * row, 2 * column + 1, channel));
            double below =
                Math.max(in.get(2 * row + 1, 2 * column, channel), in.get(2 * row + 1, 2 * column + 1, channel));
            out.values[out.at(row, column, channel)] = Math.max(above, below);
          }
        }
      }
      return out;
    }

    private static Image mean(Image in) {
      Image out = Image.empty(in.channels, 1, 1, false);
      for (int channel = 0; channel < in.channels; channel++) {
        for (int row = 0; row < in.height; row++) {
          for (int column = 0; column < in.width; column++) {
            out.values[channel] += in.get(row, column, channel) / (in.height * in.width);
          }
        }
      }
      return out;
    }

    private static Image scaled(Image in, BatchNorm n) {
      Image out = Image.empty(in.height, in.width, in.channels, in.channelsFirst);
      for (int i = 0; i < out.values.length; i++) {
        out.values[i] = activated(in.values[i] / Math.sqrt(1 + (double) n.epsilon()), n.activation());
      }
      return out;
    }

    private static double activated(double sum, Activation activation) {
      return switch (activation) {
        case NONE -> sum;
        case RELU -> Math.max(0, sum);
        case TANH -> Math.tanh(sum);
      };
    }
  }
}
