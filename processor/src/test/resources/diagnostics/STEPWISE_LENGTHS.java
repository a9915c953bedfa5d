import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(stepwise = {"first", /*!STEPWISE_LENGTHS*/"second"})
class Lengths {
  @Input({6, 2}) Layer first;
  @Input({4, 2}) Layer second;
  @Lstm(units = 3) Layer a;
  @From("first") @Lstm(units = 3) Layer b;
  @Add({"a", "b"}) Layer both;
}

// expect: [STEPWISE_LENGTHS] 'stepwise' of @Network names inputs with different numbers of steps, which are the first extent: 'first' has shape 6x2, 'second' 4x2.
