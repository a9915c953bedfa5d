package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.pooling.Pool;
import dev.kernelsmith.benchmarks.peers.PeerLayer;
import dev.kernelsmith.benchmarks.peers.PeerLayer.BatchNorm;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Convolution;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Dense;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Flatten;
import dev.kernelsmith.benchmarks.peers.PeerLayer.MaxPool;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Mean;
import dev.kernelsmith.benchmarks.peers.PeerLayer.Residual;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/** Makes blocks of layers. Weights can be set once the blocks are initialized. */
final class DjlBlocks {
  private final List<Weight> weights = new ArrayList<>();

  private record Weight(Block block, String parameter, float[] values) {}

  SequentialBlock of(List<PeerLayer> layers) {
    SequentialBlock sequence = new SequentialBlock();
    for (PeerLayer layer : layers) {
      add(sequence, layer);
    }
    return sequence;
  }

  void setWeights() {
    for (Weight weight : weights) {
      weight.block.getParameters().get(weight.parameter).getArray().set(FloatBuffer.wrap(weight.values));
    }
  }

  private void add(SequentialBlock sequence, PeerLayer layer) {
    switch (layer) {
      case Dense d -> {
        Block linear = Linear.builder().setUnits(d.units()).build();
        weights.add(new Weight(linear, "weight", d.weightsByUnit()));
        weights.add(new Weight(linear, "bias", d.bias()));
        sequence.add(linear);
        activate(sequence, d.activation());
      }
      case Convolution c -> {
        sequence.add(convolution(c));
        activate(sequence, c.activation());
      }
      case MaxPool pool -> sequence.add(Pool.maxPool2dBlock(new Shape(2, 2), new Shape(2, 2)));
      case Mean mean -> {
        sequence.add(Pool.globalAvgPool2dBlock());
        sequence.add(Blocks.batchFlattenBlock());
      }
      case Flatten f -> sequence.add(Blocks.batchFlattenBlock());
      case BatchNorm n -> {
        sequence.add(ai.djl.nn.norm.BatchNorm.builder().optEpsilon(n.epsilon()).optMomentum(n.momentum()).build());
        activate(sequence, n.activation());
      }
      case Residual r -> {
        Block shortcut = r.shortcut().isEmpty() ? Blocks.identityBlock() : of(r.shortcut());
        sequence.add(new ParallelBlock(DjlBlocks::sum, List.of(of(r.path()), shortcut)));
        sequence.add(Activation.reluBlock());
      }
    }
  }

  private Block convolution(Convolution c) {
    Block block =
        Conv2d.builder().setKernelShape(new Shape(c.kernel(), c.kernel())).setFilters(c.filters())
            .optStride(new Shape(c.stride(), c.stride())).optPadding(new Shape(c.padding(), c.padding()))
            .optBias(c.bias().length > 0).build();
    weights.add(new Weight(block, "weight", c.weights()));
    if (c.bias().length > 0) {
      weights.add(new Weight(block, "bias", c.bias()));
    }
    return block;
  }

  private static NDList sum(List<NDList> paths) {
    return new NDList(paths.get(0).singletonOrThrow().add(paths.get(1).singletonOrThrow()));
  }

  private static void activate(SequentialBlock sequence, PeerLayer.Activation activation) {
    switch (activation) {
      case NONE -> {
        // Sums stay as they are.
      }
      case RELU -> sequence.add(Activation.reluBlock());
      case TANH -> sequence.add(Activation.tanhBlock());
    }
  }
}
