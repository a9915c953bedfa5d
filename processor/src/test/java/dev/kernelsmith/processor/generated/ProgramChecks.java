package dev.kernelsmith.processor.generated;

import dev.kernelsmith.annotations.Activation;
import dev.kernelsmith.processor.emit.cpu.ProgramSource;
import dev.kernelsmith.processor.emit.device.DeviceProgramSource;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Buffer.Role;
import dev.kernelsmith.processor.ir.Interpreter;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Tensors;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.Place;
import dev.kernelsmith.processor.schedule.Schedules;
import dev.kernelsmith.processor.schedule.Target;
import dev.kernelsmith.processor.testing.Compilation;
import dev.kernelsmith.processor.testing.Compile;
import dev.kernelsmith.processor.testing.CompilerKind;
import dev.kernelsmith.processor.testing.Tornado;
import dev.kernelsmith.runtime.spi.Block;
import dev.kernelsmith.runtime.spi.BlockProgram;
import dev.kernelsmith.runtime.spi.LossSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import dev.kernelsmith.runtime.spi.NetworkSpec.TargetKind;
import dev.kernelsmith.runtime.spi.TensorSpec;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Whether single programs, compiled for every target of the CPU and for one kind of device each, do what the interpreter does. */
final class ProgramChecks {
  /** More than one block, the last of them with fillers. */
  private static final int SAMPLES = 21;

  private final Program program;
  private final ParameterLayout layout;
  private final long seed;
  private final DeviceSchedule kind;
  private final @Nullable DeviceProgramSource device;

  private ProgramChecks(Program program, long seed) {
    this.program = program;
    this.seed = seed;
    layout = Schedules.parameters(program);
    kind = DeviceSchedule.values()[(int) (seed % DeviceSchedule.values().length)];
    // TornadoVM takes kernels from the class path only.
    device = Tornado.home().isPresent() ? null : DeviceProgramSource.of(className("Device"), program, kind, layout);
  }

  /**
   * Compiles programs all at once and checks each.
   *
   * @param programs by seed
   * @return what does not hold, by seed
   */
  static Map<Long, String> check(Map<Long, Program> programs) {
    Map<Long, String> failures = new LinkedHashMap<>();
    Map<Long, ProgramChecks> checks = new LinkedHashMap<>();
    Compile compile = Compile.with(CompilerKind.JAVAC).withVectorModule().withTornado().options("-proc:none");
    programs.forEach((seed, program) -> {
      try {
        ProgramChecks one = new ProgramChecks(program, seed);
        one.sources().forEach(compile::source);
        checks.put(seed, one);
      } catch (RuntimeException e) {
        failures.put(seed, "not scheduled or written: " + e + " at " + e.getStackTrace()[0]);
      }
    });
    if (checks.isEmpty()) {
      return failures;
    }
    Compilation compilation = compile.run();
    if (!compilation.success()) {
      if (programs.size() == 1) {
        failures.put(programs.keySet().iterator().next(), compilation.report());
      } else {
        programs.forEach((seed, program) -> failures.putAll(check(Map.of(seed, program))));
      }
      return failures;
    }
    ClassLoader loader = compilation.loader();
    checks.forEach((seed, one) -> {
      try {
        one.run(loader);
      } catch (AssertionError | RuntimeException e) {
        failures.put(seed, e.toString());
      }
    });
    return failures;
  }

  /** The failure of a program made as small as possible, with that program. */
  static String shrunk(Program program, long seed, String failure) {
    for (Statement s : program.statements()) {
      List<Statement> fewer = new ArrayList<>(program.statements());
      fewer.remove(s);
      Program smaller = new Program(program.name(), fewer);
      if (!fewer.isEmpty() && Verifier.problems(smaller, Set.of()).isEmpty()) {
        String still = check(Map.of(seed, smaller)).get(seed);
        if (still != null) {
          return shrunk(smaller, seed, still);
        }
      }
    }
    if (Boolean.getBoolean("generated.source")) {
      return failure + "\n" + described(program) + "\n" + new ProgramChecks(program, seed).sources()
          .get("Program" + seed + failure.replaceAll(".*Error: (\\S+) .*", "$1"));
    }
    return failure + "\n" + described(program);
  }

  private static String described(Program program) {
    StringBuilder text = new StringBuilder();
    program.buffers().forEach(b -> text.append(b).append(b.shape()).append(' '));
    return text.append('\n').append(program).toString();
  }

  private String className(String target) {
    return "Program" + seed + target;
  }

