import static dev.kernelsmith.annotations.DropoutUnit.*;

import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 4, 2})
class Units {
  @Dropout(rate = 0.1f, each = DropoutUnit.CHANNEL) Layer channels;
  @Dense(units = 4) Layer dense;
  @Dropout(rate = 0.1f, each = /*!DROPOUT_UNIT*/CHANNEL) Layer channel;
  @From("dense") @Dropout(rate = 0.1f, each = /*!DROPOUT_UNIT*/POSITION) Layer position;
  @From("dense") @Dropout(rate = 0.1f, each = DropoutUnit.SAMPLE) Layer sample;
}

// expect: [DROPOUT_UNIT] @Dropout 'channel' leaves out each CHANNEL, but its input is a vector, of shape 4: write each = ELEMENT, or SAMPLE, or let it read with @From what has positions and channels.
// expect: [DROPOUT_UNIT] @Dropout 'position' leaves out each POSITION, but its input is a vector, of shape 4: write each = ELEMENT, or SAMPLE, or let it read with @From what has positions and channels.
