package dev.kernelsmith.benchmarks.peers.tensorflow;

import dev.kernelsmith.benchmarks.peers.OptimizerCase;
import dev.kernelsmith.benchmarks.peers.OptimizerPeer;
import dev.kernelsmith.benchmarks.peers.OptimizerReference;
import java.util.ArrayList;
import java.util.List;
import org.tensorflow.EagerSession;
import org.tensorflow.Operand;
import org.tensorflow.TensorFlow;
import org.tensorflow.ndarray.Shape;
import org.tensorflow.op.Ops;
import org.tensorflow.op.core.VarHandleOp;
import org.tensorflow.op.train.ResourceApplyAdam;
import org.tensorflow.op.train.ResourceApplyMomentum;
import org.tensorflow.types.TFloat32;
import org.tensorflow.types.TFloat64;
import org.tensorflow.types.family.TNumber;
import org.tensorflow.types.family.TType;

/** The operators of TensorFlow's runtime that its optimizers call, one at a time, from Java. */
public final class TensorFlowOptimizers implements OptimizerPeer {
  /** Made by name. */
  public TensorFlowOptimizers() {}

  @Override
  public String version() {
    return "TensorFlow " + TensorFlow.version();
  }

  @Override
  public List<OptimizerReference> references() {
    List<OptimizerReference> references = new ArrayList<>();
    for (OptimizerCase of : OptimizerCase.values()) {
      for (Call call : Call.values()) {
        if (call.cases.contains(of)) {
          references.add(
              new OptimizerReference(of, call.how, call.agrees, "double", new Run<>(of, TFloat64.class).values(call)));
          references.add(
              new OptimizerReference(of, call.how, call.agrees, "float", new Run<>(of, TFloat32.class).values(call)));
        }
      }
    }
    return references;
  }

  /** An operator, with its settings where they are not those of the case. */
  private enum Call {
    DESCENT("`ApplyGradientDescent`", true, OptimizerCase.SGD),
    MOMENTUM("`ApplyMomentum`", true, OptimizerCase.MOMENTUM, OptimizerCase.MOMENTUM_WITH_FALLING_RATE),
    KERAS_MOMENTUM_AT_ONE_RATE("`ApplyKerasMomentum`", true, OptimizerCase.MOMENTUM),
    KERAS_MOMENTUM("`ApplyKerasMomentum`", false, OptimizerCase.MOMENTUM_WITH_FALLING_RATE),
    NESTEROV("`ApplyMomentum`, use_nesterov", true, OptimizerCase.NESTEROV),
    ADAGRAD("`ApplyAdagradV2`", true, OptimizerCase.ADAGRAD),
    ADADELTA("`ApplyAdadelta`", true, OptimizerCase.ADADELTA),
    MEAN_SQUARE("`ApplyRMSProp`, epsilon squared", true, OptimizerCase.RMSPROP, OptimizerCase.RMSPROP_WITH_MOMENTUM),
    LARGE_EPSILON("`ApplyRMSProp`, epsilon squared", false, OptimizerCase.RMSPROP_WITH_LARGE_EPSILON),
    CENTERED("`ApplyCenteredRMSProp`, epsilon squared", true, OptimizerCase.RMSPROP_CENTERED),
    ADAM("`ApplyAdam`, epsilon times sqrt(1 - beta2^t)", true, OptimizerCase.ADAM),
    ADAM_AS_IT_IS("`ApplyAdam`", false, OptimizerCase.ADAM),
    ADAMAX("`ApplyAdaMax`", true, OptimizerCase.ADAMAX),
    AMSGRAD("`ApplyAdamWithAmsgrad`, epsilon times sqrt(1 - beta2^t)", true, OptimizerCase.AMSGRAD),
    AMSGRAD_AS_IT_IS("`ApplyAdamWithAmsgrad`", false, OptimizerCase.AMSGRAD),
    NADAM("`ApplyAdam`, use_nesterov, epsilon times sqrt(1 - beta2^t)", false, OptimizerCase.NADAM),
    ADAMW("`ApplyGradientDescent` of the weights, then `ApplyAdam`, epsilon times sqrt(1 - beta2^t)", true,
        OptimizerCase.ADAMW);

    private final String how;
    private final boolean agrees;
    private final List<OptimizerCase> cases;

    Call(String how, boolean agrees, OptimizerCase... cases) {
      this.how = how;
      this.agrees = agrees;
      this.cases = List.of(cases);
    }
  }

  /** Variables of one case. */
  private static final class Run<T extends TNumber> {
    private static final Shape SHAPE = Shape.of(OptimizerCase.START.length);

    private final OptimizerCase of;
    private final Class<T> type;

    Run(OptimizerCase of, Class<T> type) {
      this.of = of;
      this.type = type;
    }

