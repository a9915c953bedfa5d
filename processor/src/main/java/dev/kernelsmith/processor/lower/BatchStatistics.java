package dev.kernelsmith.processor.lower;

import static dev.kernelsmith.processor.ir.Expr.constant;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * Mean and variance of each channel over a batch, in one pass over what has many values for a channel in each sample.
 *
 * <p>That pass gives mean and sum of squares about the mean of each sample, from sums of differences to one of the sample's own values
 * (shifted data), and these are put together by the formula for parts: what lies within the samples and what lies between them. Chan,
 * Golub and LeVeque, "Algorithms for computing the sample variance: analysis and recommendations", The American Statistician 37 (1983),
 * has both. No value lies further from the mean than sqrt(n - 1) standard deviations (Samuelson, "How deviant can you be?", JASA 63, 1968), so
 * cancellation costs a factor of n at the very most, and commonly none, however large the mean is. The mean of the batch is rounded where it is large;
 * what is left of it in the differences, {@code r}, is added to the mean, and its square taken from the variance (the corrected two-pass algorithm of the
 * same paper). So without spread the result is 0 but for {@code r * r} times the rounding of floats.
 */
final class BatchStatistics {
  private final String layer;
  private final Buffer x;
  private final List<Axis> axes;
  private final List<Axis> channel;
  private final List<Axis> positions;
  private final long count;
  private final Lowering out;

  private BatchStatistics(String layer, Buffer x, Lowering out) {
    this.layer = layer;
    this.x = x;
    this.out = out;
    axes = Lowering.axes(x.shape());
    channel = List.of(axes.getLast());
    positions = axes.subList(0, axes.size() - 1);
    count = Axis.iterations(positions);
  }

  /**
   * Adds the statements.
   *
   * @param layer the layer that they belong to
   * @param x the values, channels last
   * @param mean takes the mean of each channel
   * @param variance takes the variance of each channel
   */
  static void of(String layer, Buffer x, Buffer mean, Buffer variance, Lowering out) {
    BatchStatistics statistics = new BatchStatistics(layer, x, out);
    if (statistics.count == 1) {
      Expr value = Expr.at(x, statistics.axes);
      statistics.join(value, constant(0), mean, variance);
    } else {
      statistics.ofParts(mean, variance);
    }
  }

  private Expr at(Buffer ofChannels) {
    return Expr.at(ofChannels, channel);
  }

  private Buffer ofSample(String part) {
    return out.value(Buffer.nameOf(layer, part), List.of(channel.getFirst().extent()));
  }

  private Buffer ofBatch(String part) {
    return Buffer.ofBatch(Buffer.nameOf(layer, part), List.of(channel.getFirst().extent()));
  }

  /** From means and squares of each sample. */
  private void ofParts(Buffer mean, Buffer variance) {
    Expr first = first();
    Expr difference = Expr.at(x, axes).minus(first);
    Buffer sum = ofSample("DifferenceSum");
    Buffer squares = ofSample("DifferenceSquares");
    Buffer sampleMean = ofSample("SampleMean");
    Buffer within = ofSample("SampleSquares");
    out.add(Statement.sum(layer + " difference sum", sum, channel, positions, difference));
    out.add(Statement.sum(layer + " difference squares", squares, channel, positions, difference.times(difference)));
    Expr share = at(sum).times(constant(1.0 / count));
    out.add(Statement.assign(layer + " sample mean", sampleMean, channel, first.plus(share)));
    out.add(
        Statement.assign(
            layer + " sample squares", within, channel,
            Expr.max(at(squares).minus(at(sum).times(share)), constant(0))));
    join(at(sampleMean), at(within), mean, variance);
  }

  /** The value in the middle of a sample: one at the edge is less like the others where padding takes part in it. */
  private Expr.Read first() {
    List<Affine> index = new ArrayList<>();
    positions.forEach(a -> index.add(Affine.of(a.extent() / 2)));
    index.add(Affine.of(channel.getFirst()));
    return Expr.read(x, index);
  }

  /** The batch's from those of the samples. */
  private void join(Expr sampleMean, Expr within, Buffer mean, Buffer variance) {
    Expr inverse = Expr.Scalar.INVERSE_SAMPLES;
    List<Axis> ones = axes.stream().filter(a -> count == 1 && positions.contains(a)).toList();
    Buffer sum = ofBatch("MeanSum");
    Buffer squares = ofBatch("Squares");
    Buffer rounded = ofBatch("RoundedMean");
    Buffer left = ofBatch("LeftSum");
    Expr between = sampleMean.minus(at(rounded));
    out.add(Statement.sum(layer + " mean sum", sum, channel, ones, sampleMean));
    out.add(Statement.assign(layer + " rounded mean", rounded, channel, at(sum).times(inverse)));
    out.add(
        Statement.sum(
            layer + " squares", squares, channel, ones, within.plus(between.times(between).times(constant(count)))));
    out.add(Statement.sum(layer + " left sum", left, channel, ones, between));
    Expr rest = at(left).times(inverse);
    out.add(Statement.assign(layer + " mean", mean, channel, at(rounded).plus(new Expr.StopGradient(rest))));
    Expr aboutRounded = at(squares).times(inverse.times(constant(1.0 / count)));
    // But for rounding what is left is 0, and so is its derivative.
    Expr correction = Expr.max(aboutRounded.minus(rest.times(rest)), constant(0)).minus(aboutRounded);
    out.add(
        Statement.assign(
            layer + " variance", variance, channel, aboutRounded.plus(new Expr.StopGradient(correction))));
  }
}
