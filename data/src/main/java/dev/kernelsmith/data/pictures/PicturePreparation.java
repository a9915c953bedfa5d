package dev.kernelsmith.data.pictures;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.Preparation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Size and colours that pictures get before a network sees them, and the names of what it tells apart. */
public final class PicturePreparation implements Preparation<Picture> {
  private final PictureSize size;
  private final Fit fit;
  private final List<String> classNames;

  PicturePreparation(PictureSize size, Fit fit, List<String> classNames) {
    this.size = size;
    this.fit = fit;
    this.classNames = List.copyOf(classNames);
  }

  /**
   * A preparation for pictures that come from elsewhere than {@link Pictures}.
   *
   * @param size height, width, and 1 channel for grey or 3
   * @param fit what happens to pictures of other proportions
   * @param classNames names of the classes, in the order of their numbers
   * @throws IllegalArgumentException if there are neither 1 nor 3 channels
   */
  public static PicturePreparation of(PictureSize size, Fit fit, List<String> classNames) {
    Objects.requireNonNull(size, "size");
    Objects.requireNonNull(classNames, "classNames");
    if (size.channels() != 1 && size.channels() != 3) {
      throw new IllegalArgumentException(
          "pictures have " + size.channels() + " channels: 1 is for grey, 3 for red, green and blue");
    }
    return new PicturePreparation(size, Objects.requireNonNull(fit, "the fit is null"), classNames);
  }

  /** The size of the network's input; one channel is grey. */
  public PictureSize size() {
    return size;
  }

  /** What happens to pictures of other proportions. */
  public Fit fit() {
    return fit;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /**
   * A model of these pictures.
   *
   * @throws IllegalArgumentException if the network takes or tells something else, with what it should say
   */
  public PictureModel model(CompiledNetwork network) {
    Objects.requireNonNull(network, "network");
    return new PictureModel(network, this);
  }

  /** A picture in that size, in steps of 1/255, as data sets have them. */
  byte[] bytes(Picture picture) {
    Picture coloured = size.channels() == 1 ? picture.grey() : picture.coloured();
    float[] values = coloured.resized(size.height(), size.width(), fit).values();
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) Math.round(255 * values[i]);
    }
    return bytes;
  }

  @Override
  public String kind() {
    return PictureKind.NAME;
  }

  @Override
  public Class<Picture> rawType() {
    return Picture.class;
  }

  @Override
  public float[][] inputs(Picture raw) {
    byte[] bytes = bytes(Objects.requireNonNull(raw, "the picture is null"));
    float[] input = new float[bytes.length];
    PictureDataset.copyUnit(bytes, input, 0);
    return new float[][] {input};
  }

  @Override
  public Prediction prediction(float[] output) {
    Objects.requireNonNull(output, "output");
    return Prediction.ofClasses(classNames, output);
  }

  @Override
  public void requireFits(CompiledNetwork network) {
    Objects.requireNonNull(network, "network");
    NetworkSpec spec = network.engine().spec();
    List<Integer> wanted = List.of(size.height(), size.width(), size.channels());
    TensorSpec input = spec.inputs().getFirst();
    List<Integer> given = input.shape();
    boolean flat = given.size() == 1 && given.getFirst() == size.length();
    boolean grey = size.channels() == 1 && given.equals(wanted.subList(0, 2));
    if (spec.inputs().size() != 1 || input.isInt() || !given.equals(wanted) && !flat && !grey) {
      throw new IllegalArgumentException("network " + spec.name() + " takes " + given + ", but the pictures are "
          + wanted + ": write @Network(input = {" + size.height() + ", " + size.width() + ", " + size.channels()
          + "}), or read them with size(...), and grey() for one channel");
    }
    int outputs = spec.rawOutput(spec.outputs().size() / 2 - 1).length();
    if (outputs != classNames.size() && !(outputs == 1 && classNames.size() == 2)) {
      throw new IllegalArgumentException("network " + spec.name() + " has " + outputs + " output values, but there are "
          + classNames.size() + " classes [" + DatasetText.list(classNames) + "]: write units = " + classNames.size()
          + " in its last layer");
    }
  }

  @Override
  public SafetensorsFile stored() {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put("height", Integer.toString(size.height()));
    metadata.put("width", Integer.toString(size.width()));
    metadata.put("channels", Integer.toString(size.channels()));
    metadata.put("fit", fit.name());
    for (int i = 0; i < classNames.size(); i++) {
      metadata.put(PictureKind.CLASS + i, classNames.get(i));
    }
    return new SafetensorsFile(Map.of(), metadata);
  }

  @Override
  public List<String> differences(Preparation<?> other) {
    Objects.requireNonNull(other, "other");
    if (!(other instanceof PicturePreparation pictures)) {
      return List.of("it is of pictures, the other of kind \"" + other.kind() + "\"");
    }
    List<String> found = new ArrayList<>();
    if (!size.equals(pictures.size)) {
      found.add("pictures are " + size + " here, " + pictures.size + " there");
    }
    if (fit != pictures.fit) {
      found.add("other proportions mean " + fit + " here, " + pictures.fit + " there");
    }
    if (!classNames.equals(pictures.classNames)) {
      found.add("the classes are " + classNames + " here, " + pictures.classNames + " there");
    }
    return found;
  }

  @Override
  public String toString() {
    return "pictures of " + size + " (" + fit + "), classes [" + DatasetText.list(classNames) + "]";
  }
}
