package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.idx.IdxFiles;
import dev.kernelsmith.data.pictures.Augmentation;
import dev.kernelsmith.data.pictures.Fit;
import dev.kernelsmith.data.pictures.Picture;
import dev.kernelsmith.data.pictures.PictureFile;
import dev.kernelsmith.data.pictures.PictureModel;
import dev.kernelsmith.data.pictures.PicturePreparation;
import dev.kernelsmith.data.pictures.PictureSize;
import dev.kernelsmith.data.pictures.Pictures;
import dev.kernelsmith.data.pipeline.Encoding;
import dev.kernelsmith.data.pipeline.Groups;
import dev.kernelsmith.data.pipeline.Records;
import dev.kernelsmith.data.pipeline.Samples;
import dev.kernelsmith.data.sequences.BytePairTokenizer;
import dev.kernelsmith.data.sequences.CharacterTokenizer;
import dev.kernelsmith.data.sequences.Sequences;
import dev.kernelsmith.data.sequences.TextModel;
import dev.kernelsmith.data.sequences.TextPreparation;
import dev.kernelsmith.data.sequences.Tokenizer;
import dev.kernelsmith.data.sequences.Windows;
import dev.kernelsmith.data.tables.CsvFile;
import dev.kernelsmith.data.tables.FittedPreparation;
import dev.kernelsmith.data.tables.Missing;
import dev.kernelsmith.data.tables.Table;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.data.tables.TableModel;
import dev.kernelsmith.data.tables.TablePreparation;
import dev.kernelsmith.data.tfrecords.Example;
import dev.kernelsmith.data.tfrecords.ExampleSchema;
import dev.kernelsmith.data.tfrecords.Feature;
import dev.kernelsmith.data.tfrecords.TfRecords;
import dev.kernelsmith.metrics.CrossValidation;
import dev.kernelsmith.metrics.Ensemble;
import dev.kernelsmith.metrics.LearningRateFinder;
import dev.kernelsmith.metrics.Metric;
import dev.kernelsmith.metrics.MetricWatch;
import dev.kernelsmith.metrics.Predictions;
import dev.kernelsmith.metrics.Presentation;
import dev.kernelsmith.metrics.RunFolder;
import dev.kernelsmith.metrics.Search;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.ArrayDataset;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.samples.XorNetwork;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** In data and metrics, too, an argument that is null is told by what it is, and at once: not where it is used. */
class NullArgumentsTest {
  private static final Dataset DATA =
      ArrayDataset.ofClasses(new float[][] {{0, 0}, {0, 1}, {1, 0}, {1, 1}, {0, 0}, {1, 1}},
          new int[] {0, 1, 1, 0, 0, 0});

  @TempDir Path folder;
  private final TreeSet<String> bare = new TreeSet<>();
  private int tried;

