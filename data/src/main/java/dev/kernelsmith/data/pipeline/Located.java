package dev.kernelsmith.data.pipeline;

/** A record that knows where it comes from, so that messages can tell. */
public interface Located {
  /** Something small whose text says where: file and number of the record, for instance. */
  Object place();
}
