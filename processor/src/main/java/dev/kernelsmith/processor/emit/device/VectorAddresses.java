package dev.kernelsmith.processor.emit.device;

import dev.kernelsmith.processor.ir.Buffer;

/** Where elements lie for a thread that computes vectors. */
interface VectorAddresses {
  /** Whether an element of a buffer is a vector. */
  boolean isLanes(Buffer buffer);
}
