package uk.ac.manchester.tornado.api;

import java.util.Objects;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task1;
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
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task2;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task20;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task3;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task4;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task5;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task6;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task7;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task8;
import uk.ac.manchester.tornado.api.common.TornadoFunctions.Task9;
import uk.ac.manchester.tornado.api.enums.DataTransferMode;
import uk.ac.manchester.tornado.api.standin.GraphBuilder;

/**
 * Collects the tasks of a graph and what is moved before and after them. This is a stand-in that knows nothing of a device: see
 * {@link TornadoExecutionPlan}.
 */
public class TaskGraph {
  private final GraphBuilder builder;

  /** An empty graph of this name. */
  public TaskGraph(String name) {
    builder = new GraphBuilder(Objects.requireNonNull(name, "name"));
  }

  /** The name. */
  public String getTaskGraphName() {
    return builder.name();
  }

  /** Sends arrays before the tasks, as a mode of {@link DataTransferMode} says. */
  public TaskGraph transferToDevice(int mode, Object... objects) {
    builder.transferToDevice(mode, objects);
    return this;
  }

  /** Brings arrays back after the tasks, as a mode of {@link DataTransferMode} says. */
  public TaskGraph transferToHost(int mode, Object... objects) {
    builder.transferToHost(mode, objects);
    return this;
  }

  /** Leaves arrays on the device for graphs that consume them. */
  public TaskGraph persistOnDevice(Object... objects) {
    builder.persistOnDevice(objects);
    return this;
  }

  /** Takes arrays that the graph of this name left on the device. */
  public TaskGraph consumeFromDevice(String taskGraphName, Object... objects) {
    builder.consumeFromDevice(Objects.requireNonNull(taskGraphName, "taskGraphName"), objects);
    return this;
  }

  /** Takes arrays that the graph that ran before this one left on the device. */
  public TaskGraph consumeFromDevice(Object... objects) {
    builder.consumeFromDevice(null, objects);
    return this;
  }

  /** The graph as it is now. */
  public ImmutableTaskGraph snapshot() {
    return new ImmutableTaskGraph(builder.build());
  }

  private TaskGraph add(String id, Object function, Object... arguments) {
    builder.task(id, function, arguments);
    return this;
  }

  /** Adds a kernel without parameters. */
  public TaskGraph task(String id, Task function) {
    return add(id, function);
  }

  /** Adds a kernel of 1 parameter. */
  public <T1> TaskGraph task(String id, Task1<T1> function, T1 arg1) {
    return add(id, function, (Object) arg1);
  }

  /** Adds a kernel of 2 parameters. */
  public <T1, T2> TaskGraph task(String id, Task2<T1, T2> function, T1 arg1, T2 arg2) {
    return add(id, function, arg1, arg2);
  }

  /** Adds a kernel of 3 parameters. */
  public <T1, T2, T3> TaskGraph task(String id, Task3<T1, T2, T3> function, T1 arg1, T2 arg2, T3 arg3) {
    return add(id, function, arg1, arg2, arg3);
  }

  /** Adds a kernel of 4 parameters. */
  public <T1, T2, T3, T4> TaskGraph task(String id, Task4<T1, T2, T3, T4> function, T1 arg1, T2 arg2, T3 arg3,
      T4 arg4) {
    return add(id, function, arg1, arg2, arg3, arg4);
  }

  /** Adds a kernel of 5 parameters. */
  public <T1, T2, T3, T4, T5> TaskGraph task(String id, Task5<T1, T2, T3, T4, T5> function, T1 arg1, T2 arg2, T3 arg3,
      T4 arg4, T5 arg5) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5);
  }

  /** Adds a kernel of 6 parameters. */
  public <T1, T2, T3, T4, T5, T6> TaskGraph task(String id, Task6<T1, T2, T3, T4, T5, T6> function, T1 arg1, T2 arg2,
      T3 arg3, T4 arg4, T5 arg5, T6 arg6) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6);
  }

  /** Adds a kernel of 7 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7> TaskGraph task(String id, Task7<T1, T2, T3, T4, T5, T6, T7> function, T1 arg1,
      T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7);
  }

  /** Adds a kernel of 8 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8> TaskGraph task(String id, Task8<T1, T2, T3, T4, T5, T6, T7, T8> function,
      T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8);
  }

  /** Adds a kernel of 9 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9> TaskGraph task(String id,
      Task9<T1, T2, T3, T4, T5, T6, T7, T8, T9> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7,
      T8 arg8, T9 arg9) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9);
  }

  /** Adds a kernel of 10 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> TaskGraph task(String id,
      Task10<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6,
      T7 arg7, T8 arg8, T9 arg9, T10 arg10) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10);
  }

  /** Adds a kernel of 11 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> TaskGraph task(String id,
      Task11<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5,
      T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11);
  }

  /** Adds a kernel of 12 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> TaskGraph task(String id,
      Task12<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5,
      T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12);
  }

  /** Adds a kernel of 13 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> TaskGraph task(String id,
      Task13<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4,
      T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13);
  }

  /** Adds a kernel of 14 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> TaskGraph task(String id,
      Task14<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14> function, T1 arg1, T2 arg2, T3 arg3, T4 arg4,
      T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14);
  }

  /** Adds a kernel of 15 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> TaskGraph task(String id,
      Task15<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15> function, T1 arg1, T2 arg2, T3 arg3,
      T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14,
      T15 arg15) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15);
  }

  /** Adds a kernel of 16 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> TaskGraph task(String id,
      Task16<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16> function, T1 arg1, T2 arg2, T3 arg3,
      T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13, T14 arg14,
      T15 arg15, T16 arg16) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15, arg16);
  }

  /** Adds a kernel of 17 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17> TaskGraph task(String id,
      Task17<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17> function, T1 arg1, T2 arg2,
      T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12, T13 arg13,
      T14 arg14, T15 arg15, T16 arg16, T17 arg17) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15, arg16, arg17);
  }

  /** Adds a kernel of 18 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18> TaskGraph task(String id,
      Task18<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18> function, T1 arg1,
      T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12,
      T13 arg13, T14 arg14, T15 arg15, T16 arg16, T17 arg17, T18 arg18) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15, arg16, arg17, arg18);
  }

  /** Adds a kernel of 19 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19> TaskGraph task(
      String id, Task19<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19> function,
      T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12,
      T13 arg13, T14 arg14, T15 arg15, T16 arg16, T17 arg17, T18 arg18, T19 arg19) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15, arg16, arg17, arg18, arg19);
  }

  /** Adds a kernel of 20 parameters. */
  public <T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20> TaskGraph task(
      String id,
      Task20<T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14, T15, T16, T17, T18, T19, T20> function,
      T1 arg1, T2 arg2, T3 arg3, T4 arg4, T5 arg5, T6 arg6, T7 arg7, T8 arg8, T9 arg9, T10 arg10, T11 arg11, T12 arg12,
      T13 arg13, T14 arg14, T15 arg15, T16 arg16, T17 arg17, T18 arg18, T19 arg19, T20 arg20) {
    return add(id, function, arg1, arg2, arg3, arg4, arg5, arg6, arg7, arg8, arg9, arg10, arg11, arg12, arg13, arg14,
        arg15, arg16, arg17, arg18, arg19, arg20);
  }
}
