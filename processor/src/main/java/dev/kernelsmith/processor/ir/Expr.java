package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** The right-hand side of a statement. The factory methods fold constants and neutral elements. */
public sealed interface Expr {
  /** A number. */
  record Const(double value) implements Expr {}

  /** An element of a buffer, of the current sample where the buffer is per sample. */
  record Read(Buffer buffer, List<Affine> index) implements Expr {
    /** Copies the index. */
    public Read {
      index = List.copyOf(index);
    }
  }

  /** A number that is the same for the whole run of a program and given from outside, such as the learning rate. */
  record Scalar(String name) implements Expr {
    /** One divided by the samples of the batch. */
    public static final Scalar INVERSE_SAMPLES = new Scalar("inverseSamples");
  }

  /** A number of a table that is known at compile time. */
  record Entry(Table table, Affine place) implements Expr {}

  /** The value of an index as a number. */
  record Index(Affine value) implements Expr {}

  /**
   * A number from 0 (inclusive) to 1 (exclusive) that follows from seed and step of the run, the stream, the sample and the element: the
   * same wherever and however often it is computed, another one in another stream.
   */
  record Random(int stream, Affine element) implements Expr {}

  /** An operator of one argument. */
  record Unary(UnaryOp op, Expr a) implements Expr {}

  /** An operator of two arguments. */
  record Binary(BinaryOp op, Expr a, Expr b) implements Expr {}

  /** {@code left relation right ? then : otherwise}; the branch not taken has no influence, not even as NaN. */
  record Select(Relation relation, Expr left, Expr right, Expr then, Expr otherwise) implements Expr {}

  /** {@code a}, taken as a constant by differentiation. */
  record StopGradient(Expr a) implements Expr {}

  /** A number. */
  static Expr constant(double value) {
    return new Const(value);
  }

  /** An element of a buffer. */
  static Read read(Buffer buffer, List<Affine> index) {
    return new Read(buffer, index);
  }

  /** An element of a buffer, one axis per dimension. */
  static Read at(Buffer buffer, List<Axis> axes) {
    return new Read(buffer, Affine.ofAll(axes));
  }

  /** A choice. */
  static Expr select(Relation relation, Expr left, Expr right, Expr then, Expr otherwise) {
    return then.equals(otherwise) ? then : new Select(relation, left, right, then, otherwise);
  }

  /** An operator of one argument. */
  static Expr unary(UnaryOp op, Expr a) {
    return a instanceof Const c ? constant(op.apply(c.value())) : new Unary(op, a);
  }

  /** The larger. */
  static Expr max(Expr a, Expr b) {
    return new Binary(BinaryOp.MAX, a, b);
  }

  /** The smaller. */
  static Expr min(Expr a, Expr b) {
    return new Binary(BinaryOp.MIN, a, b);
  }

  /** The sum. */
  default Expr plus(Expr b) {
    if (this.isConstant(0)) {
      return b;
    }
    return b.isConstant(0) ? this : fold(BinaryOp.ADD, this, b);
  }

  /** The difference. */
  default Expr minus(Expr b) {
    return b.isConstant(0) ? this : fold(BinaryOp.SUBTRACT, this, b);
  }

  /** The product; a choice between 1 and 0, or with a branch 0, takes the factor inside. */
  default Expr times(Expr b) {
    if (this.isConstant(0) || b.isConstant(0)) {
      return constant(0);
    }
    if (this.isConstant(1)) {
      return b;
    }
    if (b.isConstant(1)) {
      return this;
    }
    if (b instanceof Select s && s.otherwise().isConstant(0)) {
      return select(s.relation(), s.left(), s.right(), this.times(s.then()), constant(0));
    }
    if (this instanceof Select s && s.otherwise().isConstant(0)) {
      return b.times(this);
    }
    return fold(BinaryOp.MULTIPLY, this, b);
  }

  /** The quotient. */
  default Expr over(Expr b) {
    return b.isConstant(1) ? this : fold(BinaryOp.DIVIDE, this, b);
  }

  /** The negative. */
  default Expr negated() {
    return unary(UnaryOp.NEGATE, this);
  }

