package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.emit.kernel.Dialect;
import dev.kernelsmith.processor.emit.kernel.Scope;
import dev.kernelsmith.processor.emit.text.Value;
import dev.kernelsmith.processor.ir.Expr;

/**
 * Sums of products over vectors of neighbouring samples, or of neighbours in a row, for processors. Only loads, products and sums: what follows a sum is computed
 * lane by lane.
 */
class LaneDialect implements Dialect {
  @Override
  public String type() {
    return "#Float16";
  }

  @Override
  public String zero() {
    return "splat(0f)";
  }

  @Override
  public Value write(Expr e, Scope scope) {
    Value known = scope.known(e);
    if (known != null) {
      return known;
    }
    if (!(e instanceof Expr.Read read)) {
      throw new IllegalArgumentException("not an element: " + e);
    }
    boolean lanes = scope.addresses() instanceof VectorAddresses addresses && addresses.isLanes(read.buffer());
    String element = scope.element(read);
    Value loaded =
        scope.local(type(), read.buffer().label(), Value.vector(lanes ? element : "splat(" + element + ")"));
    scope.remember(e, loaded);
    return loaded;
  }

  @Override
  public String plus(String accumulator, Value value) {
    return accumulator + " = #Float16.add(" + accumulator + ", " + value.text() + ")";
  }

  @Override
  public String multiplyAdd(Value a, Value b, String accumulator) {
    return plus(accumulator, Value.vector("#Float16.mult(" + a.text() + ", " + b.text() + ")"));
  }

  @Override
  public String add(Value value, Expr.Read at, Scope scope) {
    throw new UnsupportedOperationException("gradients have no lanes");
  }

  @Override
  public boolean copiesGradients() {
    return false;
  }
}
