import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

/*!OUTSIDE_NETWORK*/@Optimizer(type = OptimizerType.SGD)
class Forgotten {
  /*!OUTSIDE_NETWORK*/@Dense(units = 1) Layer hidden;
  /*!OUTSIDE_NETWORK*/@From("input") /*!OUTSIDE_NETWORK*/@Dense(units = 1) /*!OUTSIDE_NETWORK*/@Loss(LossFunction.MEAN_SQUARED_ERROR) Layer out;
}

@Formula("y[...] = x[...] * sigmoid(beta * x[...])") @interface Swish { double beta() default 1; }
@Formula("p = p - rate * g") @interface Plain {}

/*!OUTSIDE_NETWORK*/@Plain
class ForgottenToo {
  /*!OUTSIDE_NETWORK*/@Swish(beta = 2) Layer hidden;
}

// expect: [OUTSIDE_NETWORK] @Optimizer on the class has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Optimizer.
// expect: [OUTSIDE_NETWORK] @Dense on 'hidden' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Dense.
// expect: [OUTSIDE_NETWORK] @From on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @From.
// expect: [OUTSIDE_NETWORK] @Dense on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Dense.
// expect: [OUTSIDE_NETWORK] @Loss on 'out' has no effect, since class Forgotten has no @Network: add @Network(input = ...) to the class, or remove @Loss.
// expect: [OUTSIDE_NETWORK] @Plain on the class has no effect, since class ForgottenToo has no @Network: add @Network(input = ...) to the class, or remove @Plain.
// expect: [OUTSIDE_NETWORK] @Swish on 'hidden' has no effect, since class ForgottenToo has no @Network: add @Network(input = ...) to the class, or remove @Swish.
