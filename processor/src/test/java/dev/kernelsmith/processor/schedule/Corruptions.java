package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Affine;
import dev.kernelsmith.processor.ir.Axis;
import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.Expr;
import dev.kernelsmith.processor.ir.Guard;
import dev.kernelsmith.processor.ir.Reduction;
import dev.kernelsmith.processor.ir.Statement;
import dev.kernelsmith.processor.schedule.ScheduledProgram.Phase;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Ways to spoil a sound schedule. Each gives all schedules that are spoilt so in one place; none where it does not apply. */
enum Corruptions {
  /** A buffer is put where another one lives at the same time. */
  MEMORY_OF_A_LIVING_BUFFER {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      List<Kernel> kernels = p.kernels();
      for (Layout victim : planned(p)) {
        int first = firstWriter(kernels, victim.buffer());
        int last = lastReader(kernels, victim.buffer());
        for (Layout intruder : planned(p)) {
          int from = firstWriter(kernels, intruder.buffer());
          boolean between = from > first && from <= last && intruder.place().equals(victim.place());
          if (between && !intruder.equals(victim)) {
            spoilt.add(with(p, intruder.at(victim.offset())));
          }
        }
      }
    }
  },

  /** A buffer is put onto another one's halo, when that buffer is not needed any more or not yet. */
  MEMORY_OF_A_HALO {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout haloed : planned(p)) {
        for (Layout intruder : planned(p)) {
          if (haloed.hasHalo() && !intruder.equals(haloed) && intruder.place().equals(haloed.place())) {
            spoilt.add(with(p, intruder.at(haloed.offset())));
          }
        }
      }
    }
  },

  /** A halo is too narrow for the windows that reach into it. */
  NARROW_HALO {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout haloed : planned(p)) {
        for (int d = 0; d < haloed.before().size(); d++) {
          int dimension = d;
          if (haloed.before().get(d) > 0) {
            List<Integer> before = changed(haloed.before(), dimension, h -> h - 1);
            List<Integer> after = changed(haloed.after(), dimension, h -> h + 1);
            spoilt.add(
                with(
                    p, new Layout(
                        haloed.buffer(), haloed.place(), haloed.offset(), haloed.strides(), before, after,
                        haloed.sampleStride(), haloed.size())));
          }
        }
      }
    }
  },

  /** What follows from parameters is overwritten, although the next prediction counts on it. */
  MEMORY_OF_WHAT_FOLLOWS_FROM_PARAMETERS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout lasting : planned(p)) {
        for (Layout intruder : planned(p)) {
          if (lasting.buffer().scope() == Buffer.Scope.PARAMETER && intruder.place().equals(lasting.place())
              && !intruder.equals(lasting)) {
            spoilt.add(with(p, intruder.at(lasting.offset())));
          }
        }
      }
    }
  },

  /** What a block needs in several phases lies in the memory of a worker. */
  KEPT_IN_MEMORY_OF_A_WORKER {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout kept : planned(p)) {
        if (kept.place().equals(Place.KEPT)) {
          Layout moved =
              new Layout(
                  kept.buffer(), Place.FLOATS, p.floats(), kept.strides(), kept.before(), kept.after(),
                  kept.sampleStride(), kept.size());
          spoilt.add(resized(with(p, moved), p.floats() + kept.size()));
        }
      }
    }
  },

  /** The array is shorter than what lies in it. */
  SHORT_ARRAY {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      int used = planned(p).stream()
          .filter(l -> l.place().equals(Place.FLOATS))
          .mapToInt(l -> l.offset() + l.size())
          .max()
          .orElse(0);
      if (used > 0) {
        spoilt.add(resized(p, used - 1));
      }
    }
  },

  /** A buffer lies where lanes are added up. */
  MEMORY_OF_THE_SCRATCH_ROWS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      if (p.kernels().stream().anyMatch(Kernel::sumsLanes)) {
        planned(p).stream()
            .filter(l -> l.place().equals(Place.FLOATS))
            .forEach(l -> spoilt.add(with(p, l.at(ScheduledProgram.SCRATCH))));
      }
    }
  },

  /** On a device, rows of samples lie where another buffer has its columns, though at another time. */
  ROWS_ACROSS_COLUMNS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      List<Layout> columns =
          planned(p).stream().filter(l -> l.place().equals(Place.FLOATS) && l.sampleStride() == 0).toList();
      if (p.target().device() && !columns.isEmpty()) {
        planned(p).stream()
            .filter(l -> l.sampleStride() > 0)
            .forEach(l -> spoilt.add(with(resized(p, p.floats() + l.size()), l.at(columns.getFirst().offset()))));
      }
    }
  },

  /** Rows of a buffer overlap. */
  OVERLAPPING_ROWS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout layout : planned(p)) {
        int rows = layout.strides().size() - 1;
        boolean several = rows > 0 && layout.buffer().shape().getFirst() > 1 && layout.buffer().shape().get(1) > 1;
        if (several) {
          int inner = layout.strides().get(1);
          spoilt.add(
              with(
                  p, new Layout(
                      layout.buffer(), layout.place(), layout.offset(), changed(layout.strides(), 0, s -> inner),
                      layout.before(), layout.after(), layout.sampleStride(), layout.size())));
        }
      }
    }
  },

  /** A kernel runs before the one that computes what it reads. */
  KERNEL_TOO_EARLY {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        List<Kernel> blocks = p.phases().get(phase).blocks();
        for (int k = 1; k < blocks.size(); k++) {
          if (reads(blocks.get(k), blocks.get(k - 1))) {
            List<Kernel> swapped = new ArrayList<>(blocks);
            Collections.swap(swapped, k, k - 1);
            spoilt.add(with(p, phase, new Phase(p.phases().get(phase).once(), swapped)));
          }
        }
      }
    }
  },

  /** A kernel whose result is read is missing, a join of parts for example. */
  KERNEL_MISSING {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        for (Kernel kernel : p.phases().get(phase).kernels()) {
          boolean first = firstWriter(p.kernels(), kernel.main().target()) == p.kernels().indexOf(kernel);
          boolean read = p.kernels().stream().anyMatch(k -> k != kernel && reads(k, kernel));
          if (first && read) {
            spoilt.add(with(p, phase, without(p.phases().get(phase), kernel)));
          }
        }
      }
    }
  },

  /** Blocks read a sum over the batch in the phase in which they add to it. */
  PHASE_NOT_CUT {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 1; phase < p.phases().size(); phase++) {
        Phase before = p.phases().get(phase - 1);
        Phase joined =
            new Phase(
                before.once(), Statement.concat(before.blocks(), p.phases().get(phase).kernels()));
        List<Phase> phases = new ArrayList<>(p.phases());
        phases.set(phase - 1, joined);
        phases.remove(phase);
        if (!p.phases().get(phase).kernels().isEmpty()) {
          spoilt.add(with(p, phases));
        }
      }
    }
  },

  /** Each block writes what all share. */
  SHARED_WRITTEN_BY_BLOCKS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        Phase whole = p.phases().get(phase);
        for (Kernel kernel : whole.once()) {
          List<Kernel> blocks = new ArrayList<>(List.of(kernel));
          blocks.addAll(whole.blocks());
          spoilt.add(with(p, phase, new Phase(without(whole, kernel).once(), blocks)));
        }
      }
    }
  },

  /** A sum over the batch goes past its parts, into memory that all blocks share. */
  SUM_WITHOUT_PARTS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout layout : p.layouts().values()) {
        Buffer parts = layout.buffer();
        if (parts.role() == Buffer.Role.PARTS) {
          Buffer sum = Buffer.ofBatch(parts.owner(), parts.shape());
          Map<Buffer, Layout> layouts = new HashMap<>(p.layouts());
          Layout shared = layouts.get(sum);
          if (shared != null) {
            List<Phase> phases = p.phases().stream()
                .map(phase -> new Phase(
                    phase.once().stream().filter(k -> !k.main().buffersRead().contains(parts)).toList(),
                    phase.blocks().stream().map(k -> mapped(k, s -> s.target().equals(parts) ? s.withTarget(sum) : s))
                        .toList()))
                .toList();
            spoilt.add(with(p, phases));
          }
        }
      }
    }
  },

  /** One copy of the parts is read for their sum. */
  PARTS_READ_BEFORE_THEY_ARE_JOINED {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Layout layout : p.layouts().values()) {
        Buffer parts = layout.buffer();
        if (parts.role() == Buffer.Role.PARTS) {
          Buffer sum = Buffer.ofBatch(parts.owner(), parts.shape());
          List<Phase> phases = p.phases().stream()
              .map(phase -> new Phase(
                  phase.once(), phase.blocks().stream().map(k -> mapped(k, s -> reading(s, sum, parts))).toList()))
              .toList();
          if (!phases.equals(p.phases())) {
            spoilt.add(with(p, phases));
          }
        }
      }
    }
  },

  /** Samples that only fill a block are not kept out. */
  FILLERS_LET_IN {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      if (!p.target().fills()) {
        return;
      }
      List<Phase> phases = p.phases().stream()
          .map(phase -> new Phase(
              phase.once(), phase.blocks().stream().map(k -> mapped(k, Corruptions::unmasked)).toList()))
          .toList();
      if (!phases.equals(p.phases())) {
        spoilt.add(with(p, phases));
      }
    }
  },

  /** A value that another kernel reads is left in registers. */
  LEFT_IN_REGISTERS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        for (Kernel kernel : p.phases().get(phase).blocks()) {
          Buffer value = kernel.main().target();
          boolean elsewhere = p.kernels().stream().anyMatch(k -> k != kernel && k.touched().contains(value));
          if (value.role() == Buffer.Role.VALUE && value.perSample() && elsewhere) {
            Set<Buffer> local = new HashSet<>(kernel.local());
            local.add(value);
            spoilt.add(
                with(
                    p, phase, replaced(
                        p.phases().get(phase), kernel, new Kernel(
                            kernel.name(), kernel.statements(), kernel.lanes(), kernel.laneAxis(), kernel.loops(),
                            kernel.reduced(), local, kernel.start(), kernel.chain()))));
          }
        }
      }
    }
  },

  /** A loop over some elements is missing. */
  LOOP_MISSING {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        for (Kernel kernel : p.phases().get(phase).kernels()) {
          if (!kernel.loops().isEmpty()) {
            spoilt.add(
                with(
                    p, phase, replaced(
                        p.phases().get(phase), kernel, new Kernel(
                            kernel.name(), kernel.statements(), kernel.lanes(), kernel.laneAxis(),
                            kernel.loops().subList(1, kernel.loops().size()), kernel.reduced(), kernel.local(),
                            kernel.start(), kernel.chain()))));
          }
        }
      }
    }
  },

  /** Lanes run along rows of samples, of which the end belongs to the next sample. */
  SAMPLES_WITHOUT_PADDING {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Kernel kernel : p.kernels()) {
        Layout layout = p.layout(kernel.main().target());
        if (kernel.tilesSamples() && layout.buffer().shape().getLast() % Target.LANES != 0) {
          spoilt.add(
              with(
                  p, new Layout(
                      layout.buffer(), layout.place(), layout.offset(), layout.strides(), layout.before(),
                      layout.after(), layout.buffer().shape().getLast(), layout.size())));
        }
      }
    }
  },

  /** A tile of rows has no loop over the samples. */
  LOOP_OVER_SAMPLES_MISSING {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        for (Kernel kernel : p.phases().get(phase).blocks()) {
          if (kernel.tilesSamples()) {
            List<Kernel.Loop> loops =
                kernel.loops().stream().filter(loop -> !loop.axis().equals(Kernel.SAMPLE)).toList();
            spoilt.add(with(p, phase, replaced(p.phases().get(phase), kernel, new Kernel(
                kernel.name(), kernel.statements(), kernel.lanes(), kernel.laneAxis(), loops, kernel.reduced(),
                kernel.local(), kernel.start(), kernel.chain()))));
          }
        }
      }
    }
  },

  /** Kernels go through rows together although one needs all rows of the other. */
  CHAIN_OF_OTHER_ROWS {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (int phase = 0; phase < p.phases().size(); phase++) {
        List<Kernel> kernels = p.phases().get(phase).blocks();
        for (int k = 1; k < kernels.size(); k++) {
          Kernel before = kernels.get(k - 1);
          Kernel behind = kernels.get(k);
          if (before.loops().isEmpty() || behind.loops().isEmpty() || before.chain() != null
              || behind.chain() != null) {
            continue;
          }
          Axis row = before.loops().getFirst().axis();
          boolean others = behind.statements().stream().flatMap(s -> s.value().reads().stream())
              .filter(read -> before.written().contains(read.buffer()))
              .anyMatch(read -> !read.index().getFirst().equals(Affine.of(row)));
          if (others && row.equals(behind.loops().getFirst().axis())) {
            Chain chain = new Chain("others", List.of(), row, 1);
            Phase joined = replaced(p.phases().get(phase), before, in(chain, before));
            spoilt.add(with(p, phase, replaced(joined, behind, in(chain, behind))));
          }
        }
      }
    }
  },

  /** What a later row needs lies where an earlier kernel of the chain has been done with the rows before. */
  MEMORY_OF_ANOTHER_ROW {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      List<Kernel> kernels = p.kernels();
      for (List<Kernel> chain : Kernel.units(kernels)) {
        for (Layout victim : chain.getFirst().chain() == null ? List.<Layout>of() : planned(p)) {
          for (Layout intruder : planned(p)) {
            int start = kernels.indexOf(chain.getFirst());
            int last = lastReader(kernels, victim.buffer());
            int first = firstWriter(kernels, intruder.buffer());
            boolean later = last >= start && first > last && first < start + chain.size();
            if (later && intruder.place().equals(victim.place())) {
              spoilt.add(with(p, intruder.at(victim.offset())));
            }
          }
        }
      }
    }
  },

  /** Lanes run along rows of which the end belongs to the next row. */
  ROWS_WITHOUT_PADDING {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Kernel kernel : p.kernels()) {
        for (Buffer buffer : kernel.laneAxis() == null ? Set.<Buffer>of() : kernel.touched()) {
          Layout layout = p.layout(buffer);
          int rows = layout.strides().size() - 1;
          boolean lanes = kernel.main().target().equals(buffer) && layout.place().kind().isPlanned();
          if (rows > 0 && lanes && buffer.shape().get(rows) % Target.LANES != 0) {
            int extent = buffer.shape().get(rows);
            spoilt.add(
                with(
                    p, new Layout(
                        buffer, layout.place(), layout.offset(), changed(layout.strides(), rows - 1, s -> extent),
                        layout.before(), layout.after(), layout.sampleStride(), layout.size())));
          }
        }
      }
    }
  },

  /** A condition tells neighbouring lanes apart, of which the first decides for all. */
  CONDITION_ON_LANES {
    @Override
    void apply(ScheduledProgram p, List<ScheduledProgram> spoilt) {
      for (Kernel kernel : p.kernels()) {
        Axis lane = kernel.laneAxis();
        if (lane != null && kernel.main().reduction() == Reduction.SUM) {
          Guard fewer = new Guard(Affine.of(lane), lane.extent() - 1);
          Kernel guarded = mapped(kernel, s -> s.equals(kernel.main()) ? s.guarded(List.of(fewer)) : s);
          UnaryOperator<Kernel> change = k -> k == kernel ? guarded : k;
          spoilt.add(
              with(
                  p, p.phases().stream().map(
                      phase -> new Phase(
                          phase.once().stream().map(change).toList(), phase.blocks().stream().map(change).toList()))
                      .toList()));
        }
      }
    }
  };

  abstract void apply(ScheduledProgram p, List<ScheduledProgram> spoilt);

  /** The schedules that are spoilt in one place each. */
  List<ScheduledProgram> of(ScheduledProgram program) {
    List<ScheduledProgram> spoilt = new ArrayList<>();
    apply(program, spoilt);
    return spoilt;
  }

  private static List<Layout> planned(ScheduledProgram p) {
    Set<Buffer> touched = new LinkedHashSet<>();
    p.kernels().forEach(k -> touched.addAll(k.touched()));
    return touched.stream().map(p::layout).filter(l -> l.place().kind().isPlanned()).toList();
  }

  private static int firstWriter(List<Kernel> kernels, Buffer buffer) {
    for (int k = 0; k < kernels.size(); k++) {
      if (kernels.get(k).statements().stream().anyMatch(s -> s.buffersWritten().contains(buffer))) {
        return k;
      }
    }
    return -1;
  }

  private static int lastReader(List<Kernel> kernels, Buffer buffer) {
    int last = -1;
    for (int k = 0; k < kernels.size(); k++) {
      if (kernels.get(k).statements().stream().anyMatch(s -> s.buffersRead().contains(buffer))) {
        last = k;
      }
    }
    return last;
  }

  private static boolean reads(Kernel kernel, Kernel other) {
    Set<Buffer> read = new HashSet<>();
    kernel.statements().forEach(s -> s.value().reads().forEach(r -> read.add(r.buffer())));
    return other.statements().stream()
        .anyMatch(s -> !s.accumulate() && s.buffersWritten().stream().anyMatch(read::contains));
  }

  private static Statement reading(Statement s, Buffer sum, Buffer parts) {
    Expr value = s.value();
    for (Expr.Read read : s.value().reads()) {
      value = read.buffer().equals(sum) ? value.replace(read, Expr.read(parts, read.index())) : value;
    }
    return s.withValue(value);
  }

  private static Statement unmasked(Statement s) {
    boolean masked =
        s.value() instanceof Expr.Select select && select.left() instanceof Expr.Read read
            && read.buffer().role() == Buffer.Role.LOSS_GRADIENT;
    return masked ? s.withValue(((Expr.Select) s.value()).otherwise()) : s;
  }

  private static Kernel mapped(Kernel k, UnaryOperator<Statement> change) {
    return new Kernel(
        k.name(), k.statements().stream().map(change).toList(), k.lanes(), k.laneAxis(), k.loops(), k.reduced(),
        k.local(), k.start(), k.chain());
  }

  private static Kernel in(Chain chain, Kernel k) {
    return new Kernel(
        k.name(), k.statements(), k.lanes(), k.laneAxis(), k.loops(), k.reduced(), k.local(), k.start(), chain);
  }

  private static List<Integer> changed(List<Integer> list, int at, UnaryOperator<Integer> change) {
    List<Integer> result = new ArrayList<>(list);
    result.set(at, change.apply(result.get(at)));
    return result;
  }

  private static Phase without(Phase phase, Kernel kernel) {
    return new Phase(
        phase.once().stream().filter(k -> k != kernel).toList(),
        phase.blocks().stream().filter(k -> k != kernel).toList());
  }

  private static Phase replaced(Phase phase, Kernel kernel, Kernel by) {
    UnaryOperator<Kernel> swap = k -> k == kernel ? by : k;
    return new Phase(phase.once().stream().map(swap).toList(), phase.blocks().stream().map(swap).toList());
  }

  private static ScheduledProgram with(ScheduledProgram p, int number, Phase phase) {
    List<Phase> phases = new ArrayList<>(p.phases());
    phases.set(number, phase);
    return with(p, phases);
  }

  private static ScheduledProgram with(ScheduledProgram p, List<Phase> phases) {
    return new ScheduledProgram(
        p.name(), p.target(), phases, p.layouts(), p.floats(), p.kept(), p.shared(), p.parts());
  }

  private static ScheduledProgram with(ScheduledProgram p, Layout layout) {
    Map<Buffer, Layout> layouts = new HashMap<>(p.layouts());
    layouts.put(layout.buffer(), layout);
    return new ScheduledProgram(
        p.name(), p.target(), p.phases(), layouts, p.floats() + layout.size(), p.kept() + layout.size(),
        p.shared() + layout.size(), p.parts());
  }

  private static ScheduledProgram resized(ScheduledProgram p, int floats) {
    return new ScheduledProgram(
        p.name(), p.target(), p.phases(), p.layouts(), floats, p.kept(), p.shared(), p.parts());
  }
}
