package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.annotations.ArgMax;
import dev.kernelsmith.annotations.Conv1D;
import dev.kernelsmith.annotations.Conv2D;
import dev.kernelsmith.annotations.CrossAttention;
import dev.kernelsmith.annotations.DepthToSpace;
import dev.kernelsmith.annotations.Divide;
import dev.kernelsmith.annotations.Flatten;
import dev.kernelsmith.annotations.Gru;
import dev.kernelsmith.annotations.LayerNorm;
import dev.kernelsmith.annotations.Lstm;
import dev.kernelsmith.annotations.Max;
import dev.kernelsmith.annotations.Mean;
import dev.kernelsmith.annotations.Multiply;
import dev.kernelsmith.annotations.Reshape;
import dev.kernelsmith.annotations.RmsNorm;
import dev.kernelsmith.annotations.SelfAttention;
import dev.kernelsmith.annotations.SimpleRnn;
import dev.kernelsmith.annotations.SpaceToDepth;
import dev.kernelsmith.annotations.Subtract;
import dev.kernelsmith.annotations.Sum;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.ir.Expr;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Every kind of layer the processor knows: a new one is a class in this package and a row here. */
public final class LayerTable {
  private static final List<LayerLowering> RULES =
      List.of(
          new DenseRule(), new ConvRule(Conv2D.class, 3), new PoolRule(),
          new ElementwiseRule(Add.class, Expr::plus, true),
          new ConcatRule(), new BatchNormRule(), new LastAxesNormRule(LayerNorm.class, true),
          new LastAxesNormRule(RmsNorm.class, false), new GroupNormRule(),
          new InstanceNormRule(), new LocalResponseNormRule(), new ActivateRule(), new PReluRule(), new CReluRule(),
          new DropoutRule(),
          new ElementwiseRule(Subtract.class, Expr::minus, false),
          new ElementwiseRule(Multiply.class, Expr::times, true),
          new ElementwiseRule(Divide.class, Expr::over, false),
          new MatMulRule(), new ReduceRule(Sum.class), new ReduceRule(Mean.class), new ReduceRule(Max.class),
          new ReduceRule(ArgMax.class), new ReshapeRule(Reshape.class), new ReshapeRule(Flatten.class),
          new PermuteRule(), new SliceRule(), new PadRule(), new UpsampleRule(),
          new BlockRule(DepthToSpace.class), new BlockRule(SpaceToDepth.class),
          new ConvRule(Conv1D.class, 2), new DepthwiseConv2DRule(), new SeparableConv2DRule(),
          new ConvTranspose2DRule(),
          new GlobalPoolRule(), new ConstantRule(), new OneHotRule(), new EmbeddingRule(),
          new RecurrentRule(SimpleRnn.class, Cell.SIMPLE), new RecurrentRule(Gru.class, Cell.GRU),
          new RecurrentRule(Lstm.class, Cell.LSTM),
          new AttentionRule(SelfAttention.class), new AttentionRule(CrossAttention.class),
          new PositionalEmbeddingRule(), new PositionalEncodingRule(), new FeedForwardRule(), new FormulaRule());

  private LayerTable() {}

  /** The rules by the simple names of their annotations, in a fixed order. */
  public static Map<String, LayerRule> rules() {
    Map<String, LayerRule> byName = new LinkedHashMap<>();
    RULES.forEach(rule -> byName.put(rule.annotation().getSimpleName(), rule));
    return byName;
  }

  /** The rule of a layer. */
  static LayerLowering of(LayerNode layer) {
    return (LayerLowering) LayerRule.of(rules(), layer.kind(), layer.attributes());
  }
}
