package dev.kernelsmith.processor;

import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.LayerNode;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.graph.Trace;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.ir.Transform;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.schedule.CpuSchedules;
import dev.kernelsmith.processor.schedule.DeviceSchedule;
import dev.kernelsmith.processor.schedule.DeviceSchedules;
import dev.kernelsmith.processor.schedule.InspectionSchedules;
import dev.kernelsmith.processor.schedule.NetworkSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.PieceUse;
import dev.kernelsmith.processor.schedule.ScheduledProgram;
import dev.kernelsmith.processor.schedule.ScheduleVerifier;
import dev.kernelsmith.processor.schedule.Scheduler;
import dev.kernelsmith.processor.schedule.Target;
import dev.kernelsmith.processor.schedule.WinogradUse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Schedules the programs of a network for all targets, and decides which programs take samples in blocks. */
public final class NetworkScheduler {
  /** Registers of vector code on machines with many. */
  private static final int MANY_REGISTERS = 32;

  /** Operations for a sample below which a step of a block takes no longer than what belongs to any step. */
  private static final long LEAST_FLOPS = 100_000;

  /** Kernels of a training above which there is none for single samples: it takes half as much source again. */
  private static final int MOST_KERNELS = 150;

  private final NetworkPrograms programs;
  private final ParameterLayout parameters;
  private final int largestBlock;
  private final WinogradUse winograd;
  private final PieceUse pieces;
  private final Trace trace;

  /**
   * A scheduler.
   *
   * @param largestBlock floats of a block of 16 samples, working memory and samples, above which vector kernels take one sample at a time
   */
  NetworkScheduler(
      NetworkPrograms programs, ParameterLayout parameters, int largestBlock, WinogradUse winograd, PieceUse pieces,
      Trace trace) {
    this.programs = programs;
    this.parameters = parameters;
    this.largestBlock = largestBlock;
    this.winograd = winograd;
    this.pieces = pieces;
    this.trace = trace;
  }

  /**
   * One program for one target, shown to nobody.
   *
   * @throws ArithmeticException if the working memory does not fit one array
   */
  public static ScheduledProgram schedule(Program program, Target target, ParameterLayout parameters) {
    return schedule(program, target, parameters, "", Trace.NONE);
  }

  private static ScheduledProgram schedule(
      Program program, Target target, ParameterLayout parameters, String part, Trace trace) {
    Scheduler scheduler = new Scheduler(program, target, parameters);
    for (Pass pass : Pass.schedule()) {
      pass.run(scheduler);
      assert isSound(scheduler);
      trace.show(part, pass.title(), scheduler::toString);
    }
    ScheduleVerifier.verifyKernels(scheduler.result());
    return scheduler.result();
  }

  private static boolean isSound(Scheduler scheduler) {
    scheduler.verify();
    return true;
  }

  /**
   * All schedules.
   *
   * @param vector whether there may be vectors
   * @param devices kinds of devices
   * @throws BackEnd.TooLargeException if the working memory of one sample does not fit an array
   */
  NetworkSchedules schedules(boolean vector, List<String> devices) {
    List<CpuSchedules> vectors = new ArrayList<>();
    if (vector) {
      vectors.add(cpu(true, MANY_REGISTERS));
      vectors.add(cpu(true, Target.FEW_REGISTERS));
    }
    return new NetworkSchedules(
        parameters, cpu(false, Target.FEW_REGISTERS), vectors,
        devices.stream().map(kind -> device(DeviceSchedule.valueOf(kind))).toList(), inspection());
  }

  private @Nullable InspectionSchedules inspection() {
    return programs.inspection() == null
        ? null
        : new InspectionSchedules(
            inspection(programs.inspection().activations()), inspection(programs.inspection().gradients()));
  }

  /** Who looks into a network does so by one thread. */
  private ScheduledProgram inspection(Program program) {
    return sound(program, Target.scalar().with(PieceUse.NOWHERE), "scalar");
  }

