package dev.kernelsmith.processor.generated;

import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.NetworkEngine;
import dev.kernelsmith.runtime.spi.KernelProgram;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.Arrays;

/** Predicts, warms kernels up, predicts again, and prints whether that gave the same. Arguments: the name of a network, then classes of its kernels. */
final class WarmUpRun {
  private WarmUpRun() {}

  public static void main(String[] arguments) throws Throwable {
    ClassLoader loader = ClassLoader.getSystemClassLoader();
    NetworkSpec spec =
        ((CompiledNetwork) DeviceResults.make(loader, arguments[0] + "Network", long.class, 0L)).engine().spec();
    for (String name : Arrays.asList(arguments).subList(1, arguments.length)) {
      KernelProgram kernels = (KernelProgram) DeviceResults.make(loader, name);
      NetworkEngine engine = new NetworkEngine(spec, kernels, 2);
      float[][] inputs = new float[20][];
      Arrays.setAll(inputs, Batch.random(spec, inputs.length, 9)::input);
      float[][] expected = engine.predict(inputs);
      float[] first = engine.predict(inputs[0]);
      kernels.warmUp();
      kernels.warmUpPredictions();
      boolean same =
          Arrays.deepEquals(expected, engine.predict(inputs)) && Arrays.equals(first, engine.predict(inputs[0]));
      System.out.println(name + (same ? " predicts the same" : " predicts something else"));
    }
  }
}
