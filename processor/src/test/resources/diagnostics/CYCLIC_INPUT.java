import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Circular {
  @From(/*!CYCLIC_INPUT*/"third") @Dense(units = 4) Layer first;
  @Dense(units = 4) Layer second;
  @Add({"second", /*!CYCLIC_INPUT*/"third"}) Layer third;
}

// expect: [CYCLIC_INPUT] Layer 'first' reads "third", which closes a cycle: 'first' reads 'third' reads 'second' reads 'first'. Let one of them read an earlier layer.
// expect: [CYCLIC_INPUT] Layer 'third' reads "third", which closes a cycle: 'third' reads 'third'. Let one of them read an earlier layer.
