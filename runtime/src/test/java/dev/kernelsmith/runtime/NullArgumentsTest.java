package dev.kernelsmith.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.JoinedDataset;
import dev.kernelsmith.runtime.data.Normalization;
import dev.kernelsmith.runtime.data.Split;
import dev.kernelsmith.runtime.data.Subset;
import dev.kernelsmith.runtime.device.Device;
import dev.kernelsmith.runtime.device.DevicePolicy;
import dev.kernelsmith.runtime.testing.LinearNetwork;
import dev.kernelsmith.runtime.testing.Samples;
import dev.kernelsmith.runtime.train.Checkpoints;
import dev.kernelsmith.runtime.train.DeviceCheck;
import dev.kernelsmith.runtime.train.EarlyStopping;
import dev.kernelsmith.runtime.train.Evaluation;
import dev.kernelsmith.runtime.train.LearningRate;
import dev.kernelsmith.runtime.train.Metric;
import dev.kernelsmith.runtime.train.Progress;
import dev.kernelsmith.runtime.train.ResumeChange;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.runtime.train.TrainingListener;
import java.io.PrintStream;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.LongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An argument that is null is told by what it is, wherever a user can give one: not by what Java found when it came across it. */
class NullArgumentsTest {
  @TempDir Path folder;

  private static final Dataset DATA = Samples.clusters(20, 4, 3, 1);

  /** Arguments that are sound, by type. */
  private Map<Class<?>, Object> sound() {
    float[][] rows = new float[20][4];
    int[] classes = new int[20];
    return Map.ofEntries(Map.entry(CompiledNetwork.class, LinearNetwork.classifier(4, 3, 1)),
        Map.entry(Dataset.class, DATA), Map.entry(Path.class, folder.resolve("file")),
        Map.entry(float[].class, new float[4]), Map.entry(float[][].class, rows), Map.entry(int[].class, classes),
        Map.entry(double[].class, new double[20]), Map.entry(String.class, "dense"),
        Map.entry(String[].class, new String[] {"dense"}), Map.entry(List.class, List.of(DATA)),
        Map.entry(Stream.class, Stream.of(new float[4])), Map.entry(int.class, 1), Map.entry(long.class, 1L),
        Map.entry(double.class, 0.5), Map.entry(float.class, 0.5f), Map.entry(boolean.class, true),
        Map.entry(LoadOption[].class, new LoadOption[] {LoadOption.PARTIAL}),
        Map.entry(ResumeChange[].class, new ResumeChange[0]), Map.entry(Duration.class, Duration.ofDays(1)),
        Map.entry(LearningRate.class, LearningRate.constant(0.1)), Map.entry(Metric.class, Metric.LOSS),
        Map.entry(EarlyStopping.class, EarlyStopping.patience(1)), Map.entry(DevicePolicy.class, DevicePolicy.FAIL),
        Map.entry(Device.class, Device.parse("tornado")), Map.entry(Checkpoints.class, Checkpoints.in(folder)),
        Map.entry(TrainingListener.class, new TrainingListener() {}), Map.entry(Progress.class, Progress.auto()),
        Map.entry(UnaryOperator.class, UnaryOperator.identity()), Map.entry(PrintStream.class, System.out),
        Map.entry(Iterator.class, List.of(DATA).iterator()),
        Map.entry(LongFunction.class, (LongFunction<Dataset>) i -> null),
        Map.entry(Object[].class, new Object[] {new float[4]}));
  }

  @Test
  void theMessageSaysWhich() {
    Map<Class<?>, Object> sound = sound();
    LinearNetwork network = (LinearNetwork) sound.get(CompiledNetwork.class);
    List<Object> receivers =
        List.of(network, network.engine(), network.engine().layer("out"), Trainer.of(network), Checkpoints.in(folder),
            EarlyStopping.patience(1), DATA, Evaluation.of(network, DATA));
    List<Class<?>> statics = List.of(Trainer.class, Evaluation.class, Checkpoints.class, EarlyStopping.class,
        LearningRate.class, LoadOption.class, Subset.class, Split.class, ArrayDataset.class, JoinedDataset.class,
        Normalization.class, DeviceNetwork.class, DeviceCheck.class, Device.class, Progress.class);
    TreeSet<String> bare = new TreeSet<>();
    int[] tried = {0};
    for (Object receiver : receivers) {
      for (Method method : publicMethods(receiver instanceof Layer ? Layer.class : receiver.getClass())) {
        if (!Modifier.isStatic(method.getModifiers())) {
          tryNulls(method, receiver, sound, bare, tried);
        }
      }
    }
    for (Class<?> type : statics) {
      for (Method method : type.getMethods()) {
        if (Modifier.isStatic(method.getModifiers())) {
          tryNulls(method, null, sound, bare, tried);
        }
      }
    }
    assertEquals("", String.join("\n", bare));
    assertTrue(tried[0] > 100, "only " + tried[0] + " were tried");
  }

  /** The methods that a type has in public types of the runtime, but for those that generated and our own code calls with what it has. */
  private static List<Method> publicMethods(Class<?> type) {
    return Stream.of(type.getMethods())
        .filter(m -> !m.toString().contains("inspect(float[],dev") && m.getDeclaringClass() != Object.class
            && m.getDeclaringClass() != Record.class
            && Modifier.isPublic(m.getDeclaringClass().getModifiers()))
        .toList();
  }

  private static void tryNulls(
      Method method, Object receiver, Map<Class<?>, Object> sound, TreeSet<String> bare, int[] tried) {
    Class<?>[] types = method.getParameterTypes();
    for (int wrong = 0; wrong < types.length; wrong++) {
      Object[] arguments = new Object[types.length];
      boolean known = !types[wrong].isPrimitive() && !method.getName().equals("equals")
          && !method.getName().startsWith("copy");
      for (int i = 0; i < types.length; i++) {
        arguments[i] = i == wrong ? null : sound.get(types[i]);
        known &= i == wrong || arguments[i] != null;
      }
      if (!known) {
        continue;
      }
      tried[0]++;
      String call = method.getDeclaringClass().getSimpleName() + "." + method.getName() + List.of(types)
          + " with null for " + wrong;
      try {
        method.setAccessible(true);
        method.invoke(receiver, arguments);
        bare.add(call + ": taken");
      } catch (InvocationTargetException failed) {
        Throwable cause = failed.getCause();
        boolean own = cause.getMessage() != null && !cause.getMessage().contains("<")
            && !cause.getMessage().contains("because \"") && !cause.getMessage().contains("Cannot ");
        if (!own) {
          bare.add(call + ": " + cause);
        }
      } catch (IllegalAccessException hidden) {
        throw new AssertionError(hidden);
      }
    }
  }
}
