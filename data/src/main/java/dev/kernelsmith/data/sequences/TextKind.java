package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Preparation;
import dev.kernelsmith.data.PreparationKind;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.io.DataFormatException;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** How the preparation of texts stands in a file: the tokenizer's entries, and one for each number and name. */
public final class TextKind implements PreparationKind {
  static final String NAME = "text";
  static final String CLASS = "class.";
  static final String NONE = "NONE";

  /** Made by {@link java.util.ServiceLoader}. */
  public TextKind() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public TextModel model(CompiledNetwork network, Preparation<?> preparation) {
    return ((TextPreparation) preparation).model(network);
  }

  @Override
  public TextPreparation read(SafetensorsFile stored, Path file) {
    Map<String, String> metadata = stored.metadata();
    Tokenizer tokenizer = Tokenizer.of(stored, file);
    List<String> names = new ArrayList<>();
    for (String name = metadata.get(CLASS + 0); name != null; name = metadata.get(CLASS + names.size())) {
      names.add(name);
    }
    if (names.size() < 2 || names.stream().distinct().count() < names.size()) {
      throw fault(file, "the preparation has the classes " + names, "different names, at least two");
    }
    String length = String.valueOf(metadata.get("length"));
    if (!length.matches("[1-9][0-9]{0,8}")) {
      throw fault(file, "the preparation has texts of \"" + length + "\" tokens", "a number from 1 to 10^9");
    }
    String lengths = String.valueOf(metadata.get("lengths"));
    if (!lengths.equals("true") && !lengths.equals("false")) {
      throw fault(file, "\"lengths\" of the preparation is \"" + lengths + "\"", "true or false");
    }
    String truncation = String.valueOf(metadata.get("truncation"));
    List<String> possible = Arrays.stream(Truncation.values()).map(Truncation::name).toList();
    if (!truncation.equals(NONE) && !possible.contains(truncation)) {
      throw fault(file, "the preparation cuts texts by \"" + truncation + "\"", NONE + " or one of " + possible);
    }
    return new TextPreparation(tokenizer, Integer.parseInt(length), lengths.equals("true"),
        truncation.equals(NONE) ? null : Truncation.valueOf(truncation), names);
  }

  private static DataFormatException fault(Path file, String problem, String expected) {
    return new DataFormatException(file, problem, expected, Model.SAVE_AGAIN);
  }
}
