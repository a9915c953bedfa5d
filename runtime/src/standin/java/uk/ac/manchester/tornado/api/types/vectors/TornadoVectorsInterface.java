package uk.ac.manchester.tornado.api.types.vectors;

import java.nio.Buffer;
import uk.ac.manchester.tornado.api.types.common.PrimitiveStorage;

/** Numbers that are worked on together. */
public interface TornadoVectorsInterface<T extends Buffer> extends PrimitiveStorage<T> {
  /** Bytes of all lanes. */
  long getNumBytes();
}
