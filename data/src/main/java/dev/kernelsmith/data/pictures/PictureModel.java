package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.Model;
import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.runtime.CompiledNetwork;
import java.io.IOException;
import java.nio.file.Path;

/** A network that tells what pictures show. */
public final class PictureModel extends Model<Picture> {
  PictureModel(CompiledNetwork network, PicturePreparation preparation) {
    super(network, preparation);
  }

  /**
   * Reads a model of pictures; see {@link Model#load(Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no pictures as well
   * @throws IOException if the file cannot be read
   */
  public static PictureModel load(Path file) throws IOException {
    return Model.load(file).as(PictureModel.class, file);
  }

  /**
   * Reads the parameters of a network, and the preparation; see {@link Model#load(CompiledNetwork, Path)}.
   *
   * @throws dev.kernelsmith.runtime.io.DataFormatException if the file is of no pictures as well
   * @throws IOException if the file cannot be read
   */
  public static PictureModel load(CompiledNetwork network, Path file) throws IOException {
    return Model.load(network, file).as(PictureModel.class, file);
  }

  @Override
  public PicturePreparation preparation() {
    return (PicturePreparation) super.preparation();
  }

  /**
   * What a picture file shows.
   *
   * @throws IOException if it is missing, no picture or damaged; the message names it
   */
  public Prediction predict(Path file) throws IOException {
    return predict(preparation().size().channels() == 1 ? Picture.readGrey(file) : Picture.read(file));
  }
}
