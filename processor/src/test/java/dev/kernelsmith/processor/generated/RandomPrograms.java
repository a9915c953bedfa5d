package dev.kernelsmith.processor.generated;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Relation;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.UnaryOp;
import dev.kernelsmith.processor.ir.Verifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Random programs, as schedules and emitters may get them whatever layers there are: windows that slide with strides and padding,
 * contractions, wide ones among them and with conditions, maxima and their argmaxes, pointwise chains, buffers that several statements write in parts or in turns, statements that
 * add to what is there, values read before and after that, sums over the batch that several statements add up, means that later statements
 * read, and what follows from those or from parameters alone.
 */
public final class RandomPrograms {
  /** Elements that a buffer has at most. */
  private static final int LARGEST = 600;

  /** Terms that a sum has at most. */
  private static final int LONGEST = 300;

  /** Of so many programs one has a wide layer. */
  private static final int WIDE_EVERY = 4;

  /** Terms that the sum of a wide layer has at least, and units of such layers. */
  private static final int WIDE = 140;

  private static final int[] WIDE_UNITS = {30, 32, 48, 63};

  private static final int[] EXTENTS = {1, 2, 2, 3, 3, 4, 4, 5, 6, 8, 16, 17, 20};

  private final Random random;
  private final List<Statement> statements = new ArrayList<>();
  private final List<Buffer> values = new ArrayList<>();
  private final List<Buffer> argmaxes = new ArrayList<>();
  private final List<Buffer> parameters = new ArrayList<>();
  private final List<Buffer> shared = new ArrayList<>();
  private final Buffer lossGradient = Buffer.lossGradient(0);
  private int number;

  private RandomPrograms(Random random) {
    this.random = random;
  }

