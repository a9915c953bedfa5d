import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {5, 5, 1})
class Nothing {
  @Pool(size = 2, pads = {0, 1, 1, 0}, stride = 1, type = PoolType.AVERAGE) Layer inTheImage;
  @From("input") @Pool(size = 2, stride = 1, pads = /*!WINDOW_OF_PADDING*/{0, 0, 2, 0}) Layer behind;
  @From("input") @Pool(size = 2, stride = 1, dilation = /*!WINDOW_OF_PADDING*/{1, 6}, padding = Padding.SAME) Layer between;
}

// expect: [WINDOW_OF_PADDING] Window 5 of @Pool 'behind', counted vertically, covers padding only and nothing of its input, 5x5x1, so that there is nothing to pool: reduce 'pads'.
// expect: [WINDOW_OF_PADDING] Window 2 of @Pool 'between', counted horizontally, covers padding only and nothing of its input, 5x5x1, so that there is nothing to pool: reduce 'dilation'.
