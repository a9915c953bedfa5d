package uk.ac.manchester.tornado.api.standin;

import java.lang.StackWalker.StackFrame;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import uk.ac.manchester.tornado.api.common.TornadoFunctions;

/**
 * The method behind a method reference, as class files have it. It is found where the graph is built: the method that adds a task makes
 * the method reference right before, so its own instructions name the kernel.
 */
final class KernelMethod {
  private static final String FUNCTIONS = TornadoFunctions.class.descriptorString().replace(";", "$");

  private final String owner;
  private final MethodModel method;
  private final KernelScan scan;
  private final InliningSteps inlining;

  private KernelMethod(String owner, MethodModel method, ClassFiles classes) {
    this.owner = owner;
    this.method = method;
    scan = new KernelScan(classes);
    scan.method(owner, method);
    inlining = new InliningSteps(classes, method);
  }

  /**
   * The kernel that the caller of a class's methods names; null where it is not a reference made there, or has no class
   * file.
   */
  static @Nullable KernelMethod ofCaller(Class<?> called) {
    StackFrame frame =
        StackWalker.getInstance(StackWalker.Option.RETAIN_CLASS_REFERENCE)
            .walk(
                frames -> frames.dropWhile(f -> f.getDeclaringClass() != called)
                    .dropWhile(f -> f.getDeclaringClass() == called).findFirst())
            .orElseThrow();
    ClassFiles classes = new ClassFiles(frame.getDeclaringClass().getClassLoader());
    MethodModel caller =
        classes.method(
            frame.getClassName().replace('.', '/'), frame.getMethodName(), frame.getDescriptor());
    DirectMethodHandleDesc handle = caller == null ? null : lastReference(caller, frame.getByteCodeIndex());
    if (handle == null) {
      return null;
    }
    String owner = ClassFiles.internalName(handle.owner());
    MethodModel method = classes.method(owner, handle.methodName(), handle.lookupDescriptor());
    return method == null ? null : new KernelMethod(owner, method, classes);
  }

  /** The method of the last reference to a kernel that is made before an instruction. */
  private static @Nullable DirectMethodHandleDesc lastReference(MethodModel caller, int end) {
    DirectMethodHandleDesc last = null;
    int at = 0;
    for (CodeElement element : caller.code().orElseThrow()) {
      if (at >= end) {
        break;
      }
      if (element instanceof Instruction instruction) {
        at += instruction.sizeInBytes();
      }
      if (element instanceof InvokeDynamicInstruction made
          && made.typeSymbol().returnType().descriptorString().startsWith(FUNCTIONS)
          && made.bootstrapArgs().get(1) instanceof DirectMethodHandleDesc handle) {
        last = handle;
      }
    }
    return last;
  }

  String name() {
    return method.methodName().stringValue();
  }

  /** Simple name of the class, and name of the method. */
  String qualifiedName() {
    return owner.substring(Math.max(owner.lastIndexOf('/'), owner.lastIndexOf('$')) + 1) + "." + name();
  }

  /** Whether its work items wait for each other or share local arrays. */
  boolean usesGroups() {
    return scan.usesGroups();
  }

  /** Refuses what TornadoVM does not compile, or compiles to something else. */
  void check(String task) {
    String kernel = "task %s: kernel %s.%s".formatted(task, owner.replace('/', '.'), name());
    Refusal.unless(
        !OpenClNames.isTaken(name()), "%s has the name of a function or word of OpenCL C; give it a prefix", kernel);
    Refusal.unless(method.flags().has(AccessFlag.STATIC), "%s is not static", kernel);
    MethodTypeDesc type = method.methodTypeSymbol();
    Refusal.unless(
        type.parameterList().stream().noneMatch(p -> p.descriptorString().equals("Z")),
        "%s has a boolean parameter; use an int", kernel);
    List<String> faults = scan.faults();
    Refusal.unless(faults.isEmpty(), "%s %s", kernel, String.join("; ", faults));
    Refusal.unless(
        inlining.steps() <= InliningSteps.MOST,
        "%s takes about %d steps to inline its calls, and TornadoVM gives up after %d; call fewer methods that call others",
        kernel, inlining.steps(), InliningSteps.MOST);
  }
}
