package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.lower.Parameter;
import dev.kernelsmith.processor.lower.Parameter.Group;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Decay is a matter of what a parameter is to its layer, not of its rank: weights decay, biases, slopes and what belongs to a normalisation do not. */
class DecayTest {
  @Test
  void weightsDecayWhateverTheirRank() {
    Shape image = Shape.of(6, 5, 4);
    assertEquals(List.of("weights 2 decays", "bias 1"), of("Dense", Map.of("units", 3), Shape.of(7)));
    assertEquals(List.of("weights 4 decays", "bias 1"),
        of("Conv2D", Map.of("filters", 3, "kernel", new int[] {3}), image));
    assertEquals(List.of("gamma 1", "beta 1"), of("LayerNorm", Map.of("axis", -1), image));
    assertEquals(List.of("gamma 2", "beta 2"), of("LayerNorm", Map.of("axis", -2), image));
    assertEquals(List.of("gamma 3", "beta 3"), of("LayerNorm", Map.of("axis", -3), image));
    assertEquals(List.of("gamma 1", "beta 1"), of("GroupNorm", Map.of("groups", 2), image));
    assertEquals(List.of("slope 1"), of("PRelu", Map.of(), image));
    assertEquals(new TreeSet<>(List.of("gamma 1", "beta 1", "movingMean 1 average", "movingVariance 1 average")),
        new TreeSet<>(of("BatchNorm", Map.of(), image)));
  }

  private static List<String> of(String kind, Map<String, ?> given, Shape shape) {
    List<String> all = new ArrayList<>();
    for (Parameter parameter : LayerFixture.of(kind, given, shape).parameters()) {
      String group = switch (parameter.group()) {
        case Group.Trained trained -> trained.decays() ? " decays" : "";
        case Group.State state -> " average";
        case Group.Frozen frozen -> " frozen";
      };
      all.add(parameter.kind() + " " + parameter.shape().size() + group);
    }
    return all;
  }
}
