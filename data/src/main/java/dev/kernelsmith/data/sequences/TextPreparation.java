package dev.kernelsmith.data.sequences;

import dev.kernelsmith.data.Prediction;
import dev.kernelsmith.data.Preparation;
import dev.kernelsmith.runtime.CompiledNetwork;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.data.DatasetText;
import dev.kernelsmith.runtime.io.SafetensorsFile;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a network that tells texts apart needs to know of a text: its tokens, cut or filled up to a length, and the names of the classes. {@link #model} puts a network and this together, so that the file predicts from texts.
 *
 * <pre>{@code
 * TextPreparation preparation = TextPreparation.of(CharacterTokenizer.of(texts).withPadding(), 80, List.of("bad", "good")).truncated(Truncation.KEEP_BEGINNING);
 * TextModel model = preparation.model(new ReviewsNetwork(1));
 * model.trainer().epochs(10).fit(preparation.dataset(texts, labels));
 * }</pre>
 *
 * <p>Shorter texts are filled up with token 0 at their end: keep it for that with {@link CharacterTokenizer#withPadding}; of a {@link BytePairTokenizer} it is the byte 0, which texts do not have. Immutable: each method gives another
 * one.
 */
public final class TextPreparation implements Preparation<String> {
  private final Tokenizer tokenizer;
  private final int length;
  private final boolean withLengths;
  private final @Nullable Truncation truncation;
  private final List<String> classNames;

  TextPreparation(Tokenizer tokenizer, int length, boolean withLengths, @Nullable Truncation truncation,
      List<String> classNames) {
    this.tokenizer = tokenizer;
    this.length = length;
    this.withLengths = withLengths;
    this.truncation = truncation;
    this.classNames = List.copyOf(classNames);
  }

  /**
   * Texts of at most so many tokens.
   *
   * @param length tokens that the network reads
   * @param classNames names of the classes, in the order of their numbers
   * @throws IllegalArgumentException if the length is below 1, there are fewer than two classes, or a name stands twice
   */
  public static TextPreparation of(Tokenizer tokenizer, int length, List<String> classNames) {
    Objects.requireNonNull(classNames, "the names of the classes are null");
    if (length < 1) {
      throw new IllegalArgumentException("a network reads " + length + " tokens: at least 1 is needed");
    }
    if (classNames.size() < 2 || classNames.stream().distinct().count() < classNames.size()) {
      throw new IllegalArgumentException("the classes are " + classNames + ": at least two different ones are needed");
    }
    return new TextPreparation(Objects.requireNonNull(tokenizer, "the tokenizer is null"), length, false, null,
        classNames);
  }

  /** Says what is left of texts with more tokens than the network reads. Without it they are an error. */
  public TextPreparation truncated(Truncation kept) {
    return new TextPreparation(tokenizer, length, withLengths, Objects.requireNonNull(kept, "what is kept is null"),
        classNames);
  }

  /** Gives the network a second input of one int, how many tokens the text has. */
  public TextPreparation withLengths() {
    return new TextPreparation(tokenizer, length, true, truncation, classNames);
  }

  /** The tokenizer. */
  public Tokenizer tokenizer() {
    return tokenizer;
  }

  /** Tokens that the network reads. */
  public int length() {
    return length;
  }

  boolean hasLengths() {
    return withLengths;
  }

  @Nullable
  Truncation truncation() {
    return truncation;
  }

  @Override
  public List<String> classNames() {
    return classNames;
  }

  /**
   * The sequences of texts, for {@link Sequences#batches} of like length.
   *
   * @throws IllegalArgumentException if a text is empty or a part of it is no token, with the number of the text
   */
  public Sequences sequences(List<String> texts) {
    List<int[]> tokens = new ArrayList<>();
    for (String text : Objects.requireNonNull(texts, "the texts are null")) {
      Objects.requireNonNull(text, () -> "text " + tokens.size() + " is null");
      try {
        tokens.add(tokenizer.encode(text));
      } catch (IllegalArgumentException unknown) {
        throw new IllegalArgumentException("text " + tokens.size() + ": " + unknown.getMessage(), unknown);
      }
    }
    Sequences sequences = Sequences.ofTokens(tokens, length);
    sequences = truncation == null ? sequences : sequences.truncated(truncation);
    return withLengths ? sequences.withLengths() : sequences;
  }

  /**
   * A data set of texts and their classes.
   *
   * @param labels names of the classes, one for each text
   * @throws IllegalArgumentException if a text is empty, too long and nothing was said of that, or has what is no token; if labels are more or fewer, or one is no class
   */
  public Dataset dataset(List<String> texts, List<String> labels) {
    Objects.requireNonNull(texts, "the texts are null");
    Objects.requireNonNull(labels, "the labels are null");
    Map<String, Integer> numbers = new HashMap<>();
    classNames.forEach(name -> numbers.put(name, numbers.size()));
    int[] classes = new int[labels.size()];
    for (int i = 0; i < classes.length; i++) {
      Integer number = numbers.get(labels.get(i));
      if (number == null) {
        throw new IllegalArgumentException(
            "the class of text " + i + " is \"" + labels.get(i) + "\", but the classes are " + classNames);
      }
      classes[i] = number;
    }
    return new NamedClasses(sequences(texts).classes(classes), classNames);
  }

  /**
   * A network together with this: it goes into the file whenever the network's parameters are saved.
   *
   * @throws IllegalArgumentException if the network has other inputs or outputs, with what it should say
   */
  public TextModel model(CompiledNetwork network) {
    return new TextModel(Objects.requireNonNull(network, "the network is null"), this);
  }

  @Override
  public String kind() {
    return TextKind.NAME;
  }

  @Override
  public Class<String> rawType() {
    return String.class;
  }

  @Override
  public float[][] inputs(String raw) {
    Dataset one = sequences(List.of(Objects.requireNonNull(raw, "the text is null"))).classes(0);
    float[][] inputs = new float[one.inputs()][];
    for (int i = 0; i < inputs.length; i++) {
      Dataset input = one.ofInput(i);
      inputs[i] = new float[input.inputLength()];
      input.copyInput(0, inputs[i], 0);
    }
    return inputs;
  }

  @Override
  public Prediction prediction(float[] output) {
    return Prediction.ofClasses(classNames, Objects.requireNonNull(output, "the output is null"));
  }

  @Override
  public void requireFits(CompiledNetwork network) {
    NetworkSpec spec = Objects.requireNonNull(network, "the network is null").engine().spec();
    List<TensorSpec> inputs = spec.inputs();
    TensorSpec first = inputs.getFirst();
    if (!first.isInt() || first.length() != length) {
      throw new IllegalArgumentException("network " + spec.name() + " reads " + (first.isInt() ? "ints " : "floats ")
          + first.shape() + ", but texts are " + length + " tokens: write @Input(value = " + length
          + ", type = InputType.INT)");
    }
    if (inputs.size() != (withLengths ? 2 : 1)
        || withLengths && (!inputs.getLast().isInt() || inputs.getLast().length() != 1)) {
      throw new IllegalArgumentException("network " + spec.name() + " has " + inputs.size() + " inputs, but a text is "
          + (withLengths ? "its tokens and their number: write @Input(value = 1, type = InputType.INT) for that"
              : "its tokens alone: say withLengths() if the second is their number"));
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
    SafetensorsFile tokens = tokenizer.stored();
    Map<String, String> metadata = new LinkedHashMap<>(tokens.metadata());
    metadata.put("length", Integer.toString(length));
    metadata.put("lengths", String.valueOf(withLengths));
    metadata.put("truncation", truncation == null ? TextKind.NONE : truncation.name());
    for (int i = 0; i < classNames.size(); i++) {
      metadata.put(TextKind.CLASS + i, classNames.get(i));
    }
    return new SafetensorsFile(tokens.tensors(), metadata);
  }

  @Override
  public List<String> differences(Preparation<?> other) {
    Objects.requireNonNull(other, "the other preparation is null");
    if (!(other instanceof TextPreparation texts)) {
      return List.of("it is of texts, the other of kind \"" + other.kind() + "\"");
    }
    List<String> found = new ArrayList<>();
    if (!tokenizer.equals(texts.tokenizer)) {
      found.add("the tokenizer has " + tokenizer + " here, " + texts.tokenizer + " there");
    }
    if (length != texts.length || withLengths != texts.withLengths || truncation != texts.truncation) {
      found.add("texts are " + shape() + " here, " + texts.shape() + " there");
    }
    if (!classNames.equals(texts.classNames)) {
      found.add("the classes are " + classNames + " here, " + texts.classNames + " there");
    }
    return found;
  }

  private String shape() {
    return length + " tokens" + (withLengths ? " and their number" : "")
        + (truncation == null ? "" : ", of longer ones " + truncation);
  }

  /** In words. */
  @Override
  public String toString() {
    return "texts of " + shape() + ", classes [" + DatasetText.list(classNames) + "]; " + tokenizer;
  }
}
