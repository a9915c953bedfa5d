package dev.kernelsmith.benchmarks.peers;

import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import java.util.ArrayList;
import java.util.List;

/** Puts channels first, where they were last. */
final class ChannelsFirst {
  private ChannelsFirst() {}

  /** A network that has channels first. */
  static PeerNetwork of(PeerNetwork network) {
    return new PeerNetwork(network.workload(), network.shape(), true, network.optimizer(), of(network.layers()));
  }

  private static List<PeerLayer> of(List<PeerLayer> layers) {
    List<PeerLayer> turned = new ArrayList<>();
    for (int i = 0; i < layers.size(); i++) {
      PeerLayer before = i == 0 ? null : layers.get(i - 1);
      turned.add(switch (layers.get(i)) {
        case Convolution c -> new Convolution(c.kernel(), c.channels(), c.filters(), c.stride(), c.padding(),
            rowsSwapped(Matrices.transposed(c.weights(), c.kernel() * c.kernel(), c.channels() * c.filters()),
                c.channels(), c.filters(), c.kernel() * c.kernel()),
            c.bias(), c.activation());
        case Dense d when before instanceof Flatten f -> new Dense(d.inputs(), d.units(),
            rowsSwapped(d.weights(), f.height() * f.width(), f.channels(), d.units()), d.bias(), d.activation());
        case Residual r -> new Residual(of(r.path()), of(r.shortcut()));
        case PeerLayer other -> other;
      });
    }
    return turned;
  }

  /** An image. */
  static float[] image(float[] image, List<Integer> shape) {
    return Matrices.transposed(image, shape.get(0) * shape.get(1), shape.get(2));
  }

  /** A matrix whose rows are numbered by two axes, with these axes the other way round. */
  private static float[] rowsSwapped(float[] matrix, int outer, int inner, int columns) {
    float[] turned = new float[matrix.length];
    for (int row = 0; row < outer * inner; row++) {
      int from = row % outer * inner + row / outer;
      System.arraycopy(matrix, from * columns, turned, row * columns, columns);
    }
    return turned;
  }
}
