package dev.kernelsmith.data.tables;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Preparation;
import dev.kernelsmith.data.PreparationKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.DType;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.io.Tensor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** How the preparation of a table stands in a file: a metadata entry for each text, and one tensor with what is filled in, offset and divisor of each column. */
public final class TableKind implements PreparationKind {
  static final String NAME = "table";
  private static final String NUMBERS = "numbers";
  private static final int PER_COLUMN = 3;
  private static final String FORMAT = "1";

  /** Made by {@link java.util.ServiceLoader}. */
  public TableKind() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TableModel model(CompiledNetwork network, Preparation<?> preparation) {
    return ((FittedPreparation) preparation).model(network);
  }

  static SafetensorsFile write(FittedPreparation preparation) {
    Map<String, String> metadata = new LinkedHashMap<>();
    put(metadata, "format", FORMAT);
    put(metadata, "decimal", String.valueOf(preparation.decimal()));
    put(metadata, "label", String.valueOf(preparation.isLabelled()));
    put(metadata, "inputs", String.valueOf(preparation.inputs()));
    list(metadata, "missing.", List.copyOf(new TreeSet<>(preparation.marks())));
    List<FittedColumn> columns = preparation.columns();
    double[] numbers = new double[PER_COLUMN * columns.size()];
    for (int i = 0; i < columns.size(); i++) {
      FittedColumn column = columns.get(i);
      ColumnPlan plan = column.plan();
      String key = "column." + i + ".";
      put(metadata, key + "name", plan.name());
      put(metadata, key + "kind", plan.kind().name());
      put(metadata, key + "input", String.valueOf(plan.input()));
      put(metadata, key + "missing", plan.missing().rule().name());
      put(metadata, key + "constant", plan.missing().constant());
      put(metadata, key + "scaling", plan.scaling().name());
      put(metadata, key + "other", String.valueOf(plan.other()));
      list(metadata, key + "category.", column.categories());
      System.arraycopy(column.numbers(), 0, numbers, PER_COLUMN * i, PER_COLUMN);
    }
    put(metadata, "columns", String.valueOf(columns.size()));
    return new SafetensorsFile(Map.of(NUMBERS, Tensor.of(List.of(columns.size(), PER_COLUMN), numbers)), metadata);
  }

  private static void put(Map<String, String> metadata, String key, String value) {
    metadata.put(key, value);
  }

  private static void list(Map<String, String> metadata, String key, List<String> values) {
    for (int i = 0; i < values.size(); i++) {
      put(metadata, key + i, values.get(i));
    }
  }

  @Override
  public FittedPreparation read(SafetensorsFile stored, Path file) {
    return new Reading(stored, file).read();
  }

  /** Reads one file, which may be a hostile one. */
  private record Reading(SafetensorsFile stored, Path file) {
    FittedPreparation read() {
      String format = text("format");
      if (!format.equals(FORMAT)) {
        throw fault("the preparation has format " + format, FORMAT, "load it with a newer version of Kernelsmith");
      }
      int inputs = number("inputs", 1, 1000);
      int count = number("columns", 2, 1 << 20);
      Tensor numbers = stored.tensors().get(NUMBERS);
      if (numbers == null || numbers.dtype() != DType.F64 || !numbers.shape().equals(List.of(count, PER_COLUMN))) {
        throw fault("the tensor " + NUMBERS + " is " + (numbers == null ? "not there" : numbers),
            "F64 [" + count + ", " + PER_COLUMN + "]", Model.SAVE_AGAIN);
      }
      double[] values = numbers.doubles();
      List<FittedColumn> columns = new ArrayList<>();
      Set<String> names = new LinkedHashSet<>();
      for (int i = 0; i < count; i++) {
        columns.add(column(i, inputs, values));
        if (!names.add(columns.getLast().name())) {
          throw fault("two columns are named \"" + columns.getLast().name() + "\"", "different names",
              Model.SAVE_AGAIN);
        }
      }
      boolean labelled = one("label", List.of("true", "false")).equals("true");
      List<FittedColumn> targets = columns.stream().filter(column -> column.plan().isTarget()).toList();
      boolean sound = labelled
          ? targets.size() == 1 && targets.getFirst().categories().size() > 1
              && targets.getFirst().plan().kind() == ColumnPlan.Kind.NUMBERED
          : !targets.isEmpty() && targets.stream().allMatch(column -> column.plan().isNumber());
      for (int input = 0; input < inputs; input++) {
        int number = input;
        sound &= columns.stream().anyMatch(column -> column.plan().input() == number);
      }
      if (!sound) {
        throw fault("the columns of the preparation give no inputs and targets",
            "columns for each input, and a label or targets", Model.SAVE_AGAIN);
      }
      return new FittedPreparation(columns, labelled, inputs, Set.copyOf(list("missing.")),
          one("decimal", List.of(".", ",")).charAt(0), 0);
    }

