package dev.kernelsmith.benchmarks.sizes;

import dev.kernelsmith.benchmarks.compare.Medians;
import dev.kernelsmith.benchmarks.compare.NoiseData;
import dev.kernelsmith.benchmarks.suite.Json;
import dev.kernelsmith.benchmarks.suite.MeasuredWindows;
import dev.kernelsmith.benchmarks.suite.Protocol;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import dev.kernelsmith.runtime.train.TrainingState;
import java.util.ArrayList;
import java.util.List;

/** Measures one network in a JVM of its own. */
public final class SizeProbe {
  private SizeProbe() {}

  /**
   * Measures, and prints the figures as one line of JSON.
   *
   * @param arguments the network, the batch sizes and the protocol, each as JSON
   */
  public static void main(String[] arguments) throws ReflectiveOperationException {
    SizedNetwork network = Json.read(arguments[0], SizedNetwork.class);
    Protocol protocol = Json.read(arguments[2], Protocol.class);
    List<SizeFigure> figures = new ArrayList<>();
    for (int batch : Json.readAll(arguments[1], Integer.class)) {
      figures.add(measure(network, batch, protocol));
    }
    System.out.println(Json.line(figures));
    System.exit(0);
  }

  private static SizeFigure measure(SizedNetwork network, int batch, Protocol protocol)
      throws ReflectiveOperationException {
    CompiledNetwork compiled =
        (CompiledNetwork) Class.forName(network.className() + "Network").getConstructor(long.class).newInstance(1L);
    Dataset data = NoiseData.of(batch * Math.max(1, 256 / batch), network.floats());
    Steps steps = new Steps(protocol);
    Trainer.of(compiled).epochs(Integer.MAX_VALUE).batchSize(batch).threads(1).shuffle(false).listener(steps).fit(data);
    double perSecond = Medians.of(steps.windows.rates());
    double flops = (double) compiled.engine().spec().trainingFlops() * batch;
    return new SizeFigure(network, batch, 1e6 / perSecond, perSecond * flops / 1e9, steps.windows.steady());
  }

  /** Counts steps, from the first one on. */
  private static final class Steps implements TrainingListener {
    private final MeasuredWindows windows;
    private boolean begun;

    Steps(Protocol protocol) {
      windows = new MeasuredWindows(protocol);
    }

    @Override
    public void onStep(TrainingState state) {
      if (!begun) {
        begun = true;
        windows.begin(System.nanoTime());
      } else if (!windows.add(System.nanoTime(), 1)) {
        state.stop();
      }
    }
  }
}
