package uk.ac.manchester.tornado.api.standin;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.HashMap;
import java.util.Map;

/**
 * How much inlining a kernel takes. The compiler takes two steps for every call, those inside calls included, and was seen to give
 * up after 1000, but only in kernels that have calls inside calls. What is an instruction to TornadoVM takes none.
 */
final class InliningSteps {
  /** Steps after which the compiler may give up. */
  static final int MOST = 1000;

  private static final int PER_CALL = 2;
  private static final String ARRAYS = "uk/ac/manchester/tornado/api/types/arrays/";
  private static final String VECTORS = "uk/ac/manchester/tornado/api/types/vectors/";
  private static final String COLLECTIONS = "uk/ac/manchester/tornado/api/types/collections/";

  private final ClassFiles classes;
  private final Map<String, Integer> known = new HashMap<>();
  private final int steps;
  private boolean nested;

  InliningSteps(ClassFiles classes, MethodModel kernel) {
    this.classes = classes;
    steps = within(kernel);
  }

  /** The steps; 0 where any number of them works. */
  int steps() {
    return nested ? steps : 0;
  }

  private int within(MethodModel method) {
    int sum = 0;
    for (CodeElement element : method.code().orElseThrow()) {
      if (element instanceof InvokeInstruction call) {
        sum = Math.addExact(sum, of(call));
      }
    }
    return sum;
  }

  private int of(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (owner.startsWith(ARRAYS)) {
      return PER_CALL;
    }
    if (owner.startsWith(COLLECTIONS)) {
      nested = true; // it computes its index by a method of its own
      return 2 * PER_CALL;
    }
    if (owner.startsWith(VECTORS)) {
      return name.startsWith("getS") || name.startsWith("setS") ? PER_CALL : 0;
    }
    if (call.opcode() != Opcode.INVOKESTATIC || owner.startsWith("java/") || owner.startsWith("uk/ac/manchester/")) {
      return 0;
    }
    String method = owner + "." + name + call.type().stringValue();
    Integer before = known.get(method);
    if (before != null) {
      return before;
    }
    MethodModel callee = classes.method(owner, name, call.type().stringValue());
    int inside = callee == null ? 0 : within(callee);
    nested |= inside > 0;
    known.put(method, PER_CALL + inside);
    return PER_CALL + inside;
  }
}
