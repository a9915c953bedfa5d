package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.generated.NetworkSource.LayerSource;
import dev.kernelsmith.processor.graph.Broadcast;
import dev.kernelsmith.annotations.LossFunction;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Random valid networks: chains and branches of all layers, activations, losses and optimizers, with extents that are multiples
 * of nothing. Every layer contributes to the output, and the work for one sample is limited.
 */
final class RandomNetworks {
  /** Multiplications for one sample, forward. */
  private static final long MOST_WORK = 60_000;

  /** Names of fields that generated code might use itself. */
  private static final List<String> NAMES =
      List.of(
          "a", "sum", "step", "block", "loss", "seed", "target", "weights", "out", "engine", "x", "i", "n", "copy",
          "gradient", "logitsOut", "k", "bias", "lane", "parameters", "run", "from", "value", "LANES", "train",
          "predict");

  private record Known(String name, List<Integer> shape) {
    boolean isImage() {
      return shape.size() == 3;
    }

    int elements() {
      return shape.stream().reduce(1, Math::multiplyExact);
    }
  }

  /**
   * A layer that can be used again.
   *
   * @param anySize whether any image with as many channels will do, which it leaves as large as it is
   */
  private record Reusable(Known input, Known output, boolean anySize, long work) {
    boolean takes(Known from) {
      return from.shape().equals(input.shape())
          || anySize && from.isImage() && from.shape().getLast().equals(input.shape().getLast());
    }

    List<Integer> outputOf(Known from) {
      return anySize
          ? List.of(from.shape().get(0), from.shape().get(1), output.shape().getLast())
          : output.shape();
    }
  }

  private final RandomGenerator random;
  private final List<Reusable> reusable = new ArrayList<>();
  private final List<LayerSource> layers = new ArrayList<>();
  private final List<Known> known = new ArrayList<>();
  private long work;

  private RandomNetworks(RandomGenerator random) {
    this.random = random;
  }

  /** The network of a seed. */
  static NetworkSource of(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    for (int attempt = 0; attempt < 10_000; attempt++) {
      RandomNetworks one = new RandomNetworks(random);
      NetworkSource source = one.build("Random" + seed);
      if (one.work <= MOST_WORK) {
        return source;
      }
    }
    throw new IllegalStateException("no network of seed %d is small enough".formatted(seed));
  }

  private NetworkSource build(String name) {
    List<Integer> input =
        switch (random.nextInt(8)) {
          case 0 -> List.of(between(1, 70));
          case 1 -> List.of(between(1, 13), between(1, 20));
          case 2 -> List.of(between(1, 5), between(1, 5), between(1, 5), between(1, 9));
          default -> image();
        };
    known.add(new Known("input", input));
    int count = between(1, 7);
    while (layers.size() < count) {
      addLayer();
    }
    join();
    LossFunction loss = LossFunction.values()[random.nextInt(LossFunction.FORMULA.ordinal())];
    int third = loss == LossFunction.TRIPLET ? 3 : 1;
    if (third == 3 || random.nextInt(3) > 0) {
      int units = third * between(1, 20 / third);
      add("Dense", "units = " + units, List.of(known.getLast()), List.of(units));
    }
    switch (loss) {
      case CROSS_ENTROPY, KL_DIVERGENCE -> endWith("SOFTMAX");
      case BINARY_CROSS_ENTROPY -> endWith("SIGMOID");
      default -> {}
    }
    return new NetworkSource(name, braces(input), optimizer(), used(), loss + settings(loss));
  }

  private void endWith(String activation) {
    add(
        "Activate", "value = Activation." + activation, List.of(known.getLast()), known.getLast().shape());
  }

