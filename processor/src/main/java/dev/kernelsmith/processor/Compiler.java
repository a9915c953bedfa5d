package dev.kernelsmith.processor;

import dev.kernelsmith.processor.emit.NetworkSource;
import dev.kernelsmith.processor.graph.BackEnd;
import dev.kernelsmith.processor.graph.LayerGraph;
import dev.kernelsmith.processor.graph.Trace;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Program;
import dev.kernelsmith.processor.ir.ProgramText;
import dev.kernelsmith.processor.ir.Verifier;
import dev.kernelsmith.processor.lower.LoweredNetwork;
import dev.kernelsmith.processor.lower.Mode;
import dev.kernelsmith.processor.lower.OptimizerRule;
import dev.kernelsmith.processor.lower.Optimizers;
import dev.kernelsmith.processor.program.NetworkPrograms;
import dev.kernelsmith.processor.program.UpdateProgram;
import dev.kernelsmith.processor.schedule.NetworkSchedules;
import dev.kernelsmith.processor.schedule.ParameterLayout;
import dev.kernelsmith.processor.schedule.PieceUse;
import dev.kernelsmith.processor.schedule.WinogradUse;
import java.io.IOException;
import java.util.Set;

/**
 * Takes a checked network through the passes behind {@link Pass#GRAPH}. Where assertions are on, as in tests, what each pass makes is
 * verified: it takes as long as the passes do.
 */
public final class Compiler implements BackEnd {
  /** 256 MiB. */
  public static final int LARGEST_BLOCK = 1 << 26;

  private final int largestBlock;
  private final WinogradUse winograd;
  private final PieceUse pieces;

  /** The compiler as it is used. */
  public Compiler() {
    this(LARGEST_BLOCK, WinogradUse.WHERE_FASTER, PieceUse.WHERE_FASTER);
  }

  /**
   * A compiler with a limit of one's own.
   *
   * @param largestBlock floats of a block of 16 samples, working memory and samples, above which vector kernels take one sample at a time
   * @param winograd which windows vector kernels compute by fewer products, unless the compilation forbids it
   * @param pieces which kernels threads can share
   */
  public Compiler(int largestBlock, WinogradUse winograd, PieceUse pieces) {
    this.largestBlock = largestBlock;
    this.winograd = winograd;
    this.pieces = pieces;
  }

  @Override
  public void generate(LayerGraph graph, BackEnd.Target target) throws IOException {
    NetworkPrograms programs = NetworkPrograms.of(mode -> lower(graph, mode, target.trace()));
    generate(programs, Optimizers.of(graph), target);
  }

  private static LoweredNetwork lower(LayerGraph graph, Mode mode, Trace trace) {
    LoweredNetwork network = LoweredNetwork.of(graph, mode);
    show(Pass.LOWER, new Program(mode.program(), network.gathered()), Set.of(), trace);
    return network;
  }

  /** Writes the source of a network's programs, trained by an optimizer. */
  public void generate(NetworkPrograms programs, OptimizerRule optimizer, BackEnd.Target target) throws IOException {
    LayerGraph graph = programs.network().graph();
    ParameterLayout layout = ParameterLayout.of(programs.network().parameters());
    UpdateProgram update = UpdateProgram.of(optimizer, graph.optimizerAttributes(), layout.spans());
    show(Pass.LOWER, update.program(), update.state(), target.trace());
    programs.all().forEach(program -> show(Pass.DIFFERENTIATE, program, Set.of(), target.trace()));
    NetworkSchedules schedules =
        new NetworkScheduler(
            programs, layout, largestBlock, target.winograd() ? winograd : WinogradUse.OFF, pieces, target.trace())
            .schedules(target.vectorModuleReadable(), target.devices());
    new NetworkSource(programs, optimizer, update, schedules).write(target);
  }

  private static void show(Pass pass, Program program, Set<Buffer> state, Trace trace) {
    assert isSound(program, state);
    trace.show(program.name(), pass.title(), () -> ProgramText.of(program));
  }

  private static boolean isSound(Program program, Set<Buffer> state) {
    Verifier.verify(program, state);
    return true;
  }
}
