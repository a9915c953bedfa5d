package uk.ac.manchester.tornado.api.runtime;

import uk.ac.manchester.tornado.api.TornadoRuntime;
import uk.ac.manchester.tornado.api.standin.StandInRuntime;

/** Gives access to the runtime. */
public class TornadoRuntimeProvider {
  /** The runtime. */
  public static TornadoRuntime getTornadoRuntime() {
    return StandInRuntime.INSTANCE;
  }
}
