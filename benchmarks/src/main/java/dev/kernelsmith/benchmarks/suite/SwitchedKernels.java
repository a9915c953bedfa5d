package dev.kernelsmith.benchmarks.suite;

import dev.kernelsmith.runtime.spi.Block;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Loads the networks of a package once more, with a question to {@link KernelSwitch} before each call of a kernel. So each kernel can be run
 * by itself, with the arguments and the memory that it has in its program, and the code of users has nothing that only benchmarks need.
 */
final class SwitchedKernels extends ClassLoader {
  private static final ClassDesc SWITCH = KernelSwitch.class.describeConstable().orElseThrow();
  private static final MethodTypeDesc IS_ON = MethodTypeDesc.of(ConstantDescs.CD_boolean, ConstantDescs.CD_int);
  private static final MethodTypeDesc OF_BLOCK =
      MethodTypeDesc.of(ConstantDescs.CD_void, Block.class.describeConstable().orElseThrow());

  private final String packageName;
  private final Set<String> callers;
  private final Map<String, Integer> numbers = new HashMap<>();

  /**
   * A loader.
   *
   * @param network a class of the package whose classes are loaded once more
   * @param callers the methods that call kernels, as {@code Training.run}
   */
  SwitchedKernels(Class<?> network, Set<String> callers) {
    super(network.getClassLoader());
    packageName = network.getPackageName();
    this.callers = Set.copyOf(callers);
  }

  /** The numbers by which {@link KernelSwitch} knows calls, by {@link KernelCall#place}; those of all classes that are loaded so far. */
  Map<String, Integer> numbers() {
    return Map.copyOf(numbers);
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    if (!name.startsWith(packageName + ".") || name.indexOf('.', packageName.length() + 1) >= 0) {
      return super.loadClass(name, resolve);
    }
    synchronized (getClassLoadingLock(name)) {
      Class<?> loaded = findLoadedClass(name);
      return loaded == null ? define(name) : loaded;
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] code = switched(file.readAllBytes(), name.substring(name.lastIndexOf('$') + 1));
      return defineClass(name, code, 0, code.length);
    } catch (IOException e) {
      throw new ClassNotFoundException(name, e);
    }
  }

  private byte[] switched(byte[] code, String program) {
    ClassModel model = ClassFile.of().parse(code);
    Map<Integer, InvokeInstruction> asked = new LinkedHashMap<>();
    ClassTransform asking =
        (builder, element) -> {
          String caller = element instanceof MethodModel m ? program + "." + m.methodName().stringValue() : "";
          if (element instanceof MethodModel method && callers.contains(caller) && isAlone(method)) {
            CodeTransform calls = CodeTransform.ofStateful(() -> new Calls(model, caller, asked));
            builder.transformMethod(method, MethodTransform.transformingCode(calls));
          } else {
            builder.with(element);
          }
        };
    ClassTransform questions =
        ClassTransform.endHandler(builder -> asked.forEach((number, call) -> addQuestion(builder, number, call)));
    return ClassFile.of().transformClass(model, asking.andThen(questions));
  }

  /** Whether a method calls kernels by itself: one of the same name has a crew behind the block. */
  private static boolean isAlone(MethodModel method) {
    return method.methodTypeSymbol().parameterList().getLast().equals(OF_BLOCK.parameterType(0));
  }

  private static String question(int number) {
    return "kernel" + number;
  }

  /** Adds a method that calls a kernel if it is switched on. */
  private static void addQuestion(ClassBuilder builder, int number, InvokeInstruction call) {
    MethodTypeDesc type = call.typeSymbol();
    builder.withMethodBody(question(number), type, ClassFile.ACC_STATIC, code -> {
      code.loadConstant(number).invokestatic(SWITCH, "isOn", IS_ON);
      code.ifThen(then -> {
        int slot = 0;
        for (ClassDesc parameter : type.parameterList()) {
          TypeKind kind = TypeKind.from(parameter);
          then.loadLocal(kind, slot);
          slot += kind.slotSize();
        }
        then.with(call);
      });
      code.return_();
    });
  }

  /** Has the calls of one method ask. */
  private final class Calls implements CodeTransform {
    private final ClassModel model;
    private final String caller;
    private final Map<Integer, InvokeInstruction> asked;
    private int count;

    Calls(ClassModel model, String caller, Map<Integer, InvokeInstruction> asked) {
      this.model = model;
      this.caller = caller;
      this.asked = asked;
    }

    @Override
    public void accept(CodeBuilder builder, CodeElement element) {
      if (element instanceof InvokeInstruction call && isKernel(call)) {
        String place = caller + "." + count++;
        int number = numbers.computeIfAbsent(place, p -> numbers.size());
        asked.put(number, call);
        builder.invokestatic(model.thisClass().asSymbol(), question(number), call.typeSymbol());
      } else {
        builder.with(element);
      }
    }

    /** Whether it is a call in a class of kernels, but not of a method that calls kernels itself. */
    private boolean isKernel(InvokeInstruction call) {
      String owner = call.owner().asInternalName().replace('/', '.');
      return call.opcode() == Opcode.INVOKESTATIC && owner.startsWith(packageName + ".")
          && !call.typeSymbol().equals(OF_BLOCK);
    }
  }
}
