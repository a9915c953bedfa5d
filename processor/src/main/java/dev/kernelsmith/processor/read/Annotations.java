package dev.kernelsmith.processor.read;

import dev.kernelsmith.annotations.Block;
import dev.kernelsmith.annotations.Formula;
import dev.kernelsmith.annotations.From;
import dev.kernelsmith.annotations.Frozen;
import dev.kernelsmith.annotations.Initial;
import dev.kernelsmith.annotations.Input;
import dev.kernelsmith.annotations.Loss;
import dev.kernelsmith.annotations.Network;
import dev.kernelsmith.annotations.Optimizer;
import dev.kernelsmith.annotations.Output;
import dev.kernelsmith.annotations.RateFactor;
import dev.kernelsmith.annotations.Recompute;
import dev.kernelsmith.annotations.Reuse;
import dev.kernelsmith.annotations.TimeDistributed;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Qualified names of the annotations that the processor reads.
 *
 * @param layers those that declare layers
 * @param faulty users' annotations of which a fault has been reported where they are declared; grows while classes are compiled
 */
public record Annotations(List<String> layers, Set<String> faulty) {
  static final String NETWORK = Network.class.getName();
  static final String OPTIMIZER = Optimizer.class.getName();
  static final String BLOCK = Block.class.getName();
  static final String FORMULA = Formula.class.getName();
  static final String FROM = From.class.getName();
  static final String INPUT = Input.class.getName();
  static final String LOSS = Loss.class.getName();
  static final String OUTPUT = Output.class.getName();
  static final String FROZEN = Frozen.class.getName();
  static final String RATE_FACTOR = RateFactor.class.getName();
  static final String INITIAL = Initial.class.getName();
  static final String INITIALS = Initial.All.class.getCanonicalName();
  static final String TIME_DISTRIBUTED = TimeDistributed.class.getName();
  static final String RECOMPUTE = Recompute.class.getName();
  static final String REUSE = Reuse.class.getName();

  /** Copies the names of layers. */
  public Annotations {
    layers = List.copyOf(layers);
  }

  /** With no fault yet. */
  public Annotations(List<String> layers) {
    this(layers, new HashSet<>());
  }

  /** All of them. */
  public Set<String> all() {
    Set<String> all = new LinkedHashSet<>(
        List.of(NETWORK, OPTIMIZER, BLOCK, FROM, INPUT, LOSS, OUTPUT, FROZEN, RATE_FACTOR, INITIAL, INITIALS, REUSE,
            TIME_DISTRIBUTED, RECOMPUTE));
    all.addAll(layers);
    return all;
  }

  /** Whether an annotation makes a field a layer: one of a kind of its own, an earlier one once more, or those of a block. */
  boolean declareLayer(String annotation) {
    return annotation.equals(REUSE) || annotation.equals(BLOCK) || layers.contains(annotation);
  }

  /** The simple name of a top-level type. */
  static String simple(String qualified) {
    return qualified.substring(qualified.lastIndexOf('.') + 1);
  }
}
