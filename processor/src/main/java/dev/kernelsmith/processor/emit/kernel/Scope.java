package dev.kernelsmith.processor.emit.kernel;

import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
import dev.kernelsmith.processor.emit.text.Lines;
import dev.kernelsmith.processor.emit.text.Names;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.schedule.Target;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of source under construction: what has been loaded or computed in it has a local name, so that it is loaded or computed
 * once.
 */
public final class Scope {
  /** Stands for the number of lanes in indices: the j-th vector along the lane axis is {@code u + LANES * j}. */
  static final Axis LANES = new Axis("LANES", Target.LANES);

  /** Elements at some distance from each other. */
  private record Element(Buffer buffer, Map<Axis, Distance> variable) {}

  private record Base(String text, Distance constant) {}

  private final @Nullable Scope outer;
  private final Lines lines;
  private final Names names;
  private final AddressBook addresses;
  private final Map<Expr, Value> values = new HashMap<>();
  private final Map<Expr, Value> broadcasts = new HashMap<>();
  private final Map<Element, Base> bases = new HashMap<>();

  /** The outermost block. */
  public Scope(Lines lines, Names names, AddressBook addresses) {
    this(null, lines, names, addresses);
  }

  private Scope(@Nullable Scope outer, Lines lines, Names names, AddressBook addresses) {
    this.outer = outer;
    this.lines = lines;
    this.names = names;
    this.addresses = addresses;
  }

  /** A block inside this one: it sees what is known here, and keeps to itself what it adds. */
  public Scope inner() {
    return new Scope(this, lines, names, addresses);
  }

  public Names names() {
    return names;
  }

  public AddressBook addresses() {
    return addresses;
  }

  /** What an expression has been given as, or null. */
  @Nullable
  public Value known(Expr e) {
    Value value = values.get(e);
    return value == null && outer != null ? outer.known(e) : value;
  }

  public void remember(Expr e, Value value) {
    values.put(e, value);
  }

  Map<Expr, Value> broadcasts() {
    return broadcasts;
  }

  public void line(String statement) {
    lines.line(statement);
  }

  public void open(String header) {
    lines.open(header);
  }

  /** The other branch of what was opened last. */
  void otherwise() {
    otherwise("else");
  }

  /** The same, on a condition of its own. */
  public void otherwise(String header) {
    lines.otherwise(header);
  }

  public void close() {
    lines.close();
  }

  /** A local of this name, which nothing else in the method has. */
  public void declare(String type, String name, Value value) {
    lines.declare(type, name, value);
  }

  /** A new local of this value. */
  public Value local(String type, String stem, Value value) {
    String name = names.numbered(stem);
    lines.declare(type, name, value);
    return new Value(name, value.vector(), Value.Binding.ATOM);
  }

  /** Value of an element. */
  public String element(Expr.Read read) {
    return addresses.get(read.buffer(), index(read));
  }

  /** Statement that stores an element. */
  public String stored(Expr.Read at, String value) {
    return addresses.set(at.buffer(), index(at), value);
  }

  /** Index of an element; what the indices of several elements have in common is computed once. */
  public String index(Expr.Read read) {
    AddressBook.Address address = addresses.address(read);
    Map<Axis, Distance> variable = new LinkedHashMap<>(address.terms());
    Distance vectors = variable.remove(LANES);
    Element key = new Element(read.buffer(), variable);
    Base base = base(key);
    if (base == null) {
      String whole = IndexText.of(addresses.start(read.buffer()), variable, address.constant());
      String name = names.exact(read.buffer().label() + "At");
      String index = addresses.index(read.buffer(), whole);
      Value.Binding binding = index.indexOf(' ') < 0 ? Value.Binding.ATOM : Value.Binding.SUM;
      lines.declare("int", name, Value.number(index, binding));
      base = new Base(name, address.constant());
      bases.put(key, base);
    }
    String text = addresses.moved(read.buffer(), base.text(), address.constant().minus(base.constant()));
    int lanes = vectors == null ? 0 : vectors.plain();
    return lanes == 0 ? text : addresses.vectors(read.buffer(), text, lanes);
  }

  private @Nullable Base base(Element key) {
    Base base = bases.get(key);
    return base == null && outer != null ? outer.base(key) : base;
  }
}