  private CpuSchedules cpu(boolean vector, int registers) {
    ScheduledProgram single = single(programs.prediction(), vector, registers);
    ScheduledProgram blocks = vector ? blocks(programs.prediction(), registers) : null;
    ScheduledProgram training = many(programs.training(), vector, registers);
    return new CpuSchedules(
        vector, registers, training, training == null ? null : singleTraining(programs.training(), training),
        many(programs.evaluation(), vector, registers), blocks == null ? single : blocks, single,
        programs.stepwise() == null ? null : steps(programs.stepwise().program(), vector, registers));
  }

  /** A step is little work: one thread does it. */
  private ScheduledProgram steps(Program program, boolean vector, int registers) {
    return vector
        ? sound(program, Target.vectorSingle(registers).with(PieceUse.NOWHERE), "vector" + registers)
        : sound(program, Target.scalar().with(PieceUse.NOWHERE), "scalar");
  }

  /** A training of one sample at a time beside one of blocks, or null where it would save too little time, or be too much code. */
  private @Nullable ScheduledProgram singleTraining(Program program, ScheduledProgram blocks) {
    long flops = program.statements().stream().mapToLong(Statement::flops).sum();
    // One sample at a time computes plain sums, without transforms.
    long kernels = blocks.kernels().stream().filter(kernel -> !Transform.is(kernel.main())).count();
    boolean worth = blocks.target().block() > 1 && flops >= LEAST_FLOPS && kernels <= MOST_KERNELS;
    ScheduledProgram single = worth ? single(program, true, blocks.target().registers()) : null;
    // The update finds gradient copies at distances that are the same for both, and only blocks sum up gradients at points.
    return single != null && single.parts() <= blocks.parts() ? single.withParts(blocks.parts()) : null;
  }

  /** A program of many samples: in blocks where there are vectors and a block fits, else sample by sample. */
  private @Nullable ScheduledProgram many(@Nullable Program program, boolean vector, int registers) {
    if (program == null) {
      return null;
    }
    ScheduledProgram blocks = vector ? blocks(program, registers) : null;
    return blocks == null ? single(program, vector, registers) : blocks;
  }

  /** A program in blocks, or null where a block takes too much memory. */
  private @Nullable ScheduledProgram blocks(Program program, int registers) {
    try {
      ScheduledProgram blocks =
          schedule(
              program, vectors(Target.vectorBlock(registers)), parameters, program.name() + "-vector" + registers,
              trace);
      return blocks.memory() <= largestBlock ? blocks : null;
    } catch (ArithmeticException tooLargeForAnArray) {
      return null;
    }
  }

  private ScheduledProgram single(Program program, boolean vector, int registers) {
    return vector
        ? sound(program, vectors(Target.vectorSingle(registers)), "vector" + registers + "-single")
        : sound(program, Target.scalar().with(pieces), "scalar");
  }

  private Target vectors(Target target) {
    return target.with(winograd).with(pieces);
  }

  private DeviceSchedules device(DeviceSchedule kind) {
    Target target = Target.device(kind);
    String name = kind.name().toLowerCase(Locale.ROOT);
    ParameterLayout there = parameters.onDevice();
    return new DeviceSchedules(
        kind, programs.training() == null ? null : sound(programs.training(), target, there, name),
        sound(programs.prediction(), target, there, name));
  }

  /** A schedule that there must be, or the network is too large. */
  private ScheduledProgram sound(Program program, Target target, String name) {
    return sound(program, target, parameters, name);
  }

  private ScheduledProgram sound(Program program, Target target, ParameterLayout layout, String name) {
    try {
      return schedule(program, target, layout, program.name() + "-" + name, trace);
    } catch (ArithmeticException e) {
      LayerGraph graph = programs.network().graph();
      throw new BackEnd.TooLargeException(
          "its input is " + graph.inputs().getFirst().shape() + ", its largest value " + largest(graph, program), e);
    }
  }

  /** The largest value of a program: what a layer gives, or what it computes on its way. */
  private static String largest(LayerGraph graph, Program program) {
    LayerNode layer = graph.layers().stream().max(Comparator.comparing(l -> l.shape().elements())).orElseThrow();
    Buffer value =
        program.buffers().stream().filter(Buffer::perSample).max(Comparator.comparing(Buffer::elements)).orElseThrow();
    boolean within = value.elements() > layer.shape().elements();
    return "'" + (within ? value.label() + "' " + new Shape(value.shape()) : layer.name() + "' " + layer.shape());
  }
}