    private FittedColumn column(int number, int inputs, double[] values) {
      String key = "column." + number + ".";
      ColumnPlan.Kind kind = constant(ColumnPlan.Kind.class, key + "kind");
      Missing missing = new Missing(constant(Missing.Rule.class, key + "missing"), text(key + "constant"));
      ColumnPlan plan = new ColumnPlan(text(key + "name"), kind, number(key + "input", -1, inputs - 1), missing,
          constant(Scaling.class, key + "scaling"), text(key + "other").equals("true"));
      List<String> categories = list(key + "category.");
      double fill = values[PER_COLUMN * number];
      double offset = values[PER_COLUMN * number + 1];
      double divisor = values[PER_COLUMN * number + 2];
      boolean filled = Double.isNaN(fill) || (plan.isNumber() ? Double.isFinite(fill)
          : fill >= 0 && fill < categories.size() && fill == Math.rint(fill));
      if (!filled || !Double.isFinite(offset) || !(divisor > 0 && divisor <= Double.MAX_VALUE)
          || plan.isNumber() != categories.isEmpty() || Set.copyOf(categories).size() != categories.size()) {
        throw fault("column \"" + plan.name() + "\" of the preparation has fill " + fill + ", offset " + offset
            + ", divisor " + divisor + " and " + categories.size() + " categories", "numbers that can be used",
            Model.SAVE_AGAIN);
      }
      return new FittedColumn(plan, categories, fill, offset, divisor);
    }

    private <E extends Enum<E>> E constant(Class<E> type, String key) {
      List<String> names = Arrays.stream(type.getEnumConstants()).map(Enum::name).toList();
      return Enum.valueOf(type, one(key, names));
    }

    private String one(String key, List<String> possible) {
      String text = text(key);
      if (!possible.contains(text)) {
        throw fault("the preparation's " + key + " is \"" + text + "\"", "one of " + possible,
            Model.SAVE_AGAIN);
      }
      return text;
    }

    private int number(String key, int least, int most) {
      String text = text(key);
      int number = text.matches("-?[0-9]{1,9}") ? Integer.parseInt(text) : Integer.MIN_VALUE;
      if (number < least || number > most) {
        throw fault("the preparation's " + key + " is \"" + text + "\"", least + " to " + most,
            Model.SAVE_AGAIN);
      }
      return number;
    }

    private List<String> list(String key) {
      List<String> values = new ArrayList<>();
      String value = stored.metadata().get(key + 0);
      while (value != null) {
        values.add(value);
        value = stored.metadata().get(key + values.size());
      }
      return values;
    }

    private String text(String key) {
      String text = stored.metadata().get(key);
      if (text == null) {
        throw fault("the preparation has no " + key, "what this library writes", Model.SAVE_AGAIN);
      }
      return text;
    }

    private DataFormatException fault(String problem, String expected, String remedy) {
      return new DataFormatException(file, problem, expected, remedy);
    }
  }
}
