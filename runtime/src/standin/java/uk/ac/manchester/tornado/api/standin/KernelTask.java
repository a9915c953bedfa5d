package uk.ac.manchester.tornado.api.standin;

import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.KernelContext;

/**
 * A kernel and its arguments.
 *
 * @param id name within the graph
 * @param function a method reference
 * @param method the method; null where it could not be found out
 * @param arguments arrays on the host, numbers, and a {@link KernelContext} as the first, where there is one
 */
record KernelTask(String id, Object function, @Nullable KernelMethod method, List<Object> arguments) {
  boolean hasContext() {
    return !arguments.isEmpty() && arguments.getFirst() instanceof KernelContext;
  }

  /** Whether its work items may wait for each other or share memory. */
  boolean hasGroups() {
    return hasContext() && (method == null || method.usesGroups());
  }

  /** The kernel's class and method, as the profiler names it. */
  String methodName() {
    return method == null ? id : method.qualifiedName();
  }
}
