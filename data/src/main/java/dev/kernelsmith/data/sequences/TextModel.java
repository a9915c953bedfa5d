package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** A network that tells texts apart. */
public final class TextModel extends Model<String> {
  TextModel(CompiledNetwork network, TextPreparation preparation) {
    super(network, preparation);
  }

  /**
   * Reads a model of texts; see {@link Model#load(Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no texts as well
   * @throws IOException if the file cannot be read
   */
  public static TextModel load(Path file) throws IOException {
    return Model.load(file).as(TextModel.class, file);
  }

  /**
   * Reads the parameters of a network, and the preparation; see {@link Model#load(CompiledNetwork, Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no texts as well
   * @throws IOException if the file cannot be read
   */
  public static TextModel load(CompiledNetwork network, Path file) throws IOException {
    return Model.load(network, file).as(TextModel.class, file);
  }

  @Override
  public TextPreparation preparation() {
    return (TextPreparation) super.preparation();
  }
}