  /** A sound program; the same for the same seed. */
  public static Program of(long seed) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    while (true) {
      Program program = new RandomPrograms(random).build(seed % WIDE_EVERY == 0);
      boolean precise = program.statements().stream().allMatch(RandomPrograms::isShort);
      if (precise && Verifier.problems(program, Set.of()).isEmpty()) {
        return program;
      }
    }
  }

  /** Whether no sum is so long that what cancels in it leaves few digits of a float. */
  private static boolean isShort(Statement s) {
    return s.reducedAxes().stream().mapToLong(Axis::extent).reduce(1, (a, b) -> a * b) <= LONGEST;
  }

  private Program build(boolean wide) {
    Buffer input = Buffer.of("input", Role.INPUT, shape(1 + random.nextInt(3)));
    Buffer sample = Buffer.value("sample", input.shape());
    List<Axis> axes = over(input.shape(), "i");
    statements.add(Statement.assign("input", sample, axes, Expr.at(input, axes)));
    values.add(sample);
    for (int p = 1 + random.nextInt(3); p > 0; p--) {
      parameters.add(Buffer.of("p" + p, Role.PARAMETER, shape(1 + random.nextInt(3))));
    }
    for (int count = 2 + random.nextInt(5); count > 0; count--) {
      step();
    }
    if (wide) {
      wide();
    }
    parameters.forEach(this::gradient);
    handOut(values.getLast(), 0);
    handOut(any(), 1);
    if (random.nextBoolean()) {
      loss();
    }
    return new Program("train", statements);
  }

  private void step() {
    switch (random.nextInt(14)) {
      case 0, 1 -> contraction();
      case 2 -> convolution();
      case 3 -> maximum();
      case 4 -> parts();
      case 5 -> turns();
      case 6 -> addition();
      case 7 -> ofArgmax();
      case 8 -> mean();
      case 9, 10 -> common();
      case 11 -> moreOfMean();
      default -> pointwise();
    }
  }

  // Steps.

  /** {@code y[o] += x[o, r] * p[...]}, a bias or an activation behind it at times. */
  private void contraction() {
    Reads reads = new Reads(over(shape(random.nextInt(4)), "o"));
    Expr product = reads.of(any(), true).times(reads.of(random.nextInt(4) == 0 ? any() : parameter(), true));
    reads.condition();
    Buffer sum = add(reads, Reduction.SUM, product);
    if (random.nextBoolean()) {
      List<Axis> axes = over(sum.shape(), "u");
      Buffer activated = value(sum.shape());
      Reads bias = new Reads(axes);
      Expr x = Expr.at(sum, axes);
      Expr biased = random.nextBoolean() ? x.plus(bias.identity(parameter())) : x;
      define(Statement.assign(activated.name() + " forward", activated, axes, activation(biased)));
    }
  }

  /** {@code y[u] += x[i] * p[i, r, u]}, with as many terms and units as a wide layer has, at times with a gradient of its parameter. */
  private void wide() {
    Buffer x = any();
    List<Axis> terms = over(x.shape(), "i");
    int repeated = Math.ceilDiv(WIDE, terms.stream().mapToInt(Axis::extent).reduce(1, (a, b) -> a * b));
    terms.add(new Axis("r", repeated));
    Axis units = new Axis("u", WIDE_UNITS[random.nextInt(WIDE_UNITS.length)]);
    List<Axis> axes = Statement.concat(terms, List.of(units));
    Buffer weights = Buffer.of("k" + number, Role.PARAMETER, axes.stream().map(Axis::extent).toList());
    Buffer y = value(List.of(units.extent()));
    Expr read = Expr.at(x, terms.subList(0, terms.size() - 1));
    List<Guard> conditions = conditions(axes);
    define(
        Statement.sum(y.name() + " forward", y, List.of(units), terms, read.times(Expr.at(weights, axes)))
            .guarded(conditions));
    if (random.nextBoolean()) {
      Expr product = read.times(Expr.at(y, List.of(units)).times(Expr.read(lossGradient, List.of())));
      statements.add(
          Statement.sum(weights.name() + " gradient", weights.gradient(), axes, List.of(), product)
              .guarded(conditions));
    }
  }

  /** Over an image with channels, as layers have it; pooled at times. */
  private void convolution() {
    Buffer x = values.stream().filter(b -> b.shape().size() == 3).reduce((a, b) -> b).orElse(null);
    if (x == null) {
      contraction();
      return;
    }
    int kernel = 1 + random.nextInt(3);
    int stride = 1 + random.nextInt(2);
    int padding = random.nextInt(kernel);
    int dilation = 1 + random.nextInt(2);
    int filters = 1 + random.nextInt(7);
    List<Integer> shape = new ArrayList<>();
    for (int d = 0; d < 2; d++) {
      int room = x.shape().get(d) + 2 * padding - (kernel - 1) * dilation - 1;
      if (room < 0) {
        contraction();
        return;
      }
      shape.add(room / stride + 1);
    }
    shape.add(filters);
    List<Axis> out = List.of(new Axis("h", shape.get(0)), new Axis("w", shape.get(1)), new Axis("f", filters));
    List<Axis> window = List.of(new Axis("r", kernel), new Axis("s", kernel), new Axis("c", x.shape().get(2)));
    Buffer weights =
        Buffer.of("k" + number, Role.PARAMETER, List.of(kernel, kernel, x.shape().get(2), filters));
    parameters.add(weights);
    List<Affine> index = new ArrayList<>();
    List<Guard> guards = new ArrayList<>();
    for (int d = 0; d < 2; d++) {
      Affine at = Affine.of(out.get(d)).times(stride).plus(Affine.of(window.get(d)).times(dilation)).plus(-padding);
      index.add(at);
      guards.add(new Guard(at, x.shape().get(d)));
    }
    index.add(Affine.of(window.get(2)));
    Buffer y = value(shape);
    Expr product = Expr.read(x, index).times(Expr.at(weights, Statement.concat(window, List.of(out.get(2)))));
    define(Statement.sum(y.name() + " forward", y, out, window, product).guarded(guards));
    if (random.nextBoolean()) {
      for (int between = random.nextInt(3); between > 0; between--) {
        step();
      }
      pool(y);
      for (int behind = random.nextInt(3); behind > 0; behind--) {
        pointwise();
      }
    }
  }

  /** A maximum over windows that do not overlap, through an activation at times. */
  private void pool(Buffer y) {
    int size = Math.min(2, Math.min(y.shape().get(0), y.shape().get(1)));
    List<Axis> out = List.of(
        new Axis("h", y.shape().get(0) / size), new Axis("w", y.shape().get(1) / size),
        new Axis("c", y.shape().get(2)));
    List<Axis> window = List.of(new Axis("r", size), new Axis("s", size));
    List<Affine> at = List.of(
        Affine.of(out.get(0)).times(size).plus(Affine.of(window.get(0))),
        Affine.of(out.get(1)).times(size).plus(Affine.of(window.get(1))),
        Affine.of(out.get(2)));
    Expr read = Expr.read(y, at);
    Expr searched = random.nextBoolean() ? Expr.max(read, Expr.constant(0)) : read;
    maximum(out, window, searched, List.of());
  }

  private void maximum() {
    Reads reads = new Reads(over(shape(random.nextInt(3)), "o"));
    Expr read = reads.of(any(), true);
    if (reads.reduced.isEmpty()) {
      pointwise();
    } else {
      maximum(reads.output, reads.reduced, random.nextInt(3) == 0 ? activation(read) : read, reads.guards);
    }
  }

  private void maximum(List<Axis> out, List<Axis> window, Expr searched, List<Guard> guards) {
    Buffer y = value(out.stream().map(Axis::extent).toList());
    boolean kept = random.nextBoolean();
    Buffer argmax = kept ? Buffer.of(y.name() + "Argmax", Role.ARGMAX, y.shape()) : null;
    List<Axis> axes = Statement.concat(out, window);
    // An empty window has no maximum that arithmetic could go on with.
    Buffer raw = guards.isEmpty() ? y : value(y.shape());
    define(new Statement(
        raw.name() + " forward", raw, Affine.ofAll(out), Reduction.MAX, false, searched, axes, guards, argmax));
    if (!guards.isEmpty()) {
      values.remove(raw);
      Expr found = Expr.at(raw, out);
      define(
          Statement.assign(
              y.name() + " forward", y, out,
              Expr.select(Relation.GREATER, found, Expr.constant(-1000), found, Expr.constant(0))));
    }
    if (kept) {
      argmaxes.add(argmax);
    }
  }

  /** One buffer, of which each of two or three statements writes a part along one dimension. */
  private void parts() {
    List<Integer> shape = new ArrayList<>(shape(1 + random.nextInt(3)));
    int dimension = random.nextInt(shape.size());
    int count = 2 + random.nextInt(2);
    List<Integer> extents = new ArrayList<>();
    int whole = 0;
    for (int part = 0; part < count; part++) {
      extents.add(1 + random.nextInt(shape.get(dimension)));
      whole += extents.get(part);
    }
    List<Integer> all = new ArrayList<>(shape);
    all.set(dimension, whole);
    Buffer y = value(all);
    int start = 0;
    for (int extent : extents) {
      List<Integer> part = new ArrayList<>(shape);
      part.set(dimension, extent);
      Reads reads = new Reads(over(part, "o"));
      List<Affine> index = new ArrayList<>(Affine.ofAll(reads.output));
      index.set(dimension, index.get(dimension).plus(start));
      write(y, index, reads);
      start += extent;
    }
    values.add(y);
  }

  /** One buffer, of which two statements write every other element of a dimension. */
  private void turns() {
    List<Integer> shape = shape(1 + random.nextInt(2));
    int dimension = random.nextInt(shape.size());
    List<Integer> all = new ArrayList<>(shape);
    all.set(dimension, 2 * shape.get(dimension));
    Buffer y = value(all);
    for (int turn = 0; turn < 2; turn++) {
      Reads reads = new Reads(over(shape, "o"));
      List<Affine> index = new ArrayList<>(Affine.ofAll(reads.output));
      index.set(dimension, index.get(dimension).times(2).plus(turn));
      write(y, index, reads);
    }
    values.add(y);
  }

  /** Adds to a buffer that is there, or to a part of it. */
  private void addition() {
    Buffer y = any();
    if (y.name().equals("sample")) {
      pointwise();
      return;
    }
    List<Axis> output = new ArrayList<>();
    List<Affine> index = new ArrayList<>();
    for (int extent : y.shape()) {
      int from = random.nextInt(3) == 0 ? random.nextInt(extent) : 0;
      Axis axis = new Axis("o" + output.size(), extent - from);
      output.add(axis);
      index.add(Affine.of(axis).plus(from));
    }
    Reads reads = new Reads(output);
    List<Buffer> others = values.stream().filter(b -> !b.equals(y)).toList();
    Expr value = reads.of(others.get(random.nextInt(others.size())), true);
    if (random.nextBoolean()) {
      value = value.times(reads.of(parameter(), true));
    }
    reads.condition();
    statements.add(
        new Statement(
            y.name() + " add " + number++, y, index, Reduction.SUM, true, value, reads.axes(), reads.guards, null));
  }

  /** Sends values back to where a maximum came from. */
  private void ofArgmax() {
    if (argmaxes.isEmpty()) {
      pointwise();
      return;
    }
    Buffer argmax = argmaxes.get(random.nextInt(argmaxes.size()));
    List<Axis> axes = over(argmax.shape(), "o");
    Reads reads = new Reads(axes);
    Buffer y = value(argmax.shape());
    Expr chosen =
        Expr.select(
            Relation.EQUAL, Expr.at(argmax, axes), new Expr.Index(Affine.of(random.nextInt(3))),
            reads.identity(any()), Expr.constant(random.nextInt(2)));
    define(Statement.assign(y.name() + " forward", y, axes, chosen));
  }

  /** A sum or a mean over the batch, for others to read. */
  private void mean() {
    Reads reads = new Reads(over(shape(random.nextInt(3)), "o"));
    Buffer mean = Buffer.ofBatch("b" + number++, extents(reads));
    statements.add(
        new Statement(
            mean.name() + " mean", mean, Affine.ofAll(reads.output), Reduction.SUM, false, ofSamples(reads),
            reads.axes(), reads.guards, null));
    shared.add(mean);
  }

  private Expr ofSamples(Reads reads) {
    Expr value = reads.of(any(), true);
    if (random.nextBoolean()) {
      value = value.times(reads.of(random.nextBoolean() ? any() : parameter(), true));
    }
    reads.condition();
    return random.nextInt(3) == 0 ? value : value.times(Expr.Scalar.INVERSE_SAMPLES);
  }

  /** Something that follows from means or from parameters, or from both. */
  private void common() {
    Reads reads = new Reads(over(shape(random.nextInt(3)), "o"));
    Expr value = ofAll(reads);
    boolean derived = value.reads().stream().allMatch(r -> r.buffer().scope() == Buffer.Scope.PARAMETER);
    String name = "c" + number++;
    Buffer common = derived ? Buffer.ofParameters(name, extents(reads)) : Buffer.ofBatch(name, extents(reads));
    Reduction reduction = reads.reduced.isEmpty() && reads.guards.isEmpty() ? Reduction.NONE : Reduction.SUM;
    statements.add(
        new Statement(
            name + " common", common, Affine.ofAll(reads.output), reduction, false, value, reads.axes(), reads.guards,
            null));
    shared.add(common);
  }

  private Expr ofAll(Reads reads) {
    boolean reduces = random.nextInt(3) == 0;
    Expr a = reads.of(parameter(), reduces);
    Expr b = reads.of(parameter(), reduces);
    return switch (random.nextInt(4)) {
      case 0 -> a.plus(b);
      case 1 -> activation(a);
      case 2 -> Expr.constant(1).over(Expr.unary(UnaryOp.SQRT, a.times(a).plus(Expr.constant(1))));
      default -> a.times(b);
    };
  }

  /** Adds to a mean that may have been read. */
  private void moreOfMean() {
    List<Buffer> means = shared.stream().filter(b -> b.scope() == Buffer.Scope.BATCH).toList();
    if (means.isEmpty()) {
      mean();
      return;
    }
    Buffer mean = means.get(random.nextInt(means.size()));
    Reads reads = new Reads(over(mean.shape(), "o"));
    Expr value = random.nextBoolean() ? ofSamples(reads) : ofAll(reads);
    if (value.reads().stream().noneMatch(r -> r.buffer().equals(mean))) {
      statements.add(
          new Statement(
              mean.name() + " more " + number++, mean, Affine.ofAll(reads.output), Reduction.SUM, true, value,
              reads.axes(), reads.guards, null));
    }
  }

  private static List<Integer> extents(Reads reads) {
    return reads.output.stream().map(Axis::extent).toList();
  }

  private void pointwise() {
    Reads reads = new Reads(over(random.nextBoolean() ? any().shape() : shape(random.nextInt(4)), "o"));
    add(reads, Reduction.NONE, combined(reads, false));
  }

  /** A sum over the batch for a parameter, by one statement or several. */
  private void gradient(Buffer parameter) {
    Buffer gradient = parameter.gradient();
    List<Axis> whole = over(parameter.shape(), "g");
    gradient(gradient, whole, Affine.ofAll(whole), false);
    for (int more = random.nextInt(3); more > 0; more--) {
      List<Axis> axes = new ArrayList<>();
      List<Affine> index = new ArrayList<>();
      for (int extent : parameter.shape()) {
        int from = random.nextInt(3) == 0 ? random.nextInt(extent) : 0;
        Axis axis = new Axis("g" + axes.size(), extent - from);
        axes.add(axis);
        index.add(Affine.of(axis).plus(from));
      }
      gradient(gradient, axes, index, true);
    }
  }

  private void gradient(Buffer gradient, List<Axis> output, List<Affine> index, boolean accumulate) {
    if (random.nextInt(5) == 0) {
      Reads reads = new Reads(output);
      Expr value = ofAll(reads);
      statements.add(
          new Statement(
              gradient.label() + " once " + number++, gradient, index, Reduction.SUM, accumulate, value, reads.axes(),
              reads.guards, null));
      return;
    }
    Buffer source = any();
    Buffer weighted = value(source.shape());
    List<Axis> axes = over(source.shape(), "u");
    statements.add(
        Statement.assign(
            weighted.name() + " weighted", weighted, axes,
            Expr.at(source, axes).times(Expr.read(lossGradient, List.of()))));
    Reads reads = new Reads(output);
    Expr value = reads.of(weighted, true);
    if (random.nextInt(4) > 0) {
      value = reads.of(any(), true).times(value);
    }
    reads.condition();
    statements.add(
        new Statement(
            gradient.label() + " " + number++, gradient, index, Reduction.SUM, accumulate, value, reads.axes(),
            reads.guards, null));
  }

  private void handOut(Buffer value, int output) {
    String name = "out" + output;
    Buffer external = Buffer.of(Buffer.nameOf(name, "Out"), Role.OUTPUT, value.shape(), output);
    List<Axis> axes = over(value.shape(), "o");
    statements.add(Statement.assign(name, external, axes, Expr.at(value, axes)));
  }

  private void loss() {
    Reads reads = new Reads(List.of());
    Buffer total = value(List.of());
    statements.add(
        new Statement(
            "total", total, List.of(), Reduction.SUM, false, reads.of(any(), true), reads.axes(), reads.guards, null));
    statements.add(
        Statement.assign(
            "loss", Buffer.of("loss", Role.LOSS, List.of()), List.of(), Expr.read(total, List.of())));
  }

  // Parts of steps.

  private void write(Buffer y, List<Affine> index, Reads reads) {
    boolean sums = random.nextBoolean();
    Expr value = combined(reads, sums);
    reads.condition();
    Reduction reduction = reads.reduced.isEmpty() && reads.guards.isEmpty() ? Reduction.NONE : Reduction.SUM;
    statements.add(
        new Statement(
            y.name() + " part " + number++, y, index, reduction, false, value, reads.axes(), reads.guards, null));
  }

  private Expr combined(Reads reads, boolean reduces) {
    Expr a = reads.of(any(), reduces);
    return switch (random.nextInt(8)) {
      case 0 -> activation(a);
      case 6 -> dropped(a, reads);
      case 1 -> a.plus(reads.of(any(), reduces));
      case 2 -> a.minus(reads.of(parameter(), reduces));
      case 3 -> Expr.max(a, reads.of(any(), reduces));
      // Not 0, which a small number, such as a sigmoid, is as a float before it is as a double.
      case 4 -> Expr.select(Relation.GREATER, a, Expr.constant(0.001), reads.of(any(), reduces), Expr.constant(1));
      case 5 -> a;
      default -> a.times(reads.of(random.nextBoolean() ? any() : parameter(), reduces));
    };
  }

  /** Left out at random, over all axes or some. */
  private Expr dropped(Expr a, Reads reads) {
    List<Axis> axes = new ArrayList<>(reads.axes());
    axes.removeIf(axis -> random.nextInt(4) == 0);
    Expr number = new Expr.Random(random.nextInt(3), Affine.ordinal(axes));
    return random.nextInt(4) == 0 ? a.times(number)
        : Expr.select(Relation.LESS, number, Expr.constant(0.75), a, Expr.constant(0));
  }

  private Expr activation(Expr a) {
    return switch (random.nextInt(10)) {
      case 0 -> Expr.unary(UnaryOp.SIGMOID, a);
      case 1 -> Expr.unary(UnaryOp.TANH, a);
      case 2 -> Expr.unary(UnaryOp.SOFTPLUS, a);
      case 3 -> Expr.unary(UnaryOp.ERF, a);
      case 4 -> Expr.unary(UnaryOp.SIN, a);
      case 5 -> Expr.unary(UnaryOp.COS, a);
      default -> Expr.max(a, Expr.constant(0));
    };
  }

  private Buffer add(Reads reads, Reduction wanted, Expr value) {
    Reduction reduction = reads.reduced.isEmpty() && reads.guards.isEmpty() ? Reduction.NONE : wanted;
    Buffer y = value(reads.output.stream().map(Axis::extent).toList());
    define(
        new Statement(
            y.name() + " forward", y, Affine.ofAll(reads.output), reduction, false, value, reads.axes(), reads.guards,
            null));
    return y;
  }

  private void define(Statement s) {
    statements.add(s);
    values.add(s.target());
  }

  private Buffer value(List<Integer> shape) {
    return Buffer.value("v" + number++, shape);
  }

  private Buffer any() {
    return random.nextBoolean() ? values.getLast() : values.get(random.nextInt(values.size()));
  }

  private Buffer parameter() {
    List<Buffer> buffers = shared.isEmpty() || random.nextBoolean() ? parameters : shared;
    return buffers.get(random.nextInt(buffers.size()));
  }

  private List<Integer> shape(int rank) {
    while (true) {
      List<Integer> shape = new ArrayList<>();
      int elements = 1;
      for (int d = 0; d < rank; d++) {
        shape.add(EXTENTS[random.nextInt(EXTENTS.length)]);
        elements *= shape.get(d);
      }
      if (elements <= LARGEST) {
        return shape;
      }
    }
  }

  private static List<Axis> over(List<Integer> shape, String stem) {
    List<Axis> axes = new ArrayList<>();
    for (int d = 0; d < shape.size(); d++) {
      axes.add(new Axis(stem + d, shape.get(d)));
    }
    return axes;
  }

  /** At times what leaves some places out, as conditions of formulas do: a bound of one axis, a triangle or a band of two. */
  private List<Guard> conditions(List<Axis> axes) {
    List<Axis> several = axes.stream().filter(axis -> axis.extent() > 1).toList();
    if (several.isEmpty() || random.nextInt(3) > 0) {
      return List.of();
    }
    while (true) {
      Axis first = random.nextBoolean() ? several.getLast() : several.get(random.nextInt(several.size()));
      Axis second = several.get(random.nextInt(several.size()));
      Affine index = Affine.of(first).times(random.nextInt(3) == 0 ? -1 : 1);
      if (!second.equals(first)) {
        index = index.plus(Affine.of(second).times(1 + random.nextInt(3)).times(random.nextInt(3) == 0 ? 1 : -1));
      }
      Guard guard =
          new Guard(index.plus(random.nextInt(2 * first.extent()) - first.extent()),
              1 + random.nextInt(2 * first.extent()));
      if (guard.share() > 0 && !guard.always()) {
        return List.of(guard);
      }
    }
  }

  /** The reads of one statement, over its output axes and reduced axes that they bring along. */
  private final class Reads {
    private final List<Axis> output;
    private final List<Axis> reduced = new ArrayList<>();
    private final List<Guard> guards = new ArrayList<>();

    Reads(List<Axis> output) {
      this.output = output;
    }

    List<Axis> axes() {
      return Statement.concat(output, reduced);
    }

    /** At times leaves some places out. */
    void condition() {
      guards.addAll(conditions(axes()));
    }

    /** An element at the output axes themselves where extents agree, else at constants. */
    Expr identity(Buffer buffer) {
      return of(buffer, false);
    }

    Expr of(Buffer buffer, boolean reduces) {
      List<Affine> index = new ArrayList<>();
      List<Axis> free = new ArrayList<>(output);
      for (int extent : buffer.shape()) {
        index.add(index(extent, free, reduces));
      }
      return Expr.read(buffer, index);
    }

    private Affine index(int extent, List<Axis> free, boolean reduces) {
      Axis same = free.stream().filter(a -> a.extent() == extent).findFirst().orElse(null);
      if (same != null && random.nextInt(5) > 0) {
        free.remove(same);
        return Affine.of(same);
      }
      Axis shorter = free.stream().filter(a -> a.extent() <= extent).findFirst().orElse(null);
      if (shorter != null && random.nextInt(4) > 0) {
        free.remove(shorter);
        int stride = shorter.extent() == 1 ? 1 : 1 + random.nextInt((extent - 1) / (shorter.extent() - 1));
        int room = extent - 1 - stride * (shorter.extent() - 1);
        return Affine.of(shorter).times(stride).plus(room == 0 ? 0 : random.nextInt(room + 1));
      }
      if (!reduces) {
        return Affine.of(random.nextInt(extent));
      }
      if (!free.isEmpty() && random.nextInt(3) == 0) {
        Axis axis = free.removeFirst();
        Axis tap = reduced(1 + random.nextInt(3));
        Affine window =
            Affine.of(axis).times(1 + random.nextInt(2)).plus(Affine.of(tap).times(1 + random.nextInt(2)))
                .plus(-random.nextInt(3));
        guards.add(new Guard(window, extent));
        return window;
      }
      Axis shared = reduced.stream().filter(a -> a.extent() == extent).findFirst().orElse(null);
      return Affine.of(shared != null && random.nextInt(4) > 0 ? shared : reduced(extent));
    }

    private Axis reduced(int extent) {
      Axis axis = new Axis("r" + reduced.size(), extent);
      reduced.add(axis);
      return axis;
    }
  }
}
