package dev.kernelsmith.benchmarks.peers.djl;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.engine.Engine;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.kernelsmith.benchmarks.peers.OptimizerCase;
import dev.kernelsmith.benchmarks.peers.OptimizerPeer;
import dev.kernelsmith.benchmarks.peers.OptimizerReference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The operators that {@code torch.optim} runs with {@code fused=True}, called by TorchScript. PyTorch has its other rules in Python only. The names of slots are a, b and c; what counts steps is
 * one more than before, as {@code torch.optim} passes it.
 */
public final class PyTorchOptimizers implements OptimizerPeer {
  private static final String FORWARD =
      "  def forward(self: __torch__.M, w: Tensor, g: Tensor, a: Tensor, b: Tensor, c: Tensor, step: Tensor, rate: Tensor) -> List[Tensor]:\n"
          // What is returned comes from the lists that are written: else TorchScript takes the call for dead code.
          + "    ws = [w]\n    as_ = [a]\n    bs = [b]\n    cs = [c]\n    torch.%s, maximize=False)\n    return [ws[0], as_[0], bs[0], cs[0]]\n";

  private static final String NONE = "annotate(List[Tensor], [])";

  /** Made by name. */
  public PyTorchOptimizers() {}

  @Override
  public String version() {
    return "PyTorch " + Engine.getInstance().getVersion();
  }

  @Override
  public List<OptimizerReference> references() {
    List<OptimizerReference> references = new ArrayList<>();
    for (OptimizerCase of : OptimizerCase.values()) {
      String call = call(of);
      for (DataType type : call.isEmpty() ? List.<DataType>of() : List.of(DataType.FLOAT64, DataType.FLOAT32)) {
        try {
          String how = "`" + call.substring(0, call.indexOf('(')) + "`" + flag(of);
          references.add(
              new OptimizerReference(of, how, true, type == DataType.FLOAT64 ? "double" : "float",
                  run(of, call, type)));
        } catch (IOException | MalformedModelException | TranslateException e) {
          throw new IllegalStateException(of + " failed: " + call, e);
        }
      }
    }
    return references;
  }

  private static String flag(OptimizerCase of) {
    return of == OptimizerCase.NESTEROV ? ", nesterov" : of == OptimizerCase.AMSGRAD ? ", amsgrad" : "";
  }

  /** The call but for its last argument; empty where there is no such operator. */
  private static String call(OptimizerCase of) {
    return switch (of) {
      case SGD -> descent(of, NONE, false);
      case MOMENTUM, MOMENTUM_WITH_FALLING_RATE -> descent(of, "as_", false);
      case NESTEROV -> descent(of, "as_", true);
      case ADAGRAD -> String.format(Locale.ROOT,
          "_fused_adagrad_(ws, [g], as_, [step], lr=float(rate), lr_decay=0., weight_decay=0., eps=%s",
          of.number("epsilon"));
      case ADAM -> adam(of, "_fused_adam_", false);
      case AMSGRAD -> adam(of, "_fused_adam_", true);
      case ADAMW -> adam(of, "_fused_adamw_", false);
      default -> "";
    };
  }

  private static String descent(OptimizerCase of, String velocities, boolean nesterov) {
    return String.format(Locale.ROOT,
        "_fused_sgd_(ws, [g], %s, weight_decay=0., momentum=%s, lr=float(rate), dampening=0., nesterov=%s, is_first_step=False",
        velocities, of.number("momentum"), nesterov ? "True" : "False");
  }

  private static String adam(OptimizerCase of, String operator, boolean largest) {
    return String.format(Locale.ROOT,
        "%s(ws, [g], as_, bs, %s, [step], lr=float(rate), beta1=%s, beta2=%s, weight_decay=%s, eps=%s, amsgrad=%s",
        operator, largest ? "cs" : NONE, of.number("beta1"), of.number("beta2"), of.number("weightDecay"),
        of.number("epsilon"), largest ? "True" : "False");
  }

  private static List<double[]> run(OptimizerCase of, String call, DataType type)
      throws IOException, MalformedModelException, TranslateException {
    Path folder = Files.createTempDirectory("kernelsmith-optimizer");
    Path file = folder.resolve("optimizer.pt");
    try (Model model = Model.newInstance("optimizer", Device.cpu(), "PyTorch")) {
      ScriptFile.write(file, String.format(Locale.ROOT, FORWARD, call));
      model.load(folder);
      try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator(null));
          NDManager manager = model.getNDManager().newSubManager()) {
        Shape shape = new Shape(OptimizerCase.START.length);
        NDArray w = manager.create(OptimizerCase.START).toType(type, true);
        NDArray a = manager.full(shape, (float) of.number("initialAccumulator"), type);
        NDArray b = manager.zeros(shape, type);
        NDArray c = manager.zeros(shape, type);
        List<double[]> values = new ArrayList<>();
        for (int step = 0; step < OptimizerCase.GRADIENTS.length; step++) {
          NDArray g = manager.create(OptimizerCase.GRADIENTS[step]).toType(type, true);
          NDList after =
              predictor.predict(new NDList(w, g, a, b, c, manager.create(step + 1f), manager.create(of.rate(step))));
          after.attach(manager);
          w = after.get(0);
          a = after.get(1);
          b = after.get(2);
          c = after.get(3);
          values.add(w.toType(DataType.FLOAT64, true).toDoubleArray());
        }
        return values;
      }
    } finally {
      Files.deleteIfExists(file);
      Files.delete(folder);
    }
  }
}
