package dev.kernelsmith.runtime.spi;

import dev.kernelsmith.annotations.Activation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** All that the runtime knows of a compiled network. Built once, in the generated class. */
public final class NetworkSpec {
  /** Number of the interface between generated code and this runtime; raised with every incompatible change. */
  public static final int INTERFACE_VERSION = 9;

  /** Name of the slot of {@link #averageSlot}, as the processor gives it. */
  public static final String AVERAGE_SLOT = "average";

  /** What a loss wants to be compared with. */
  public enum TargetKind {
    /** A class number per sample, or for each position of it. */
    CLASS,
    /** As many values per sample as its output has. */
    VALUES,
    /** As many probabilities, from 0 to 1. */
    PROBABILITIES,
    /** The same for outputs that say yes where they are above 0. */
    LABELS,
    /** Nothing. */
    NONE;

    /** Whether a value must be from 0 to 1. */
    public boolean isShare() {
      return this == PROBABILITIES || this == LABELS;
    }
  }

  private final String name;
  private final String fingerprint;
  private final List<TensorSpec> inputs;
  private final List<TensorSpec> outputs;
  private final List<LayerSpec> layers;
  private final List<ParameterSpec> parameters;
  private final int parameterFloats;
  private final int parameterStart;
  private final int trainedFloats;
  private final int updatedFloats;
  private final int gradientFloats;
  private final List<LossSpec> losses;
  private final String optimizerName;
  private final float learningRate;
  private final String learningRateSchedule;
  private final List<String> slots;
  private final long trainingFlops;
  private final List<String> outputActivations;
  private final List<String> outputLayers;
  private final String optimizerSettings;
  private final String initialFile;
  private final Map<String, InitialSpec> initials;
  private final Map<String, Double> rateFactors;
  private final @Nullable StepSpec stepwise;

  private NetworkSpec(Builder builder) {
    name = builder.name;
    fingerprint = builder.fingerprint;
    inputs = List.copyOf(builder.inputs);
    outputs = List.copyOf(builder.outputs);
    layers = List.copyOf(builder.layers);
    parameters = List.copyOf(builder.parameters);
    parameterFloats = builder.parameterFloats;
    parameterStart = least(parameters);
    trainedFloats = builder.trainedFloats;
    updatedFloats = builder.updatedFloats;
    gradientFloats = builder.gradientFloats;
    losses = List.copyOf(builder.losses);
    optimizerName = builder.optimizerName;
    learningRate = builder.learningRate;
    learningRateSchedule = builder.learningRateSchedule;
    slots = List.copyOf(builder.slots);
    trainingFlops = builder.trainingFlops;
    outputActivations = List.copyOf(builder.outputActivations);
    outputLayers = List.copyOf(builder.outputLayers);
    optimizerSettings = builder.optimizerSettings;
    initialFile = builder.initialFile;
    initials = Map.copyOf(builder.initials);
    rateFactors = Collections.unmodifiableMap(new LinkedHashMap<>(builder.rateFactors));
    stepwise = builder.stepwise;
  }

  private static int least(List<ParameterSpec> parameters) {
    int least = parameters.isEmpty() ? 0 : Integer.MAX_VALUE;
    for (ParameterSpec parameter : parameters) {
      least = Math.min(least, parameter.offset());
    }
    return least;
  }

  /**
   * Starts a description.
   *
   * @param interfaceVersion {@link #INTERFACE_VERSION} as the processor knew it
   * @param name simple name of the annotated class
   * @param fingerprint hash of the architecture, hexadecimal
   * @throws IllegalStateException if the generated class was made for another interface version
   */
  public static Builder builder(int interfaceVersion, String name, String fingerprint) {
    if (interfaceVersion != INTERFACE_VERSION) {
      throw new IllegalStateException(
          String.format(Locale.ROOT,
              "%sNetwork was generated for interface version %d of kernelsmith-runtime, but the one on the class path has version %d: use the same version of kernelsmith-processor and kernelsmith-runtime and compile again",
              name, interfaceVersion, INTERFACE_VERSION));
    }
    return new Builder(name, fingerprint);
  }

  /** Simple name of the annotated class. */
  public String name() {
    return name;
  }

  /** Hash of the architecture: equal for networks whose weights can be exchanged. */
  public String fingerprint() {
    return fingerprint;
  }

  /** Inputs, in the order of {@link Block#inputs}. */
  public List<TensorSpec> inputs() {
    return inputs;
  }

  /**
   * What comes out, in the order of {@link Block#outputs}: of each output of the network first the raw one ({@code logits}), then what a
   * prediction gives ({@code probabilities}).
   */
  public List<TensorSpec> outputs() {
    return outputs;
  }

  /** The raw tensor of an output of the network, by the output's number. */
  public TensorSpec rawOutput(int output) {
    return outputs.get(2 * output);
  }

