package uk.ac.manchester.tornado.api.standin;

import uk.ac.manchester.tornado.api.common.TornadoFunctions;

import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task1;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task5;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task6;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task7;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task8;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task9;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task10;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task11;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task12;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task13;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task14;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task15;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task16;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task17;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task18;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task19;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task20;

/** Calls a kernel with arguments from an array. */
final class Calls {
  private Calls() {}

  /** Calls a function of {@link TornadoFunctions}. */
  @SuppressWarnings({"unchecked", "rawtypes"})
  static void call(Object function, Object[] a) {
    switch (function) {
      case TornadoFunctions.Task f -> f.apply();
      case Task1 f -> f.apply(a[0]);
      case Task2 f -> f.apply(a[0], a[1]);
      case Task3 f -> f.apply(a[0], a[1], a[2]);
      case Task4 f -> f.apply(a[0], a[1], a[2], a[3]);
      case Task5 f -> f.apply(a[0], a[1], a[2], a[3], a[4]);
      case Task6 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5]);
      case Task7 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6]);
      case Task8 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7]);
      case Task9 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8]);
      case Task10 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9]);
      case Task11 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10]);
      case Task12 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]);
      case Task13 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12]);
      case Task14 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13]);
      case Task15 f ->
          f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14]);
      case Task16 f ->
          f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13], a[14], a[15]);
      case Task17 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13],
          a[14], a[15], a[16]);
      case Task18 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13],
          a[14], a[15], a[16], a[17]);
      case Task19 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13],
          a[14], a[15], a[16], a[17], a[18]);
      case Task20 f -> f.apply(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11], a[12], a[13],
          a[14], a[15], a[16], a[17], a[18], a[19]);
      default -> throw new IllegalStateException("a kernel is a method reference, not a " + function.getClass());
    }
  }
}