    List<double[]> values(Call call) {
      try (EagerSession session = EagerSession.create()) {
        Ops tf = Ops.create(session);
        Operand<? extends TType> w = variable(tf, "w", OptimizerCase.START);
        Operand<? extends TType> a = filled(tf, "a", of.number("initialAccumulator"));
        Operand<? extends TType> b = filled(tf, "b", 0);
        Operand<? extends TType> c = filled(tf, "c", 0);
        List<double[]> values = new ArrayList<>();
        for (int step = 0; step < OptimizerCase.GRADIENTS.length; step++) {
          Operand<T> g = tf.dtypes.cast(tf.constant(OptimizerCase.GRADIENTS[step]), type);
          apply(tf, call, step, w, a, b, c, g);
          double[] now = new double[OptimizerCase.START.length];
          tf.dtypes.cast(tf.readVariableOp(w, type), TFloat64.class).asTensor().asRawTensor().data().asDoubles()
              .read(now);
          values.add(now);
        }
        return values;
      }
    }

    private Operand<? extends TType> filled(Ops tf, String name, double value) {
      return variable(tf, name, new double[] {value, value, value});
    }

    private Operand<? extends TType> variable(Ops tf, String name, double[] values) {
      VarHandleOp handle = tf.varHandleOp(type, SHAPE, VarHandleOp.sharedName(name));
      tf.assignVariableOp(handle, tf.dtypes.cast(tf.constant(values), type));
      return handle;
    }

    private Operand<T> number(Ops tf, double value) {
      return tf.dtypes.cast(tf.constant(value), type);
    }

    private Operand<T> number(Ops tf, String attribute) {
      return number(tf, of.number(attribute));
    }

    private void apply(Ops tf, Call call, int step, Operand<? extends TType> w, Operand<? extends TType> a,
        Operand<? extends TType> b, Operand<? extends TType> c, Operand<T> g) {
      Operand<T> rate = number(tf, of.rate(step));
      double epsilon = of.number("epsilon");
      Operand<T> squared = number(tf, epsilon * epsilon);
      Operand<T> power1 = number(tf, Math.pow(of.number("beta1"), step + 1));
      Operand<T> power2 = number(tf, Math.pow(of.number("beta2"), step + 1));
      Operand<T> corrected = number(tf, epsilon * Math.sqrt(1 - Math.pow(of.number("beta2"), step + 1)));
      Operand<T> beta1 = number(tf, "beta1");
      Operand<T> beta2 = number(tf, "beta2");
      switch (call) {
        case DESCENT -> tf.train.resourceApplyGradientDescent(w, rate, g);
        case MOMENTUM -> tf.train.resourceApplyMomentum(w, a, rate, g, number(tf, "momentum"));
        case KERAS_MOMENTUM, KERAS_MOMENTUM_AT_ONE_RATE -> tf.train.resourceApplyKerasMomentum(w, a, rate, g,
            number(tf, "momentum"));
        case NESTEROV -> tf.train.resourceApplyMomentum(w, a, rate, g, number(tf, "momentum"),
            ResourceApplyMomentum.useNesterov(true));
        case ADAGRAD -> tf.train.resourceApplyAdagrad(w, a, rate, number(tf, epsilon), g);
        case ADADELTA -> tf.train.resourceApplyAdadelta(w, a, b, rate, number(tf, "rho"), number(tf, epsilon), g);
        case MEAN_SQUARE, LARGE_EPSILON -> tf.train.resourceApplyRmsProp(w, a, b, rate, number(tf, "rho"),
            number(tf, "momentum"), squared, g);
        case CENTERED -> tf.train.resourceApplyCenteredRmsProp(w, a, b, c, rate, number(tf, "rho"),
            number(tf, "momentum"), squared, g);
        case ADAM -> tf.train.resourceApplyAdam(w, a, b, power1, power2, rate, beta1, beta2, corrected, g);
        case ADAM_AS_IT_IS -> tf.train.resourceApplyAdam(w, a, b, power1, power2, rate, beta1, beta2,
            number(tf, epsilon), g);
        case ADAMAX -> tf.train.resourceApplyAdaMax(w, a, b, power1, rate, beta1, beta2, number(tf, epsilon), g);
        case AMSGRAD -> tf.train.resourceApplyAdamWithAmsgrad(w, a, b, c, power1, power2, rate, beta1, beta2, corrected,
            g);
        case AMSGRAD_AS_IT_IS -> tf.train.resourceApplyAdamWithAmsgrad(w, a, b, c, power1, power2, rate, beta1, beta2,
            number(tf, epsilon), g);
        case NADAM -> tf.train.resourceApplyAdam(w, a, b, power1, power2, rate, beta1, beta2, corrected, g,
            ResourceApplyAdam.useNesterov(true));
        case ADAMW -> {
          Operand<T> decay = number(tf, of.rate(step) * of.number("weightDecay"));
          tf.train.resourceApplyGradientDescent(w, decay, tf.readVariableOp(w, type));
          tf.train.resourceApplyAdam(w, a, b, power1, power2, rate, beta1, beta2, corrected, g);
        }
      }
    }
  }
}
