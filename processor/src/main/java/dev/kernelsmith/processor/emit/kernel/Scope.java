package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.CodeBlock;
import dev.kernelsmith.processor.emit.text.Distance;
import dev.kernelsmith.processor.emit.text.IndexText;
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
  private final CodeBlock.Builder code;
  private final Names names;
  private final AddressBook addresses;
  private final Map<Expr, Value> values = new HashMap<>();
  private final Map<Expr, Value> broadcasts = new HashMap<>();
  private final Map<Element, Base> bases = new HashMap<>();

  public Scope(CodeBlock.Builder code, Names names, AddressBook addresses) {
    this(null, code, names, addresses);
  }

  private Scope(@Nullable Scope outer, CodeBlock.Builder code, Names names, AddressBook addresses) {
    this.outer = outer;
    this.code = code;
    this.names = names;
    this.addresses = addresses;
  }

  /** A block inside this one: it sees what is known here, and keeps to itself what it adds. */
  public Scope inner() {
    return new Scope(this, code, names, addresses);
  }

  CodeBlock.Builder code() {
    return code;
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
    code.addStatement("$L", statement);
  }

  public void open(String header) {
    code.beginControlFlow("$L", header);
  }

  public void close() {
    code.endControlFlow();
  }

  /** A new local of this value; what is a local already stays. */
  public Value local(String type, String stem, Value value) {
    String name = names.numbered(stem);
    line(type + " " + name + " = " + value.text());
    return new Value(name, value.vector(), true);
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
  String index(Expr.Read read) {
    AddressBook.Address address = addresses.address(read);
    Map<Axis, Distance> variable = new LinkedHashMap<>(address.terms());
    Distance vectors = variable.remove(LANES);
    Element key = new Element(read.buffer(), variable);
    Base base = base(key);
    if (base == null) {
      String whole = IndexText.of(addresses.start(read.buffer()), variable, address.constant());
      String name = names.exact(read.buffer().label() + "At");
      line("int " + name + " = " + addresses.index(read.buffer(), whole));
      base = new Base(name, address.constant());
      bases.put(key, base);
    }
    String text = addresses.moved(read.buffer(), base.text(), address.constant().minus(base.constant()));
    int lanes = vectors == null ? 0 : vectors.plain();
    return lanes == 0 ? text : text + " + LANES" + (lanes == 1 ? "" : " * " + lanes);
  }

  private @Nullable Base base(Element key) {
    Base base = bases.get(key);
    return base == null && outer != null ? outer.base(key) : base;
  }
}
