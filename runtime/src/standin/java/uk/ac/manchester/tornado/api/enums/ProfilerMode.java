package uk.ac.manchester.tornado.api.enums;

/** Where the profiler's findings go. */
public enum ProfilerMode {
  /** To the standard output, and into the result. */
  CONSOLE,
  /** Into the result of the execution only. */
  SILENT
}