  private Map<String, String> sources() {
    Map<String, String> sources = new LinkedHashMap<>();
    Schedules.CPU.forEach(
        (name, target) -> sources.put(className(name), ProgramSource.of(className(name), program, target, layout)));
    if (device != null) {
      sources.putAll(device.sources());
    }
    return sources;
  }

  private void run(ClassLoader loader) {
    Given given = new Given(new Random(seed));
    Tensors expected = given.interpreted();
    Map<String, Results> results = new TreeMap<>();
    for (String name : Schedules.CPU.keySet()) {
      BlockProgram compiled = load(loader, className(name) + "$" + ProgramSource.NESTED);
      given.run(compiled, true).compare(name + ", one gradient copy", expected);
      Results result = given.run(compiled, false);
      result.compare(name, expected);
      results.put(name, result);
    }
    if (device != null) {
      given.run(loader, device).compare(kind.className(), expected);
    }
    results.get("Block32").same("16 and 32 registers, blocks", results.get("Block16"));
    results.get("Single32").same("16 and 32 registers, single samples", results.get("Single16"));
  }

  private static BlockProgram load(ClassLoader loader, String name) {
    try {
      Constructor<?> constructor = loader.loadClass(name).getDeclaredConstructor();
      constructor.setAccessible(true);
      return (BlockProgram) constructor.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private Buffer one(String name) {
    return program.buffers().stream().filter(b -> b.name().equals(name)).findFirst().orElse(null);
  }

  /** What the program is given. */
  private final class Given {
    private final float[] inputs;
    private final float[] parameters;
    private final int length;

    Given(Random random) {
      Buffer input = one("input");
      length = input == null ? 0 : input.elements();
      inputs = floats(random, SAMPLES * length);
      parameters = new float[layout.floats()];
      layout.offsets().forEach((buffer, offset) -> {
        int columns = buffer.shape().getLast();
        float[] values = floats(random, buffer.elements());
        for (int i = 0; i < values.length; i++) {
          parameters[offset + i / columns * Target.padded(columns) + i % columns] = values[i];
        }
      });
    }

    private static float[] floats(Random random, int count) {
      float[] values = new float[count];
      for (int i = 0; i < count; i++) {
        values[i] = random.nextFloat() * 2 - 1;
      }
      return values;
    }

    Tensors interpreted() {
      Tensors tensors = new Tensors(SAMPLES).putRandom(Batch.SEED, Batch.STEP);
      for (Buffer b : program.buffers()) {
        switch (b.role()) {
          case INPUT -> tensors.put(b, Reference.doubles(inputs));
          case PARAMETER -> tensors.put(b, Reference.doubles(canonical(b, parameters)));
          case LOSS_GRADIENT -> {
            double[] lossGradients = new double[SAMPLES];
            Arrays.fill(lossGradients, 1f / SAMPLES);
            tensors.put(b, lossGradients);
          }
          default -> {}
        }
      }
      Interpreter.run(program, tensors);
      return tensors;
    }

    /** Runs all blocks in turns, with as many gradient copies as there are blocks, or one. */
    Results run(BlockProgram compiled, boolean oneCopy) {
      NetworkSpec spec = spec();
      int lanes = compiled.lanes();
      int count = Math.ceilDiv(SAMPLES, lanes);
      int length = layout.gradients() + compiled.parts();
      int copies = oneCopy ? 1 : Math.min(3, count);
      float[] gradients = new float[copies * length];
      for (int copy = 0; copy < copies; copy++) {
        Arrays.fill(gradients, copy * length + layout.floats(), (copy + 1) * length, 17);
        for (Buffer b : program.buffers()) {
          if (b.role() == Role.GRADIENT) {
            fill(Buffer.of(b.owner(), Role.PARAMETER, b.shape()), gradients, copy * length, 17);
          }
        }
      }
      Block[] blocks = new Block[count];
      for (int b = 0; b < count; b++) {
        Block block = new Block(compiled, spec);
        blocks[b] = block;
        block.parameters = parameters;
        block.beginStep(Batch.SEED, Batch.STEP, SAMPLES);
        block.firstSample = b * lanes;
        block.shared = blocks[0].shared;
        block.copies = copies;
        block.gradients = gradients;
        block.gradientOffset = b % copies * length;
        block.accumulate = b >= copies;
        int live = Math.min(lanes, SAMPLES - b * lanes);
        for (int lane = 0; lane < lanes; lane++) {
          int sample = b * lanes + (lane < live ? lane : 0);
          System.arraycopy(inputs, sample * this.length, block.inputs[0], lane * this.length, this.length);
          block.lossGradients[0][lane] = lane < live ? 1f / SAMPLES : Block.FILLER;
        }
      }
      compiled.runAll(blocks);
      Results results = new Results();
      for (int b = 0; b < count; b++) {
        int first = b * lanes;
        int live = Math.min(lanes, SAMPLES - first);
        System.arraycopy(blocks[b].losses[0], 0, results.losses, first, live);
        for (int o = 0; o < 2; o++) {
          int width = spec.outputs().get(o).length();
          System.arraycopy(blocks[b].outputs[o], 0, results.outputs[o], first * width, live * width);
        }
      }
      for (int copy = 0; copy < copies; copy++) {
        for (int i = 0; i < layout.floats(); i++) {
          results.gradients[i] += gradients[copy * length + i];
        }
      }
      return results;
    }

    /** Runs on a device. */
    Results run(ClassLoader loader, DeviceProgramSource source) {
      Results results = new Results();
      float[] before = new float[layout.floats()];
      for (Buffer b : program.buffers()) {
        if (b.role() == Role.GRADIENT) {
          fill(Buffer.of(b.owner(), Role.PARAMETER, b.shape()), before, 0, 17);
        }
      }
      DeviceProgramRun run = new DeviceProgramRun(source, kind, SAMPLES, inputs, parameters, before);
      run.run(loader, className("Device"));
      System.arraycopy(run.result(Place.Kind.LOSSES, 0, 1), 0, results.losses, 0, SAMPLES);
      for (int o = 0; o < 2; o++) {
        results.outputs[o] = run.result(Place.Kind.OUTPUT, o, width(o));
      }
      System.arraycopy(run.gradients(layout.floats()), 0, results.gradients, 0, layout.floats());
      return results;
    }

    private NetworkSpec spec() {
      NetworkSpec.Builder spec = NetworkSpec.builder(NetworkSpec.INTERFACE_VERSION, "Program", "");
      spec.input(new TensorSpec("input", List.of(length)));
      for (int output = 0; output < 2; output++) {
        spec.output(new TensorSpec("out" + output, List.of(width(output))));
      }
      spec.loss(new LossSpec("LOSS", "layer", TargetKind.VALUES, 0, Activation.IDENTITY));
      return spec.parameterFloats(layout.floats(), layout.trained(), layout.updated(), layout.gradients()).build();
    }
  }

  private int width(int output) {
    return program.buffers().stream()
        .filter(b -> b.role() == Role.OUTPUT && b.number() == output)
        .mapToInt(Buffer::elements)
        .sum();
  }

  private float[] canonical(Buffer parameter, float[] flat) {
    int offset = layout.offsets().get(Buffer.of(parameter.name(), Role.PARAMETER, parameter.shape()));
    int columns = parameter.shape().getLast();
    float[] values = new float[parameter.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = flat[offset + i / columns * Target.padded(columns) + i % columns];
    }
    return values;
  }

  /** Sets all elements that belong to a parameter, and not its padding. */
  private void fill(Buffer parameter, float[] flat, int start, float value) {
    int columns = parameter.shape().getLast();
    for (int i = 0; i < parameter.elements(); i++) {
      flat[start + layout.offsets().get(parameter) + i / columns * Target.padded(columns) + i % columns] = value;
    }
  }

  /** What a compiled program made. */
  private final class Results {
    private final float[] losses = new float[SAMPLES];
    private final float[][] outputs =
        {new float[SAMPLES * width(0)], new float[SAMPLES * width(1)]};
    private final float[] gradients = new float[layout.floats()];

    void compare(String target, Tensors expected) {
      double tolerance = 1e-5 * Math.sqrt(Reference.longestSum(program, SAMPLES));
      float[] padding = gradients.clone();
      for (Buffer b : program.buffers()) {
        switch (b.role()) {
          case OUTPUT -> Closeness.check(
              target + " " + b, expected.get(b), outputs[b.number()], tolerance, 1e-6);
          case LOSS -> Closeness.check(target + " losses", expected.get(b), losses, tolerance, 1e-5);
          case GRADIENT -> {
            Buffer parameter =
                Buffer.of(
                    b.owner(), Role.PARAMETER, b.shape());
            Closeness.check(target + " " + b, expected.get(b), canonical(parameter, gradients), tolerance, 1e-6);
            fill(parameter, padding, 0, 0);
          }
          default -> {}
        }
      }
      Closeness.same(target + " padding of gradients", new float[padding.length], padding);
    }

    void same(String what, Results other) {
      Closeness.same(what + ", losses", losses, other.losses);
      Closeness.same(what + ", first output", outputs[0], other.outputs[0]);
      Closeness.same(what + ", second output", outputs[1], other.outputs[1]);
      Closeness.same(what + ", gradients", gradients, other.gradients);
    }
  }
}