  /** Layers in data-flow order. */
  public List<LayerSpec> layers() {
    return layers;
  }

  /** All parameters, in the order of their layers. */
  public List<ParameterSpec> parameters() {
    return parameters;
  }

  /** The parameters that follow their gradients, in the order of their layers: those that have optimizer slots. */
  public List<ParameterSpec> trainedParameters() {
    return parameters.stream().filter(ParameterSpec::isTrained).toList();
  }

  /** Length of the flat parameter array, padding included. Frozen parameters come last. */
  public int parameterFloats() {
    return parameterFloats;
  }

  /**
   * Where the first parameter starts in the flat parameter array, and so its gradient in a copy and its memory in an optimizer slot. From there
   * on, rows of parameters are multiples of 16 apart. What lies before is 0, like all padding.
   */
  public int parameterStart() {
    return parameterStart;
  }

  /** How much of the flat parameter array is trained, from its beginning: the length of an optimizer slot. */
  public int trainedFloats() {
    return trainedFloats;
  }

  /** How much of the flat parameter array a step changes, from its beginning: what is trained, then state. */
  public int updatedFloats() {
    return updatedFloats;
  }

  /**
   * Length of a gradient copy, a multiple of 16. It has a gradient for each parameter that a step changes, at the offset of that parameter.
   */
  public int gradientFloats() {
    return gradientFloats;
  }

  /** The losses that are trained, in the order of {@link Block#losses}; none for a network that only predicts. */
  public List<LossSpec> losses() {
    return losses;
  }

  /** The losses in words, {@code SOFTMAX_CROSS_ENTROPY + 0.5 * MEAN_SQUARED_ERROR}; empty where there are none. */
  public String lossName() {
    return losses.stream().map(LossSpec::toString).collect(Collectors.joining(" + "));
  }

  /** What to say where a loss is needed and there is none. */
  public String lossMissing() {
    return String.format(Locale.ROOT,
        "network %s has no loss: put @Loss on the field of its output layer and compile again", name);
  }

  /** Name of the optimizer. */
  public String optimizerName() {
    return optimizerName;
  }

  /** Initial learning rate. */
  public float learningRate() {
    return learningRate;
  }

  /** How the learning rate changes, as {@code train.LearningRate} describes itself; empty where it does not. */
  public String learningRateSchedule() {
    return learningRateSchedule;
  }

  /** Names of the optimizer's slots, in the order of the update's slot arrays. */
  public List<String> slots() {
    return slots;
  }

  /** Number of the slot that holds what is to be added to trained parameters to get their moving averages, which predictions use; -1 for none. */
  public int averageSlot() {
    return slots.indexOf(AVERAGE_SLOT);
  }

  /** Floating-point operations of a training step, per sample, without the optimizer. */
  public long trainingFlops() {
    return trainingFlops;
  }

  /** Name of the activation that a raw output has gone through in its layer, by the output's number. */
  public String outputActivation(int output) {
    return output < outputActivations.size() ? outputActivations.get(output) : Activation.IDENTITY.name();
  }

  /** Names of the layers that are outputs, in their order; an output's number is its place here. */
  public List<String> outputLayers() {
    return outputLayers;
  }

  /**
   * The number of an output.
   *
   * @param layer name of the layer
   * @throws IllegalArgumentException if it is no output
   */
  public int outputNumber(String layer) {
    int number = outputLayers.indexOf(Objects.requireNonNull(layer, "the name of an output is null"));
    if (number < 0) {
      throw new IllegalArgumentException(
          String.format(Locale.ROOT, "network %s has no output '%s'%s", name, layer,
              KnownNames.text(layer, outputLayers)));
    }
    return number;
  }

  /** What the optimizer is set to besides its learning rate, as {@code beta1=0.9, beta2=0.999}; empty where there is nothing to set. */
  public String optimizerSettings() {
    return optimizerSettings;
  }

  /** The decoupled decay of weights among the {@link #optimizerSettings}: a step takes learning rate times this of a weight. */
  public double weightDecay() {
    for (String setting : optimizerSettings.split(", ")) {
      if (setting.startsWith("weightDecay=")) {
        return Double.parseDouble(setting.substring(12));
      }
    }
    return 0;
  }

  /** The file that parameters start from as far as it has them, unless {@link #initial} says something else; empty for none. */
  public String initialFile() {
    return initialFile;
  }

  /** What a parameter starts from in place of its initializer, by its name; null for nothing. */
  public @Nullable InitialSpec initial(String parameter) {
    return initials.get(parameter);
  }

  /** The factors of the learning rate that the update has for parameters, by their names, where they are not 1. */
  public Map<String, Double> rateFactors() {
    return rateFactors;
  }

  /** How samples may come step by step; null where the network was compiled without. */
  public @Nullable StepSpec stepwise() {
    return stepwise;
  }

