package dev.kernelsmith.processor.read;

import java.util.List;
import javax.lang.model.element.TypeElement;
import org.jspecify.annotations.Nullable;

/**
 * An annotated class, as written: syntax is checked, names and shapes are not.
 *
 * @param type the class
 * @param names its name and those of the classes to be generated
 * @param network values of {@code @Network}, or null where they cannot be known
 * @param optimizer values of {@code @Optimizer}, its defaults with ADAM where there is none; null where they cannot be known
 * @param inputs input fields in source order; none where the network's input is a value of {@code @Network}
 * @param layers layer fields in source order, with those of blocks in their places
 * @param blocks the blocks that these were in, those inside others first
 * @param initialFile what all layers may start from, as far as it has them; empty for none
 * @param complete whether every type and value that was asked for could be resolved; where not, another processor may still write
 *     what is missing, or the compiler reports it
 */
public record ModelDeclaration(
    TypeElement type,
    NetworkNames names,
    @Nullable Attributes network,
    @Nullable Attributes optimizer,
    List<InputDeclaration> inputs,
    List<LayerDeclaration> layers,
    List<BlockDeclaration> blocks,
    String initialFile,
    boolean complete) {
  /** Copies the lists. */
  public ModelDeclaration {
    inputs = List.copyOf(inputs);
    blocks = List.copyOf(blocks);
    layers = List.copyOf(layers);
  }
}