  /** Whether this is that number. */
  default boolean isConstant(double value) {
    return this instanceof Const c && c.value() == value;
  }

  private static Expr fold(BinaryOp op, Expr a, Expr b) {
    return a instanceof Const x && b instanceof Const y
        ? constant(op.apply(x.value(), y.value()))
        : new Binary(op, a, b);
  }

  /** Direct sub-expressions. */
  default List<Expr> children() {
    return switch (this) {
      case Const c -> List.of();
      case Read r -> List.of();
      case Scalar s -> List.of();
      case Index i -> List.of();
      case Entry t -> List.of();
      case Random r -> List.of();
      case Unary u -> List.of(u.a());
      case Binary b -> List.of(b.a(), b.b());
      case Select s -> List.of(s.left(), s.right(), s.then(), s.otherwise());
      case StopGradient s -> List.of(s.a());
    };
  }

  /** This with every direct sub-expression replaced. */
  default Expr mapChildren(UnaryOperator<Expr> f) {
    return switch (this) {
      case Const c -> c;
      case Read r -> r;
      case Scalar s -> s;
      case Index i -> i;
      case Entry t -> t;
      case Random r -> r;
      case Unary u -> new Unary(u.op(), f.apply(u.a()));
      case Binary b -> new Binary(b.op(), f.apply(b.a()), f.apply(b.b()));
      case Select s ->
          new Select(s.relation(), f.apply(s.left()), f.apply(s.right()), f.apply(s.then()), f.apply(s.otherwise()));
      case StopGradient s -> new StopGradient(f.apply(s.a()));
    };
  }

  /** This with axes replaced in every index. */
  default Expr substitute(Map<Axis, Affine> replacements) {
    return switch (this) {
      case Read r -> new Read(r.buffer(), r.index().stream().map(i -> i.substitute(replacements)).toList());
      case Index i -> new Index(i.value().substitute(replacements));
      case Entry t -> t.table().at(t.place().substitute(replacements));
      case Random r -> new Random(r.stream(), r.element().substitute(replacements));
      default -> mapChildren(e -> e.substitute(replacements));
    };
  }

  /** This with a sub-expression replaced wherever it occurs. */
  default Expr replace(Expr old, Expr by) {
    return equals(old) ? by : mapChildren(e -> e.replace(old, by));
  }

  /** This with others in the place of buffers. */
  default Expr renamed(UnaryOperator<Buffer> names) {
    return this instanceof Read r ? new Read(names.apply(r.buffer()), r.index())
        : mapChildren(e -> e.renamed(names));
  }

  /** Every index that occurs: of reads, of random numbers, and those that are numbers themselves. */
  default List<Affine> indices() {
    return switch (this) {
      case Read r -> r.index();
      case Index i -> List.of(i.value());
      case Entry t -> List.of(t.place());
      case Random r -> List.of(r.element());
      default -> children().stream().flatMap(c -> c.indices().stream()).toList();
    };
  }

  /** Whether each sample has a value of its own. */
  default boolean perSample() {
    return switch (this) {
      case Read r -> r.buffer().perSample();
      case Random r -> true;
      default -> children().stream().anyMatch(Expr::perSample);
    };
  }

  /** The streams of the random numbers in it, in ascending order. */
  default SortedSet<Integer> streams() {
    SortedSet<Integer> streams = new TreeSet<>();
    if (this instanceof Random r) {
      streams.add(r.stream());
    }
    children().forEach(c -> streams.addAll(c.streams()));
    return streams;
  }

  /** Every read, from left to right, each once. */
  default List<Read> reads() {
    List<Read> found = new ArrayList<>();
    collectReads(this, found);
    return found;
  }

  /** Every number from outside, from left to right. */
  default List<Scalar> scalars() {
    return this instanceof Scalar s
        ? List.of(s)
        : children().stream().flatMap(c -> c.scalars().stream()).distinct().toList();
  }

  private static void collectReads(Expr e, List<Read> into) {
    if (e instanceof Read r && !into.contains(r)) {
      into.add(r);
    }
    e.children().forEach(c -> collectReads(c, into));
  }
}
