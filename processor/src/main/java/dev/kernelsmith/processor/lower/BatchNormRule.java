package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.annotations.BatchNorm;
import dev.kernelsmith.annotations.Initializer;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.ShapeChecks;
import dev.kernelsmith.processor.graph.Sizes;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.OwnAdjoint;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;

/** {@link BatchNorm}: any shape to that shape, normalised for each channel. */
public final class BatchNormRule implements LayerLowering {
  @Override
  public Class<BatchNorm> annotation() {
    return BatchNorm.class;
  }

  @Override
  public boolean sound(String layer, Attributes attributes, Diagnostics diagnostics) {
    ShapeChecks checks = new ShapeChecks("BatchNorm", layer, attributes, diagnostics);
    boolean epsilon = checks.epsilon();
    return checks.inRange("momentum", 0, Math.nextDown(1f), "at least 0 and below 1") && epsilon;
  }

  @Override
  public Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    return inputs.getFirst();
  }

  @Override
  public long parameterFloats(Attributes attributes, List<Shape> inputs) {
    return Sizes.padded(4, inputs.getFirst().channels());
  }

  @Override
  public String parameterInput(Shape input) {
    return input.channelsText();
  }

  @Override
  public Buffer lower(LayerNode layer, List<Buffer> inputs, Lowering out) {
    Buffer gamma = out.perChannel(layer, "gamma", Initializer.ONES);
    Buffer beta = out.perChannel(layer, "beta", Initializer.ZEROS);
    double momentum = Double.parseDouble(Float.toString(layer.attributes().floating("momentum")));
    List<Integer> channels = gamma.shape();
    Buffer mean = out.state(layer, "movingMean", channels, Initializer.ZEROS, momentum);
    Buffer variance = out.state(layer, "movingVariance", channels, Initializer.ONES, momentum);
    Buffer y = out.value(layer.name(), layer.shape().dims());
    List<Axis> axes = Lowering.axes(y.shape());
    Affinity affinity = new Affinity(layer, inputs.getFirst(), gamma, beta, axes);
    Expr normalised =
        out.mode() == Mode.TRAINING && !layer.frozen()
            ? affinity.ofBatch(mean, variance, out)
            : affinity.ofAverages(mean, variance, out);
    Activations.apply(layer, y, axes, normalised, out);
    return y;
  }

  /** The normalisation {@code scale * x + shift} of a layer's input. */
  private record Affinity(LayerNode layer, Buffer x, Buffer gamma, Buffer beta, List<Axis> axes) {
    private String named(String part) {
      return Buffer.nameOf(layer.name(), part);
    }

    private List<Axis> channel() {
      return List.of(axes.getLast());
    }

    private Expr at(Buffer ofChannels) {
      return Expr.at(ofChannels, channel());
    }

    private Expr inverseDeviation(Buffer variance) {
      double epsilon = Double.parseDouble(Float.toString(layer.attributes().floating("epsilon")));
      return constant(1).over(Expr.unary(UnaryOp.SQRT, at(variance).plus(constant(epsilon))));
    }

    /** By moving averages: scale and shift follow from parameters, so that they are computed once for many samples. */
    Expr ofAverages(Buffer mean, Buffer variance, Lowering out) {
      Buffer scale = Buffer.ofParameters(named("Scale"), gamma.shape());
      Buffer shift = Buffer.ofParameters(named("Shift"), gamma.shape());
      out.add(
          Statement.assign(layer.name() + " scale", scale, channel(), at(gamma).times(inverseDeviation(variance))));
      out.add(
          Statement.assign(layer.name() + " shift", shift, channel(), at(beta).minus(at(mean).times(at(scale)))));
      return Expr.at(x, axes).times(at(scale)).plus(at(shift));
    }

    /** By mean and variance of the batch, which also become the moving averages' gradients. */
    Expr ofBatch(Buffer movingMean, Buffer movingVariance, Lowering out) {
      Buffer mean = Buffer.ofBatch(named("Mean"), gamma.shape());
      Buffer variance = Buffer.ofBatch(named("Variance"), gamma.shape());
      Buffer deviation = Buffer.ofBatch(named("InverseDeviation"), gamma.shape());
      Buffer scale = Buffer.ofBatch(named("Scale"), gamma.shape());
      Buffer normalised = out.value(named("Normalised"), x.shape());
      BatchStatistics.of(layer.name(), x, mean, variance, out);
      out.add(
          Statement.assign(layer.name() + " inverse deviation", deviation, channel(), inverseDeviation(variance)));
      out.add(Statement.assign(layer.name() + " scale", scale, channel(), at(gamma).times(at(deviation))));
      out.add(
          Statement.assign(
              layer.name() + " normalisation", normalised, axes, centred(mean).times(at(scale)).plus(at(beta))));
      boolean again = !layer.owner().equals(layer.name());
      out.add(
          Statement.assign(layer.name() + " moving mean", movingMean.gradient(), channel(), at(mean))
              .accumulating(again));
      out.add(
          Statement.assign(layer.name() + " moving variance", movingVariance.gradient(), channel(), at(variance))
              .accumulating(again));
      out.adjoint(normalised, sink -> adjoint(Expr.at(normalised, axes), mean, deviation, scale, sink));
      return Expr.at(normalised, axes);
    }

    private Expr centred(Buffer mean) {
      return Expr.at(x, axes).minus(at(mean));
    }

    /**
     * The gradient through mean and variance in its closed form, {@code dx = scale * (dy - mean(dy) - xhat * mean(dy * xhat))}, where the derived
     * one takes four sums over the batch, two of them behind the others: the sums are those of the gradients of beta and gamma.
     */
    private void adjoint(
        Expr.Read y, Buffer mean, Buffer deviation, Buffer scale, OwnAdjoint.Sink sink) {
      Expr dy = sink.of(y);
      Expr share = Expr.Scalar.INVERSE_SAMPLES.times(constant((double) gamma.elements() / x.elements()));
      Buffer sum = sink.sum(beta, layer.name() + " backward sum", axes, dy);
      Buffer weighted =
          sink.sum(gamma, layer.name() + " backward weighted sum", axes, dy.times(centred(mean).times(at(deviation))));
      Buffer common = Buffer.ofBatch(named("MeanGradient"), gamma.shape());
      Buffer slope = Buffer.ofBatch(named("DeviationGradient"), gamma.shape());
      sink.add(Statement.assign(layer.name() + " mean gradient", common, channel(), at(sum).times(share)));
      sink.add(
          Statement.assign(
              layer.name() + " deviation gradient", slope, channel(), at(weighted).times(share).times(at(deviation))));
      sink.contribute(
          Expr.at(x, axes), axes, dy.minus(at(common)).minus(centred(mean).times(at(slope))).times(at(scale)));
    }
  }
}
