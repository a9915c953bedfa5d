import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {6, 8}, stepwise = /*!STEPWISE_UNKNOWN*/"inputs")
class Misspelt {
  @Lstm(units = 3) Layer last;
}

// expect: [STEPWISE_UNKNOWN] 'stepwise' of @Network names the inputs whose samples may come step by step, but there is no input 'inputs': did you mean "input"?