  /** Arguments that are sound, by type; those of other interfaces do nothing. */
  private Map<Class<?>, Object> sound() {
    Map<Class<?>, Object> sound = new HashMap<>();
    sound.put(CompiledNetwork.class, new XorNetwork(1));
    sound.put(Dataset.class, DATA);
    sound.put(Path.class, folder.resolve("file"));
    sound.put(UnaryOperator.class, UnaryOperator.identity());
    sound.put(Metric.class, Metric.ACCURACY);
    sound.put(Metric[].class, new Metric[] {Metric.AUC});
    sound.put(List.class, List.of("a", "b"));
    sound.put(Map.class, Map.of("a", "1", "b", "x"));
    sound.put(Table.class, TABLE);
    sound.put(TableFile.class, TableFile.of(folder.resolve("table")));
    sound.put(Missing.class, Missing.drop());
    sound.put(PictureSize.class, new PictureSize(2, 2, 1));
    sound.put(Picture.class, new Picture(new PictureSize(1, 2, 1), new float[2]));
    sound.put(BufferedImage.class, new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB));
    sound.put(PicturePreparation.class,
        PicturePreparation.of(new PictureSize(2, 2, 1), Fit.STRETCH, List.of("a", "b")));
    sound.put(Encoding.class, Encoding.of());
    sound.put(Records.class, Records.of(List.of("a")));
    sound.put(Example.class, Example.of());
    sound.put(ExampleSchema.class, ExampleSchema.of());
    sound.put(Feature.class, new Feature.Ints(1));
    sound.put(Predictions.class, Predictions.of(new XorNetwork(1), DATA));
    sound.put(Presentation.class, Presentation.plain());
    sound.put(Tokenizer.class, CharacterTokenizer.of("ab"));
    sound.put(int[][].class, new int[1][1]);
    sound.put(String.class, "a");
    sound.put(Object.class, "a");
    sound.put(int.class, 1);
    sound.put(long.class, 1L);
    sound.put(double.class, 0.5);
    sound.put(float.class, 0.5f);
    sound.put(char.class, ';');
    sound.put(boolean.class, true);
    sound.put(String[].class, new String[] {"a"});
    sound.put(Object[].class, new Object[] {1});
    sound.put(int[].class, new int[] {2});
    sound.put(long[].class, new long[] {2});
    sound.put(float[].class, new float[2]);
    sound.put(double[].class, new double[2]);
    sound.put(float[][].class, new float[][] {{0, 1}});
    sound.put(byte[].class, new byte[0]);
    sound.put(byte[][].class, new byte[1][1]);
    sound.put(Dataset[].class, new Dataset[] {DATA});
    return sound;
  }

  private static final Table TABLE =
      Table.of(List.of("a", "b"), List.of(List.of("1", "x"), List.of("2", "y"), List.of("3", "x")));

  @Test
  void theMessageSaysWhich() throws ReflectiveOperationException, IOException {
    CompiledNetwork network = new XorNetwork(1);
    FittedPreparation fitted = TablePreparation.of(TABLE).label("b").fit(TABLE);
    List<Object> receivers = List.of(
        Predictions.of(network, DATA), MetricWatch.of(network, DATA, Metric.AUC), RunFolder.of(folder, network),
        Presentation.plain(), Ensemble.of(List.of(network)), TABLE, TableFile.of(folder), TablePreparation.of(TABLE),
        fitted,
        CsvFile.of(folder), Pictures.folder(pictures()), Augmentation.none(),
        new Picture(new PictureSize(1, 2, 1), new float[2]),
        PicturePreparation.of(new PictureSize(2, 2, 1), Fit.STRETCH, List.of("a", "b")), Encoding.of(),
        Records.of(List.of("a")), Samples.of(DATA), Groups.of(DATA, i -> i), Example.of(), ExampleSchema.of(),
        TfRecords.file(folder), Prediction.ofClasses(List.of("a", "b"), new float[2]),
        CharacterTokenizer.of("a"), BytePairTokenizer.train(256, "a"), Windows.ofTokens(new int[9], 2),
        Windows.ofSeries(new float[9], 2), Sequences.ofTokens(List.of(new int[1]), 2),
        TextPreparation.of(CharacterTokenizer.of("ab"), 3, List.of("a", "b")));
    List<Class<?>> types = List.of(Predictions.class, MetricWatch.class, Metric.class, CrossValidation.class,
        Ensemble.class, LearningRateFinder.class, RunFolder.class, Search.class, Table.class, TableFile.class,
        TableModel.class, TablePreparation.class, Missing.class, CsvFile.class, Picture.class, PictureFile.class,
        PictureModel.class, PicturePreparation.class, Pictures.class, PictureSize.class, Encoding.class, Groups.class,
        Records.class, Samples.class, Example.class, ExampleSchema.class, TfRecords.class, IdxFiles.class,
        Feature.Bytes.class,
        Feature.Ints.class, Feature.Floats.class, Model.class, Prediction.class, CharacterTokenizer.class,
        BytePairTokenizer.class, Tokenizer.class, Windows.class,
        Sequences.class, TextPreparation.class, TextModel.class);
    for (Object receiver : receivers) {
      for (Method method : receiver.getClass().getMethods()) {
        if (!Modifier.isStatic(method.getModifiers()) && isOurs(method)) {
          nulls(method, arguments -> method.invoke(receiver, arguments));
        }
      }
    }
    for (Class<?> type : types) {
      for (Method method : type.getMethods()) {
        if (Modifier.isStatic(method.getModifiers()) && isOurs(method)) {
          nulls(method, arguments -> method.invoke(null, arguments));
        }
      }
      for (Constructor<?> constructor : type.getConstructors()) {
        nulls(constructor, constructor::newInstance);
      }
    }
    assertEquals("", String.join("\n", bare));
    assertTrue(tried > 150, "only " + tried + " were tried");
  }

  private interface Call {
    void with(Object[] arguments) throws ReflectiveOperationException;
  }

  /** Methods of public types of the two modules, but for what a trainer calls. */
  private static boolean isOurs(Method method) {
    Class<?> type = method.getDeclaringClass();
    boolean ours = type.getPackageName().startsWith("dev.kernelsmith.data")
        || type.getPackageName().startsWith("dev.kernelsmith.metrics");
    return ours && Modifier.isPublic(type.getModifiers()) && !method.isBridge() && !method.getName().equals("equals")
        && !method.getName().startsWith("copy") && !method.getName().startsWith("on");
  }

  private void nulls(Executable called, Call call) throws ReflectiveOperationException {
    Class<?>[] types = called.getParameterTypes();
    for (int wrong = 0; wrong < types.length; wrong++) {
      Map<Class<?>, Object> sound = sound();
      Object[] arguments = new Object[types.length];
      boolean known = !types[wrong].isPrimitive();
      for (int i = 0; i < types.length; i++) {
        arguments[i] = i == wrong ? null : sound.computeIfAbsent(types[i], NullArgumentsTest::idle);
        known &= i == wrong || arguments[i] != null;
      }
      if (!known) {
        continue;
      }
      tried++;
      String text = called.getDeclaringClass().getSimpleName() + "." + called.getName() + List.of(types)
          + " with null for " + wrong;
      try {
        called.setAccessible(true);
        call.with(arguments);
        bare.add(text + ": taken");
      } catch (InvocationTargetException failed) {
        String message = String.valueOf(failed.getCause().getMessage());
        boolean own =
            failed.getCause().getMessage() != null && !message.contains("<") && !message.contains("because \"")
                && !message.contains("Cannot ");
        if (!own) {
          bare.add(text + ": " + failed.getCause());
        }
      }
    }
  }

  /** Something of a type that does nothing; null where there is none. */
  private static Object idle(Class<?> type) {
    return type.isEnum() ? type.getEnumConstants()[0]
        : type.isInterface()
            ? Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> null)
            : null;
  }

  private Path pictures() throws IOException {
    Path pictures = folder.resolve("pictures");
    Files.createDirectories(pictures.resolve("a"));
    Files.createFile(pictures.resolve("a").resolve("first.png"));
    return pictures;
  }
}
