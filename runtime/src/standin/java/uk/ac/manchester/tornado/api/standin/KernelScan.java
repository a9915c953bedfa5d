package uk.ac.manchester.tornado.api.standin;

import java.lang.classfile.Attributes;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeAnnotation.LocalVarTarget;
import java.lang.classfile.TypeAnnotation.LocalVarTargetInfo;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.attribute.RuntimeVisibleTypeAnnotationsAttribute;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LocalVariable;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import uk.ac.manchester.tornado.api.annotations.Parallel;

/** Reads the instructions of a kernel, and of the methods that it calls, for what does not work on a device. */
final class KernelScan {
  private static final String API = "uk/ac/manchester/tornado/api/";
  private static final Set<String> MATHEMATICS =
      Set.of("abs", "min", "max", "exp", "log", "sqrt", "pow", "tanh", "sin", "cos");
  private static final Set<String> GROUP_CALLS =
      Set.of("localBarrier", "globalBarrier", "allocateFloatLocalArray", "allocateIntLocalArray");

  /** Accesses beyond which TornadoVM was seen to give up. */
  private static final int MOST_ACCESSES = 1500;

  /** Loops of one nest that may be marked. */
  private static final int MOST_PARALLEL_LOOPS = 3;

  private final ClassFiles classes;
  private final Set<String> seen = new HashSet<>();
  private final Set<String> faults = new java.util.LinkedHashSet<>();
  private int accesses;
  private boolean groups;

  KernelScan(ClassFiles classes) {
    this.classes = classes;
  }

  boolean usesGroups() {
    return groups;
  }

  List<String> faults() {
    List<String> all = new ArrayList<>(faults);
    if (accesses > MOST_ACCESSES) {
      all.add("has %d accesses to arrays, and at most %d compile".formatted(accesses, MOST_ACCESSES));
    }
    return all;
  }

  void method(String owner, MethodModel method) {
    String name = owner + "." + method.methodName().stringValue() + method.methodType().stringValue();
    if (!seen.add(name)) {
      return;
    }
    CodeModel code = method.code().orElseThrow();
    boolean named = false;
    for (CodeElement element : code) {
      named |= element instanceof LocalVariable;
      element(element);
    }
    if (!named && ((CodeAttribute) code).maxLocals() > 0) {
      faults.add("was compiled without names of local variables, and @Parallel is lost without them; compile with -g");
    }
    int depth = parallelDepth(code);
    if (depth > MOST_PARALLEL_LOOPS) {
      faults.add("has a nest of %d @Parallel loops; mark at most %d".formatted(depth, MOST_PARALLEL_LOOPS));
    }
  }

  private void element(CodeElement element) {
    switch (element) {
      case InvokeInstruction call -> call(call);
      case ArrayLoadInstruction load -> accesses++;
      case ArrayStoreInstruction store -> accesses++;
      case OperatorInstruction operator -> operator(operator.opcode());
      case ConstantInstruction constant -> {
        if (constant.constantValue() instanceof Number number && Double.isNaN(number.doubleValue())) {
          faults.add("has a constant that is no number (NaN)");
        }
      }
      case FieldInstruction field -> {
        if (field.opcode() == Opcode.GETSTATIC && field.type().stringValue().length() > 1) {
          faults.add("reads the static field %s, which is no number; make it a parameter".formatted(field.name()));
        } else if (field.opcode() == Opcode.PUTSTATIC || field.opcode() == Opcode.PUTFIELD) {
          faults.add("writes the field %s; write to an array".formatted(field.name()));
        }
      }
      case NewObjectInstruction object -> {
        String made = object.className().asInternalName();
        if (!made.startsWith(API + "types/vectors/") && !made.startsWith(API + "types/collections/")) {
          faults.add("makes a " + made.replace('/', '.'));
        }
      }
      case NewReferenceArrayInstruction made -> faults.add("makes an array of objects");
      case InvokeDynamicInstruction made -> faults.add("has a lambda expression or adds strings");
      case ThrowInstruction thrown -> faults.add("throws");
      case ExceptionCatch caught -> faults.add("catches");
      case MonitorInstruction monitor -> faults.add("is synchronized");
      default -> {
        // Everything else compiles.
      }
    }
  }

  private void operator(Opcode opcode) {
    if (opcode == Opcode.IUSHR || opcode == Opcode.LUSHR) {
      faults.add("uses >>>, which a device runs as >>; write (x >> k) & mask");
    }
  }

  private void call(InvokeInstruction call) {
    String owner = call.owner().asInternalName();
    String name = call.name().stringValue();
    if (owner.startsWith(API)) {
      groups |= owner.equals(API + "KernelContext") && GROUP_CALLS.contains(name);
      accesses += owner.startsWith(API + "types/arrays/") ? 1 : 0;
    } else if (owner.equals("java/lang/Math")) {
      if (!MATHEMATICS.contains(name)) {
        faults.add("calls Math.%s, which does not compile".formatted(name)
            + (name.equals("fma") ? "; write x * y + z" : ""));
      }
    } else if (call.opcode() == Opcode.INVOKESTATIC && !owner.startsWith("java/")) {
      MethodModel callee = classes.method(owner, name, call.type().stringValue());
      if (callee != null) {
        method(owner, callee);
      }
    } else if (!owner.equals("java/lang/Integer") || !name.equals("intValue")) {
      faults.add("calls %s.%s, which does not compile".formatted(owner.replace('/', '.'), name));
    }
  }

  /** How many marked loops are inside each other: ranges of their counters within those of others. */
  private static int parallelDepth(CodeModel code) {
    List<int[]> ranges = new ArrayList<>();
    code.findAttribute(Attributes.runtimeVisibleTypeAnnotations()).map(
        RuntimeVisibleTypeAnnotationsAttribute::annotations).orElse(List.of())
        .forEach(annotation -> {
          if (annotation.annotation().classSymbol().descriptorString().equals(Parallel.class.descriptorString())
              && annotation.targetInfo() instanceof LocalVarTarget target) {
            for (LocalVarTargetInfo info : target.table()) {
              int from = ((CodeAttribute) code).labelToBci(info.startLabel());
              ranges.add(new int[] {from, ((CodeAttribute) code).labelToBci(info.endLabel())});
            }
          }
        });
    int deepest = 0;
    for (int[] inner : ranges) {
      int depth = (int) ranges.stream().filter(outer -> outer[0] <= inner[0] && inner[1] <= outer[1]).count();
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}
