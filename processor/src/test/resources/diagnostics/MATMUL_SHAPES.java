import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = {4, 3})
class Matrices {
  @MatMul(value = {"input", "input"}, transposeB = true) Layer fits;
  @MatMul(/*!MATMUL_SHAPES*/{"input", "input"}) Layer inner;
  @From("fits") @Flatten Layer flat;
  @MatMul(/*!MATMUL_SHAPES*/{"input", "flat"}) Layer vector;
}

// expect: [MATMUL_SHAPES] @MatMul 'inner' cannot multiply 'input' of shape 4x3 and 'input' of shape 4x3: the columns of the first must be as many as the rows of the second, and extents before these equal or 1. Set transposeA or transposeB where one is the other way round, or use a @Reshape.
// expect: [MATMUL_SHAPES] @MatMul 'vector' cannot multiply 'input' of shape 4x3 and 'flat' of shape 16: the columns of the first must be as many as the rows of the second, and extents before these equal or 1. Set transposeA or transposeB where one is the other way round, or use a @Reshape.
