package dev.kernelsmith.runtime.spi;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The working memory for one block of samples: what a worker hands to a {@link BlockProgram}. Everything a program reads from or
 * writes for the outside stands in canonical order, sample after sample, channels last; how a program lays out its own buffers in
 * {@link #floats} and {@link #ints} is its own affair.
 */
public final class Block {
  /** Loss gradient of a lane that only fills the block. */
  public static final float FILLER = -1;

  /**
   * Float buffers of the program, at offsets the generated code knows; at least {@link BlockProgram#floats} long. They hold nothing from one
   * phase to the next, so blocks that run one after another may have the same.
   */
  public float[] floats;

  /** Float buffers that hold from one phase to the next; at least {@link BlockProgram#kept} long. */
  public final float[] kept;

  /** All int buffers of the program. */
  public final int[] ints;

  /** One array per network input: {@code lanes} samples, each flat in canonical order; empty where it is one of ints. */
  public final float[][] inputs;

  /** The same for inputs of ints; empty where it is one of floats. */
  public final int[][] intInputs;

  /** One array per tensor of {@link NetworkSpec#outputs}, laid out like {@link #inputs}. */
  public final float[][] outputs;

  /** Samples of the block. */
  public final int lanes;

  /** One array per loss: class numbers, {@code lanes * positions}, for a loss over classes. */
  public final int[][] classes;

  /**
   * One array per loss: target values, {@code lanes * targetLength}, for a loss over values; for one over classes room for those of a sample
   * while they are copied.
   */
  public final float[][] targets;

  /**
   * One array per loss: the derivative of the batch's loss, without its weight, by the loss of each sample: the sample's weight over what the mean is divided by, such as {@link #inverseSamples};
   * below 0 for a filler.
   */
  public final float[][] lossGradients;

  /** One array per loss: that of each sample, without its weight; written by a training or evaluation program. */
  public final float[][] losses;

  /** Seed of the training: with {@link #step} and the sample's position in the batch, what random numbers follow from. */
  public long seed;

  /** Number of the training step, from 1. */
  public long step;

  /** Position of the block's first sample in the batch of the step. */
  public int firstSample;

  /** Number of the step that {@link KernelProgram#steps} is to do, from 0. */
  public int place;

  /** The flat parameter array that the program reads. */
  public float[] parameters = {};

  /**
   * Values of the whole batch and of the parameters, the same array for all blocks of a batch; at least {@link BlockProgram#shared} long.
   */
  public float[] shared;

  /** One divided by the samples of the batch. */
  public float inverseSamples = 1;

  /**
   * All gradient copies, one after another, each with {@link BlockProgram#parts} floats behind its gradients; a training program writes the one
   * at {@link #gradientOffset}.
   */
  public float[] gradients = {};

  /** Number of gradient copies that blocks of this batch write. */
  public int copies = 1;

  /** Start of this block's gradient copy in {@link #gradients}. */
  public int gradientOffset;

  /** Whether gradients are added to the copy (true) or replace what it holds (false). */
  public boolean accumulate;

  /**
   * Allocates the memory of one block.
   *
   * @param program the program that will run on it
   * @param spec the network
   */
  public Block(BlockProgram program, NetworkSpec spec) {
    this(program, new float[program.floats()], new float[program.kept()], spec);
  }

  private Block(BlockProgram program, float[] floats, float[] kept, NetworkSpec spec) {
    this(program, floats, kept, spec.inputs(), spec.outputs(), spec);
  }

  private Block(
      BlockProgram program, float[] floats, float[] kept, List<TensorSpec> inputs, List<TensorSpec> outputs,
      NetworkSpec spec) {
    this(program.lanes(), floats, kept, program.ints(), inputs, outputs, spec);
    shared = new float[program.shared()];
    program.prepare(this);
  }

  /**
   * Allocates the memory of one block of an evaluation, which has an input for each loss: the raw output that it is of.
   *
   * @param program {@link KernelProgram#evaluation}
   * @param spec the network
   */
  public static Block ofOutputs(BlockProgram program, NetworkSpec spec) {
    List<TensorSpec> outputs = spec.losses().stream().map(loss -> spec.rawOutput(loss.output())).toList();
    return new Block(program, new float[program.floats()], new float[program.kept()], outputs, spec.outputs(), spec);
  }

  /**
   * Allocates the memory of one block whose {@link #outputs} are the values of layers, in the order of {@link NetworkSpec#layers}.
   *
   * @param program {@link InspectionProgram#activations}
   * @param spec the network
   */
  public static Block ofLayers(BlockProgram program, NetworkSpec spec) {
    List<TensorSpec> layers = spec.layers().stream().map(l -> new TensorSpec(l.name(), l.shape())).toList();
    return new Block(program, new float[program.floats()], new float[program.kept()], spec.inputs(), layers, spec);
  }

  /**
   * Allocates the memory of one block whose {@link #inputs} are followed by a seed for each raw output, and whose {@link #outputs} are the
   * gradients by the inputs.
   *
   * @param program {@link InspectionProgram#gradients}
   * @param spec the network
   */
  public static Block ofInputGradients(BlockProgram program, NetworkSpec spec) {
    List<TensorSpec> inputs = new ArrayList<>(spec.inputs());
    for (int output = 0; output < spec.outputLayers().size(); output++) {
      inputs.add(spec.rawOutput(output));
    }
    return new Block(program, new float[program.floats()], new float[program.kept()], inputs, spec.inputs(), spec);
  }

  /**
   * Allocates the memory of one sequence that comes step by step; an output of a whole sequence has a row for each step.
   *
   * @param program {@link KernelProgram#steps}
   * @param spec a network with {@link NetworkSpec#stepwise}
   */
  public static Block ofSteps(BlockProgram program, NetworkSpec spec) {
    StepSpec steps = Objects.requireNonNull(spec.stepwise());
    List<TensorSpec> outputs = new ArrayList<>(spec.outputs());
    for (int output : steps.ofSequence()) {
      List<Integer> shape = new ArrayList<>(outputs.get(output).shape());
      shape.addFirst(steps.steps());
      outputs.set(output, new TensorSpec(outputs.get(output).name(), shape));
    }
    return new Block(program, working(program), Regions.array(program.kept()), spec.inputs(), outputs, spec);
  }

  /**
   * Allocates the memory of one block that is used for many steps: the same, but where speed depends on it, {@link #floats} is so long
   * that the collector places it where cache lines begin.
   */
  public static Block lasting(BlockProgram program, NetworkSpec spec) {
    return lasting(program, spec, working(program));
  }

  /** Working memory of that kind for blocks that share it. */
  public static float[] working(BlockProgram program) {
    return Regions.array(program.floats());
  }

  /**
   * The same for a block that shares working memory with others.
   *
   * @param floats what becomes {@link #floats}
   */
  public static Block lasting(BlockProgram program, NetworkSpec spec, float[] floats) {
    return new Block(program, floats, Regions.array(program.kept()), spec);
  }

  /** Bytes that {@link #working} takes. */
  public static long workingBytes(BlockProgram program) {
    return (long) Float.BYTES * Regions.floats(program.floats());
  }

  /** Bytes that a block takes that {@link #lasting} makes, without what it may share with others. */
  public static long bytes(BlockProgram program, NetworkSpec spec) {
    long values = TensorSpec.sum(spec.inputs()) + TensorSpec.sum(spec.outputs());
    long targets = 0;
    for (LossSpec loss : spec.losses()) {
      targets += loss.targetLength() + loss.positions() + 2L; // and loss and its gradient
    }
    long handed = program.lanes() * (values + targets) + spec.losses().stream().mapToLong(LossSpec::positions).sum();
    return Float.BYTES * (handed + Regions.floats(program.kept()) + program.ints());
  }

  /**
   * Allocates what goes in and out of one block, without working memory: for a {@link DeviceProgram}, which has its own.
   *
   * @param lanes samples of the block
   * @param spec the network
   */
  public Block(int lanes, NetworkSpec spec) {
    this(lanes, new float[0], new float[0], 0, spec.inputs(), spec.outputs(), spec);
  }

  private Block(
      int lanes, float[] floats, float[] kept, int intCount, List<TensorSpec> inputs,
      List<TensorSpec> outputs, NetworkSpec spec) {
    this.lanes = lanes;
    this.floats = floats;
    this.kept = kept;
    shared = new float[0];
    ints = new int[intCount];
    this.inputs = staging(inputs, lanes);
    intInputs = new int[inputs.size()][];
    for (int i = 0; i < intInputs.length; i++) {
      intInputs[i] = new int[inputs.get(i).isInt() ? lanes * inputs.get(i).length() : 0];
    }
    this.outputs = staging(outputs, lanes);
    int count = spec.losses().size();
    classes = new int[count][];
    targets = new float[count][];
    for (int i = 0; i < count; i++) {
      LossSpec loss = spec.losses().get(i);
      classes[i] = new int[lanes * loss.positions()];
      targets[i] = new float[lanes * loss.targetLength() + loss.positions()];
    }
    lossGradients = new float[count][lanes];
    losses = new float[count][lanes];
  }

  /**
   * Tells the block which step it is used in, before samples are copied into it.
   *
   * @param seed what becomes {@link #seed}
   * @param number what becomes {@link #step}
   * @param samples samples of the whole batch
   */
  public void beginStep(long seed, long number, int samples) {
    this.seed = seed;
    step = number;
    inverseSamples = 1f / samples;
  }

  private static float[][] staging(List<TensorSpec> tensors, int lanes) {
    float[][] arrays = new float[tensors.size()][];
    for (int i = 0; i < arrays.length; i++) {
      arrays[i] = new float[tensors.get(i).isInt() ? 0 : lanes * tensors.get(i).length()];
    }
    return arrays;
  }
}