  /** Values of the loss's annotation beside its function. */
  private String settings(LossFunction loss) {
    StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? ", reduction = Reduction.SUM" : "");
    text.append(random.nextInt(4) == 0 ? ", weight = " + random.nextDouble(0.1, 3) : "");
    boolean softmax = loss == LossFunction.SOFTMAX_CROSS_ENTROPY;
    if (softmax || loss == LossFunction.CROSS_ENTROPY) {
      boolean distributions = random.nextInt(4) == 0;
      text.append(distributions ? ", distributions = true" : "");
      text.append(random.nextInt(3) == 0 ? ", labelSmoothing = " + random.nextDouble(0.9) : "");
      if (random.nextInt(3) == 0) {
        List<String> weights = new ArrayList<>();
        for (int c = known.getLast().shape().getLast(); c > 0; c--) {
          weights.add(of("1", "0.5", "2", Double.toString(random.nextDouble(0.01, 3))));
        }
        text.append(", classWeights = {").append(String.join(", ", weights)).append('}');
      }
      text.append(!distributions && random.nextInt(3) == 0 ? ", ignoredClass = " + of("-100", "-1", "0", "255") : "");
    }
    if (softmax ? random.nextInt(4) == 0 : loss == LossFunction.FOCAL && random.nextBoolean()) {
      text.append(", gamma = ").append(of("0", "1", "2", "0.5", "3.25"));
    }
    text.append(loss == LossFunction.FOCAL && random.nextBoolean() ? ", alpha = " + of("-1", "0.75", "0") : "");
    text.append(loss == LossFunction.HUBER && random.nextBoolean() ? ", delta = 0.3" : "");
    boolean margin = loss == LossFunction.HINGE || loss == LossFunction.TRIPLET;
    return text.append(margin && random.nextBoolean() ? ", margin = 0.7" : "").toString();
  }

  /** Lets a layer that nobody reads have a part in the output, where there is one of the same shape as the last layer. */
  private void join() {
    Known last = known.getLast();
    List<String> read = layers.stream().flatMap(l -> l.inputs().stream()).toList();
    List<Known> alike =
        known.stream().filter(k -> k != last && k.shape().equals(last.shape()) && !read.contains(k.name())).toList();
    if (!alike.isEmpty()) {
      addSum(last, alike);
    }
  }

  private List<Integer> image() {
    return List.of(between(1, 13), between(1, 13), random.nextBoolean() ? between(1, 4) : between(1, 20));
  }

  private void addLayer() {
    Known from = random.nextInt(3) > 0 ? known.getLast() : known.get(random.nextInt(known.size()));
    List<Known> alike = known.stream().filter(k -> k != from && fits(k, from)).toList();
    List<Reusable> again = reusable.stream().filter(r -> r.takes(from)).toList();
    if (!again.isEmpty() && random.nextInt(3) == 0) {
      Reusable layer = again.get(random.nextInt(again.size()));
      if (random.nextBoolean()) {
        addReuse(from, layer);
      } else {
        addAlike(from, layer);
      }
    } else if (!alike.isEmpty() && random.nextBoolean()) {
      addSum(from, alike);
    } else if (random.nextInt(5) == 0) {
      addNorm(from);
    } else if (random.nextInt(8) == 0) {
      addActivation(from);
    } else if (random.nextInt(6) == 0) {
      addJoined(from);
    } else if (random.nextInt(6) == 0) {
      addDropout(from);
    } else if (random.nextInt(8) == 0) {
      addConstant(from);
    } else if (random.nextInt(12) == 0) {
      addOneHot(from);
    } else if (from.shape().size() == 2 && random.nextInt(3) > 0) {
      switch (random.nextInt(6)) {
        case 0 -> addGlobalPool(from);
        case 1, 2 -> addPool(from);
        default -> addConv1D(from);
      }
    } else if (random.nextInt(3) == 0) {
      addAlgebra(from);
    } else if (!from.isImage()) {
      addDense(from);
    } else {
      switch (random.nextInt(11)) {
        case 0 -> addDense(from);
        case 10 -> addGlobalPool(from);
        case 1, 2 -> addPool(from);
        case 3, 4 -> addSameShape(from);
        case 5 -> addDepthwise(from);
        case 6 -> addTransposed(from);
        default -> addConv(from);
      }
    }
  }

  private void addSum(Known from, List<Known> alike) {
    List<Known> summands = new ArrayList<>(List.of(from));
    for (int i = random.nextInt(5) == 0 ? 2 : 1; i > 0; i--) {
      summands.add(alike.get(random.nextInt(alike.size())));
    }
    if (!summands.stream().allMatch(a -> summands.stream().allMatch(b -> fits(a, b)))) {
      return;
    }
    List<Integer> shape = summands.stream().map(Known::shape).reduce(Broadcast::of).orElseThrow();
    if (shape.stream().reduce(1, Math::multiplyExact) > 4 * from.elements()) {
      return;
    }
    String kind = summands.size() > 2 ? of("Add", "Multiply") : of("Add", "Add", "Multiply", "Subtract", "Divide");
    if (kind.equals("Divide")) {
      Known divisor = summands.removeLast();
      addWeighted(divisor, false, divisor.elements(), "BatchNorm", "activation = Activation.SIGMOID", divisor.shape());
      summands.add(known.getLast());
    }
    add(kind, "activation = " + activation(), summands, shape);
  }

  private static boolean fits(Known a, Known b) {
    return Broadcast.of(a.shape(), b.shape()) != null;
  }

  private void addReuse(Known from, Reusable layer) {
    work += layer.work() * from.elements() / layer.input().elements();
    String name = free();
    layers.add(LayerSource.reuse(layer.output().name(), name, from.name()));
    known.add(new Known(name, layer.outputOf(from)));
  }

  /** A layer like another, with parameters of its own. */
  private void addAlike(Known from, Reusable layer) {
    LayerSource model =
        layers.stream().filter(l -> l.name().equals(layer.output().name())).findFirst().orElseThrow();
    long products = layer.work() * from.elements() / layer.input().elements();
    addWeighted(from, layer.anySize(), products, model.kind(), model.values(), layer.outputOf(from));
  }

  private void addNorm(Known from) {
    List<Integer> shape = from.shape();
    int channels = shape.getLast();
    int positions = from.elements() / channels;
    String ends = of("", "scale = false, ") + "epsilon = 1e-2f, activation = " + activation();
    int axis = random.nextInt(shape.size());
    String axes = of("", "axis = %d, ".formatted(axis));
    int groups = divisor(channels);
    switch (random.nextInt(7)) {
      case 0, 1 -> addBatchNorm(from);
      case 6 ->
          add(
              "LocalResponseNorm", of("", "size = 2, alpha = 0.5f, bias = 1", "size = 3, alpha = 1, beta = 0.5f"),
              List.of(from), from.shape());
      case 2 -> addSampleNorm(from, channels, "LayerNorm", axes + ends);
      case 3 -> addSampleNorm(from, channels, "RmsNorm", axes + ends);
      case 4 -> addSampleNorm(from, from.elements() / groups, "GroupNorm", "groups = %d, ".formatted(groups) + ends);
      default -> addSampleNorm(from, positions, "InstanceNorm", of("", "shift = false, ") + ends);
    }
  }

  private int divisor(int channels) {
    int divisor = between(1, channels);
    while (channels % divisor != 0) {
      divisor--;
    }
    return divisor;
  }

  /**
   * A normalisation of each sample.
   *
   * @param least elements that it takes statistics of, or more
   */
  private void addSampleNorm(Known from, int least, String kind, String values) {
    if (least < 2) {
      addBatchNorm(from);
    } else if (values.contains("scale = false") && (kind.equals("RmsNorm") || values.contains("shift = false"))) {
      add(kind, values, List.of(from), from.shape());
    } else {
      addWeighted(from, false, 4L * from.elements(), kind, values, from.shape());
    }
  }

  private void addActivation(Known from) {
    List<Integer> doubled = new ArrayList<>(from.shape());
    doubled.set(doubled.size() - 1, 2 * doubled.getLast());
    switch (random.nextInt(4)) {
      case 0 -> addWeighted(from, from.isImage(), from.elements(), "PRelu", "", from.shape());
      case 1 -> add("CRelu", "", List.of(from), doubled);
      case 2 ->
          add(
              "Activate", "value = Activation.%s, axis = %d".formatted(
                  of("SOFTMAX", "LOG_SOFTMAX"), random.nextInt(from.shape().size())),
              List.of(from), from.shape());
      default -> add("Activate", "value = " + activation(), List.of(from), from.shape());
    }
  }

  private void addBatchNorm(Known from) {
    String momentum = of("", "momentum = 0f, ", "momentum = 0.75f, ");
    String values = momentum + "epsilon = 1e-2f, activation = " + activation();
    addWeighted(from, from.isImage(), from.elements(), "BatchNorm", values, from.shape());
  }

  /** What differs in one extent only, the same layer twice at times. */
  private void addJoined(Known from) {
    int axis = random.nextInt(3) == 0 ? random.nextInt(from.shape().size()) : from.shape().size() - 1;
    List<Known> fitting = known.stream().filter(k -> others(k, axis).equals(others(from, axis))).toList();
    List<Known> parts = new ArrayList<>(List.of(from));
    for (int i = random.nextInt(4) == 0 ? 2 : 1; i > 0; i--) {
      parts.add(random.nextInt(parts.size() + 1), fitting.get(random.nextInt(fitting.size())));
    }
    List<Integer> shape = new ArrayList<>(from.shape());
    shape.set(axis, parts.stream().mapToInt(k -> k.shape().get(axis)).sum());
    boolean last = axis == shape.size() - 1 && random.nextBoolean();
    int number = random.nextBoolean() ? axis : axis - shape.size();
    add("Concat", last ? "" : "axis = " + number, parts, shape);
  }

  /** The rank and the extents but for that of an axis. */
  private static List<Integer> others(Known layer, int axis) {
    List<Integer> others = new ArrayList<>(layer.shape());
    if (axis < others.size()) {
      others.set(axis, 0);
    }
    return others;
  }

  private void addAlgebra(Known from) {
    RandomAlgebra layer = RandomAlgebra.of(random, from.shape());
    if (layer.shape().stream().reduce(1, Math::multiplyExact) > 4 * from.elements()) {
      return;
    }
    work += layer.inputs() > 1 ? (long) from.elements() * layer.shape().getLast() : from.elements();
    add(layer.kind(), layer.values(), Collections.nCopies(layer.inputs(), from), layer.shape());
  }

  /** Fixed numbers, and what joins them to a layer. */
  private void addConstant(Known from) {
    List<Integer> shape = new ArrayList<>(from.shape());
    String kind = of("Add", "Multiply", "Subtract", "Concat", "MatMul");
    boolean product = kind.equals("MatMul") && shape.size() > 1;
    if (product) {
      shape = List.of(shape.getLast(), between(1, 6));
    } else if (!kind.equals("Concat")) {
      shape.replaceAll(extent -> random.nextInt(3) == 0 ? 1 : extent);
      shape = shape.subList(random.nextInt(shape.size()), shape.size());
    }
    boolean one = random.nextInt(4) == 0;
    List<String> numbers = new ArrayList<>();
    for (int i = one ? 1 : shape.stream().reduce(1, Math::multiplyExact); i > 0; i--) {
      numbers.add(!numbers.isEmpty() && random.nextBoolean() ? numbers.getLast() : of("0", "1", "0.5f", "-0.25f"));
    }
    String shaped = !one && shape.size() == 1 && random.nextBoolean() ? "" : ", shape = " + braces(shape);
    add("Constant", "value = {" + String.join(", ", numbers) + "}" + shaped, List.of(), shape);
    Known constant = known.getLast();
    if (product) {
      List<Integer> result = new ArrayList<>(from.shape());
      result.set(result.size() - 1, shape.getLast());
      work += (long) from.elements() * shape.getLast();
      add("MatMul", "", List.of(from, constant), result);
    } else if (kind.equals("Concat")) {
      List<Integer> result = new ArrayList<>(shape);
      result.set(result.size() - 1, 2 * result.getLast());
      add("Concat", "", random.nextBoolean() ? List.of(from, constant) : List.of(constant, from), result);
    } else {
      add(kind.equals("MatMul") ? "Add" : kind, "activation = " + activation(), List.of(from, constant), from.shape());
    }
  }

  /** Of whole numbers, of which some are no class at times. */
  private void addOneHot(Known from) {
    int axis = random.nextInt(from.shape().size());
    List<Integer> shape = new ArrayList<>(from.shape());
    int classes = Math.max(1, shape.get(axis) - random.nextInt(2));
    shape.remove(axis);
    if (shape.isEmpty()) {
      shape.add(1);
    }
    add("ArgMax", "axes = " + axis, List.of(from), List.copyOf(shape));
    if (shape.equals(List.of(1))) {
      shape.clear();
    }
    shape.add(classes);
    add("OneHot", "classes = " + classes, List.of(known.getLast()), shape);
  }

  private void addDropout(Known from) {
    String each = from.shape().size() > 1 ? of("ELEMENT", "CHANNEL", "POSITION", "SAMPLE") : of("ELEMENT", "SAMPLE");
    String unit = each.equals("ELEMENT") && random.nextBoolean() ? "" : ", each = DropoutUnit." + each;
    add("Dropout", "rate = " + of("0f", "0.1f", "0.25f", "0.5f") + unit, List.of(from), from.shape());
  }

  private void addDense(Known from) {
    int units = random.nextInt(5) == 0 ? between(17, 70) : between(1, 20);
    addWeighted(from, false, (long) units * from.elements(), "Dense",
        "units = %d, activation = %s%s".formatted(units, activation(), bias()), List.of(units));
  }

  private void addConv(Known from) {
    addConv(from, between(1, 20), window(from, 5, random.nextBoolean() ? 1 : 3));
  }

  /** What a residual block is made of. */
  private void addSameShape(Known from) {
    addConv(from, from.shape().getLast(), RandomWindow.same(random, from.shape().size() - 1, 3));
  }

  private void addConv(Known from, int filters, RandomWindow window) {
    int channels = from.shape().getLast();
    int groups = groups(channels, filters);
    List<Integer> shape = window.over(from.shape(), filters);
    long products = window.taps() * shape.get(0) * shape.get(1) * filters * (channels / groups);
    String values =
        "filters = %d, %s%s, activation = %s%s".formatted(
            filters, window.text("kernel"), groups == 1 ? "" : ", groups = " + groups, activation(), bias());
    addWeighted(from, window.keepsEverySize(), products, "Conv2D", values, shape);
  }

  /** Often 1, else a number that divides both. */
  private int groups(int channels, int filters) {
    int groups = random.nextInt(3) > 0 ? 1 : between(1, Math.min(channels, filters));
    return channels % groups == 0 && filters % groups == 0 ? groups : 1;
  }

  private void addConv1D(Known from) {
    int filters = between(1, 20);
    RandomWindow window = window(from, 5, 3);
    List<Integer> shape = window.over(from.shape(), filters);
    long products = window.taps() * shape.get(0) * filters * from.shape().getLast();
    String values =
        "filters = %d, %s, activation = %s%s".formatted(filters, window.text("kernel"), activation(), bias());
    addWeighted(from, false, products, "Conv1D", values, shape);
  }

  private void addDepthwise(Known from) {
    RandomWindow window = window(from, 4, 2);
    int multiplier = random.nextInt(3) == 0 ? between(2, 3) : 1;
    int channels = from.shape().getLast() * multiplier;
    boolean separable = random.nextBoolean();
    List<Integer> shape = window.over(from.shape(), separable ? between(1, 20) : channels);
    long places = (long) shape.get(0) * shape.get(1) * channels;
    long products = places * window.taps() + (separable ? places * shape.getLast() : 0);
    String values =
        "%s%s, %s, activation = %s%s".formatted(
            separable ? "filters = " + shape.getLast() + ", " : "", "multiplier = " + multiplier,
            window.text("kernel"), activation(), bias());
    String kind = separable ? "SeparableConv2D" : "DepthwiseConv2D";
    addWeighted(from, window.keepsEverySize(), products, kind, values, shape);
  }

  private void addTransposed(Known from) {
    int filters = between(1, 9);
    int size = between(1, 4);
    int stride = between(1, 3);
    boolean same = random.nextBoolean();
    List<Integer> shape = new ArrayList<>();
    for (int extent : from.shape().subList(0, 2)) {
      shape.add(same ? extent * stride : (extent - 1) * stride + size);
    }
    shape.add(filters);
    int groups = groups(from.shape().getLast(), filters);
    long products = (long) from.elements() * size * size * (filters / groups);
    String values =
        "filters = %d, groups = %d, kernel = %d, stride = %d, padding = Padding.%s, activation = %s%s".formatted(
            filters, groups, size, stride, same ? of("SAME", "SAME_LOWER") : "VALID", activation(), bias());
    addWeighted(from, same && stride == 1, products, "ConvTranspose2D", values, shape);
  }

  private void addPool(Known from) {
    RandomWindow window = window(from, 3, 3);
    if (random.nextBoolean()) {
      window = window.apart();
    }
    if (window.mayCoverNothing(from.shape())) {
      window = RandomWindow.same(random, from.shape().size() - 1, 3);
    }
    boolean ceiling = random.nextInt(3) == 0 && window.leavesOver();
    String values =
        "%s%s, type = %s, activation = %s".formatted(
            window.text("size"), ceiling ? ", ceiling = true" : "", poolType(window.pads()), activation());
    add("Pool", values, List.of(from), window.over(from.shape(), from.shape().getLast(), ceiling));
  }

  private void addGlobalPool(Known from) {
    add(
        "GlobalPool", "type = " + poolType(false) + ", activation = " + activation(),
        List.of(from),
        List.of(from.shape().getLast()));
  }

  private String poolType(boolean padded) {
    return "PoolType."
        + of("MAX", "MAX", "AVERAGE", padded ? "AVERAGE, countPadding = true" : "AVERAGE", "LP", "LP, p = 3");
  }

  private RandomWindow window(Known from, int mostTaps, int mostStride) {
    return RandomWindow.over(random, from.shape(), mostTaps, mostStride);
  }

  private void addWeighted(
      Known from, boolean anySize, long products, String kind, String values, List<Integer> shape) {
    work += products;
    Known output = new Known(free(), shape);
    layers.add(new LayerSource(output.name(), kind, values, List.of(from.name()), random.nextInt(8) == 0));
    known.add(output);
    reusable.add(new Reusable(from, output, anySize, products));
  }

  private void add(String kind, String values, List<Known> inputs, List<Integer> shape) {
    String free = free();
    layers.add(new LayerSource(free, kind, values, inputs.stream().map(Known::name).toList()));
    known.add(new Known(free, shape));
  }

  /** A name that no layer has yet. */
  private String free() {
    String name = NAMES.get(random.nextInt(NAMES.size()));
    return known.stream().anyMatch(k -> k.name().equals(name)) ? name + layers.size() : name;
  }

  /** Without the layers that do not reach the output. */
  private List<LayerSource> used() {
    Set<String> needed = new HashSet<>(Set.of(layers.getLast().name()));
    List<LayerSource> used = new ArrayList<>();
    for (LayerSource layer : layers.reversed()) {
      if (needed.contains(layer.name())) {
        needed.addAll(layer.inputs());
        if (layer.kind().equals("Reuse")) {
          needed.add(layer.values().replace("\"", ""));
        }
        used.addFirst(layer);
      }
    }
    return used;
  }

  private String optimizer() {
    return switch (random.nextInt(19)) {
      case 0 -> "";
      case 1 -> "type = OptimizerType.SGD";
      case 2 -> "type = OptimizerType.MOMENTUM, learningRate = 0.02f, momentum = 0.8f";
      case 3 -> "type = OptimizerType.MOMENTUM, nesterov = true";
      case 4 -> "type = OptimizerType.SGD, weightDecay = 0.1f, l1 = 0.05f, l2 = 0.2f, clipValue = 0.3f";
      case 5 -> "type = OptimizerType.MOMENTUM, clipNorm = 1, l2 = 0.1f";
      case 6 -> "type = OptimizerType.NESTEROV, weightDecay = 0.1f";
      case 7 -> "type = OptimizerType.ADAGRAD";
      case 8 -> "type = OptimizerType.ADAGRAD, initialAccumulator = 0.1f, clipNorm = 2";
      case 9 -> "type = OptimizerType.ADADELTA, rho = 0.8f, l2 = 0.1f";
      case 10 -> "type = OptimizerType.RMSPROP";
      case 11 -> "type = OptimizerType.RMSPROP, centered = true, momentum = 0.5f, nesterov = true, epsilon = 1e-3f";
      case 12 -> "type = OptimizerType.ADAMAX, l1 = 0.1f";
      case 13 -> "type = OptimizerType.AMSGRAD, beta2 = 0.6f";
      case 14 -> "type = OptimizerType.NADAM, clipValue = 0.5f, clipNorm = 1.5f";
      case 15 -> "type = OptimizerType.ADAMW, learningRate = 0.1f";
      case 16 -> "type = OptimizerType.LION, weightDecay = 0.3f, l2 = 0.1f";
      case 17 -> "type = OptimizerType.ADADELTA, averageDecay = 0.9, weightDecay = 0.1";
      default -> "type = OptimizerType.ADAM, beta1 = 0.8f, beta2 = 0.99f, epsilon = 1e-6f";
    };
  }

  /**
   * Two of them jump: rounding decides at the jump only, which random sums do not meet, and which is nowhere near the numbers at which other
   * activations stay (0 is on the same side in float and double; 0.3 is none of them).
   */
  private String activation() {
    return "Activation."
        + of("IDENTITY", "RELU", "RELU", "RELU", "SIGMOID", "TANH", "SOFTMAX", "RELU6", "SELU", "SOFTSIGN",
            "SWISH", "MISH", "HARD_SIGMOID", "HARD_SWISH", "GELU_TANH", "GELU", "SOFTPLUS", "ELU", "ELU, alpha = 0.5f",
            "LEAKY_RELU", "LEAKY_RELU, alpha = 0.2f", "LOG_SOFTMAX", "STEP", "THRESHOLDED_RELU, alpha = 0.3f");
  }

  private String bias() {
    return random.nextInt(4) == 0 ? ", bias = false" : "";
  }

  private int between(int least, int most) {
    return random.nextInt(least, most + 1);
  }

  private String of(String... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static String braces(List<Integer> numbers) {
    return numbers.toString().replace('[', '{').replace(']', '}');
  }
}
