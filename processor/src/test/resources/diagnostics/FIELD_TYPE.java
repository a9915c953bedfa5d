import dev.kernelsmith.annotations.*;
import dev.kernelsmith.runtime.*;

@Network(input = 2)
class Types {
  @Dense(units = 4) Object /*!FIELD_TYPE*/object;
  @Dense(units = 4) int /*!FIELD_TYPE*/number;
  @Dense(units = 4) Layer[] /*!FIELD_TYPE*/array;
  @Dense(units = 4) java.util.List<Layer> /*!FIELD_TYPE*/list;
  @Dense(units = 4) Layer out;
}

// expect: [FIELD_TYPE] Field 'object' carries @Dense but has type java.lang.Object: give it the type dev.kernelsmith.runtime.Layer.
// expect: [FIELD_TYPE] Field 'number' carries @Dense but has type int: give it the type dev.kernelsmith.runtime.Layer.
// expect: [FIELD_TYPE] Field 'array' carries @Dense but has type dev.kernelsmith.runtime.Layer[]: give it the type dev.kernelsmith.runtime.Layer.
// expect: [FIELD_TYPE] Field 'list' carries @Dense but has type java.util.List<dev.kernelsmith.runtime.Layer>: give it the type dev.kernelsmith.runtime.Layer.