  /** Name and fingerprint. */
  @Override
  public String toString() {
    return "network " + name + " with fingerprint " + fingerprint;
  }

  /** Collects a description; the generated class is its only caller. */
  public static final class Builder {
    private final String name;
    private final String fingerprint;
    private final List<TensorSpec> inputs = new ArrayList<>();
    private final List<TensorSpec> outputs = new ArrayList<>();
    private final List<LayerSpec> layers = new ArrayList<>();
    private final List<ParameterSpec> parameters = new ArrayList<>();
    private int parameterFloats;
    private int trainedFloats;
    private int updatedFloats;
    private int gradientFloats;
    private final List<LossSpec> losses = new ArrayList<>();
    private String optimizerName = "";
    private float learningRate;
    private String learningRateSchedule = "";
    private final List<String> slots = new ArrayList<>();
    private long trainingFlops;
    private final List<String> outputActivations = new ArrayList<>();
    private final List<String> outputLayers = new ArrayList<>();
    private String optimizerSettings = "";
    private String initialFile = "";
    private final Map<String, InitialSpec> initials = new HashMap<>();
    private final Map<String, Double> rateFactors = new LinkedHashMap<>();
    private @Nullable StepSpec stepwise;

    private Builder(String name, String fingerprint) {
      this.name = name;
      this.fingerprint = fingerprint;
    }

    /** Adds an input. */
    public Builder input(TensorSpec tensor) {
      inputs.add(tensor);
      return this;
    }

    /** Adds an output. */
    public Builder output(TensorSpec tensor) {
      outputs.add(tensor);
      return this;
    }

    /** Adds a layer. */
    public Builder layer(LayerSpec layer) {
      layers.add(layer);
      return this;
    }

    /** Adds a parameter. */
    public Builder parameter(ParameterSpec parameter) {
      parameters.add(parameter);
      return this;
    }

    /** Sets the length of the flat parameter array, all of it trained. */
    public Builder parameterFloats(int floats) {
      return parameterFloats(floats, floats, floats, floats);
    }

    /**
     * Sets the length of the flat parameter array, and of its parts.
     *
     * @param all see {@link NetworkSpec#parameterFloats}
     * @param trained see {@link NetworkSpec#trainedFloats}
     * @param updated see {@link NetworkSpec#updatedFloats}
     * @param gradients see {@link NetworkSpec#gradientFloats}
     */
    public Builder parameterFloats(int all, int trained, int updated, int gradients) {
      parameterFloats = all;
      trainedFloats = trained;
      updatedFloats = updated;
      gradientFloats = gradients;
      return this;
    }

    /** Sets how samples may come step by step. */
    public Builder stepwise(StepSpec spec) {
      stepwise = spec;
      return this;
    }

    /** Adds a loss. */
    public Builder loss(LossSpec spec) {
      losses.add(spec);
      return this;
    }

    /** Sets the optimizer. */
    public Builder optimizer(String optimizer, float rate, String... slotNames) {
      optimizerName = optimizer;
      learningRate = rate;
      slots.addAll(List.of(slotNames));
      return this;
    }

    /** Sets how the learning rate changes. */
    public Builder learningRateSchedule(String description) {
      learningRateSchedule = description;
      return this;
    }

    /** Sets the work of a training step. */
    public Builder trainingFlops(long flops) {
      trainingFlops = flops;
      return this;
    }

    /**
     * Adds the layer of the next output.
     *
     * @param layer its name
     * @param activation its activation
     */
    public Builder outputLayer(String layer, String activation) {
      outputLayers.add(layer);
      outputActivations.add(activation);
      return this;
    }

    /** Sets what the optimizer is set to besides its learning rate. */
    public Builder optimizerSettings(String settings) {
      optimizerSettings = settings;
      return this;
    }

    /** Sets the file that parameters start from, as far as it has them. */
    public Builder initialFile(String file) {
      initialFile = file;
      return this;
    }

    /** Says what a parameter starts from in place of its initializer. */
    public Builder initial(String parameter, double value) {
      initials.put(parameter, new InitialSpec(value, "", "", null));
      return this;
    }

    /** The same with a formula. */
    public Builder initial(String parameter, InitialFormula formula) {
      initials.put(parameter, new InitialSpec(Double.NaN, "", "", formula));
      return this;
    }

    /** The same with a tensor of a file. */
    public Builder initial(String parameter, String file, String tensor) {
      initials.put(parameter, new InitialSpec(Double.NaN, file, tensor, null));
      return this;
    }

    /** Says by which factor of the learning rate the update changes a parameter. */
    public Builder rateFactor(String parameter, double factor) {
      rateFactors.put(parameter, factor);
      return this;
    }

    /** The finished description. */
    public NetworkSpec build() {
      return new NetworkSpec(this);
    }
  }
}
