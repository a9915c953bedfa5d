package dev.kernelsmith.processor.graph;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.Filer;
import javax.lang.model.element.TypeElement;

/** What turns a checked network into source: the stages after this one. */
@FunctionalInterface
public interface BackEnd {
  /**
   * What the generated source is for.
   *
   * @param origin the annotated class, the one originating element of every file
   * @param publicClass whether the generated class is public; it is package-private otherwise
   * @param vectorModuleReadable whether generated source may use {@code jdk.incubator.vector}
   * @param generatedReadable whether it may use {@code javax.annotation.processing.Generated}, which a module reads only with {@code
   *     java.compiler}
   * @param devices kinds of devices that kernels are written for, by the names of their schedules; none for no device code
   * @param costs whether a table of what kernels cost is wanted
   * @param winograd whether sums over windows may be computed by fewer products than they take
   * @param filer takes the files
   * @param earlier texts of classes that an earlier run wrote and that are among the sources of this one, by qualified name; empty where
   *     a text cannot be read
   * @param trace is shown what passes make
   */
  record Target(TypeElement origin, boolean publicClass, boolean vectorModuleReadable, boolean generatedReadable,
      List<String> devices, boolean costs, boolean winograd, Filer filer, Map<String, String> earlier, Trace trace) {
    /** Copies the collections. */
    public Target {
      devices = List.copyOf(devices);
      earlier = Map.copyOf(earlier);
    }
  }

  /** What an earlier run wrote is being compiled, but would be written otherwise now. */
  final class OutdatedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param type qualified name of the class
     */
    public OutdatedException(String type) {
      super(type);
    }
  }

  /** The working memory of a network does not fit an array. */
  final class TooLargeException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param what which part of the network
     * @param cause the number that did not fit an int
     */
    public TooLargeException(String what, ArithmeticException cause) {
      super(what, cause);
    }
  }

  /** A network cannot be predicted step by step. */
  final class NotStepwiseException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /**
     * A failure.
     *
     * @param layer the layer at fault
     * @param why what it does, in words
     */
    public NotStepwiseException(String layer, String why) {
      super("'" + layer + "' " + why);
    }
  }

  /**
   * Writes all source of one network.
   *
   * @param graph the network
   * @param target what the source is for
   * @throws IOException if a file cannot be written
   * @throws OutdatedException if an earlier file among the sources cannot be seen to be what would be written now
   * @throws TooLargeException if the working memory of one sample does not fit an array
   * @throws NotStepwiseException if it is to be predicted step by step, and a layer needs what comes later
   */
  void generate(LayerGraph graph, Target target) throws IOException;
}
