package dev.kernelsmith.data.pictures;

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
import java.util.Set;

/** How the preparation of pictures stands in a file: a metadata entry for each number and name. */
public final class PictureKind implements PreparationKind {
  static final String NAME = "pictures";
  static final String CLASS = "class.";
  private static final int MOST_EXTENT = 1 << 15;

  /** Made by {@link java.util.ServiceLoader}. */
  public PictureKind() {}

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public PictureModel model(CompiledNetwork network, Preparation<?> preparation) {
    return ((PicturePreparation) preparation).model(network);
  }

  @Override
  public PicturePreparation read(SafetensorsFile stored, Path file) {
    Map<String, String> metadata = stored.metadata();
    List<String> names = new ArrayList<>();
    String name = metadata.get(CLASS + 0);
    while (name != null) {
      names.add(name);
      name = metadata.get(CLASS + names.size());
    }
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      throw fault(file, "the preparation has the classes " + names, "different names, at least one");
    }
    List<String> fits = Arrays.stream(Fit.values()).map(Fit::name).toList();
    String fit = String.valueOf(metadata.get("fit"));
    if (!fits.contains(fit)) {
      throw fault(file, "the preparation's fit is \"" + fit + "\"", "one of " + fits);
    }
    int channels = number(metadata, "channels", file);
    if (channels != 1 && channels != 3) {
      throw fault(file, "the preparation has " + channels + " channels", "1 or 3");
    }
    int height = number(metadata, "height", file);
    int width = number(metadata, "width", file);
    if ((long) height * width * channels > Integer.MAX_VALUE - 8) {
      throw fault(file, "the preparation has pictures of " + height + " x " + width, "fewer pixels");
    }
    return new PicturePreparation(new PictureSize(height, width, channels), Fit.valueOf(fit), names);
  }

  private static int number(Map<String, String> metadata, String key, Path file) {
    String text = String.valueOf(metadata.get(key));
    int number = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (number < 1 || number > MOST_EXTENT) {
      throw fault(file, "the preparation's " + key + " is \"" + text + "\"", "1 to " + MOST_EXTENT);
    }
    return number;
  }

  private static DataFormatException fault(Path file, String problem, String expected) {
    return new DataFormatException(file, problem, expected, Model.SAVE_AGAIN);
  }
}
