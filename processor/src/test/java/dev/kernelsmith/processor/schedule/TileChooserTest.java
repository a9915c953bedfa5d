package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Axis;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TileChooserTest {
  private static final Axis H = new Axis("h", 14);
  private static final Axis W = new Axis("w", 14);
  private static final Axis F = new Axis("f", 16);

  /** A convolution with samples as lanes: vectors of the image, broadcasts of the weights. */
  private static final List<TileChooser.Operand> CONVOLUTION =
      List.of(
          new TileChooser.Operand(Map.of(H, 1440, W, 96), true, false),
          new TileChooser.Operand(Map.of(F, 1), false, false));

  private static List<Integer> tile(int registers, Set<Axis> divided, Set<Axis> single, Set<Axis> covered) {
    return tile(sides(List.of(H, W, F), divided, single, covered), 1, CONVOLUTION, registers, false);
  }

  private static List<Integer> tile(int sums, List<TileChooser.Operand> operands, int registers, boolean loadsFirst,
      Axis... axes) {
    return tile(sides(List.of(axes), Set.of(), Set.of(), Set.of()), sums, operands, registers, loadsFirst);
  }

  private static List<Integer> tile(
      List<TileChooser.Side> sides, int sums, List<TileChooser.Operand> operands, int registers, boolean loadsFirst) {
    return TileChooser.choose(new TileChooser.Question(sides, sums, operands, registers, loadsFirst));
  }

  private static List<TileChooser.Side> sides(List<Axis> axes, Set<Axis> divided, Set<Axis> single, Set<Axis> covered) {
    return axes.stream()
        .map(
            axis -> new TileChooser.Side(
                axis, axis.extent(), divided.contains(axis), single.contains(axis), covered.contains(axis)))
        .toList();
  }

  private static int product(List<Integer> tile) {
    return tile.stream().reduce(1, (a, b) -> a * b);
  }

  @Test
  void fillsTheRegistersInBothDirections() {
    for (int registers : List.of(16, 32)) {
      List<Integer> tile = tile(registers, Set.of(), Set.of(), Set.of());
      assertTrue(tile.get(2) > 1 && tile.get(0) * tile.get(1) > 1, tile::toString);
      assertTrue(product(tile) > registers / 2 && product(tile) < registers, tile::toString);
    }
    assertEquals(List.of(1, 1, 1), tile(2, Set.of(), Set.of(), Set.of()));
  }

  @Test
  void doesWhatItIsTold() {
    assertEquals(1, tile(32, Set.of(), Set.of(W, H), Set.of()).get(0));
    assertEquals(1, tile(32, Set.of(), Set.of(W, H), Set.of()).get(1));
    assertEquals(16, tile(32, Set.of(), Set.of(), Set.of(F)).get(2));
    assertEquals(0, 14 % tile(32, Set.of(H, W, F), Set.of(), Set.of()).get(1));
  }

  @Test
  void prefersTilesWithoutTails() {
    List<TileChooser.Operand> dense = List.of(new TileChooser.Operand(Map.of(), true, false),
        new TileChooser.Operand(Map.of(F, 1), false, false));
    Axis units = new Axis("f", 8);
    List<TileChooser.Operand> eight = List.of(new TileChooser.Operand(Map.of(), true, false),
        new TileChooser.Operand(Map.of(units, 1), false, false));
    assertEquals(
        List.of(8),
        tile(1, eight, 16, false, units));
    assertEquals(
        0, 16 % tile(1, dense, 16, false, F)
            .getFirst());
  }

  @Test
  void severalSumsTakeRegistersEach() {
    int one = product(tile(1, CONVOLUTION, 32, false, H, W, F));
    int two = product(tile(2, CONVOLUTION, 32, false, H, W, F));
    assertTrue(2 * two < 32 && two < one, one + ", " + two);
  }

  /** Three by three sums and six operands, where twelve sums and seven operands would be too many for 16 registers. */
  @Test
  void leavesRoomForOperandsThatAreLoadedFirst() {
    List<Integer> tile = tile(1, CONVOLUTION, 16, true, H, W, F);
    int places = tile.get(0) * tile.get(1);
    assertTrue(product(tile) + places + tile.get(2) <= 17, tile::toString);
    assertTrue(product(tile) >= 9, tile::toString);
    // Broadcasts that are used once each pass by.
    Axis filters = new Axis("f", 12);
    List<TileChooser.Operand> once =
        List.of(
            new TileChooser.Operand(Map.of(), true, false),
            new TileChooser.Operand(Map.of(filters, 48), false, false));
    assertEquals(List.of(12), tile(1, once, 16, true, filters));
  }

  /** Whatever is asked, a tile obeys, and fits the registers where it is more than it must be. */
  @Test
  void fitsWhateverIsAsked() {
    Random random = new Random(7);
    for (int round = 0; round < 2000; round++) {
      List<Axis> axes = new ArrayList<>();
      for (int a = random.nextInt(4); a >= 0; a--) {
        axes.add(new Axis("a" + a, 1 + random.nextInt(30)));
      }
      Set<Axis> divided = some(axes, random);
      Set<Axis> single = some(axes, random);
      int registers = 4 + random.nextInt(29);
      List<TileChooser.Operand> operands = new ArrayList<>();
      for (int o = 0; o < 2; o++) {
        Map<Axis, Integer> strides = new HashMap<>();
        some(axes, random).forEach(axis -> strides.put(axis, 1 << random.nextInt(12)));
        operands.add(new TileChooser.Operand(strides, random.nextBoolean(), false));
      }
      List<Integer> tile =
          tile(sides(axes, divided, single, Set.of()), 1, operands, registers, random.nextBoolean());
      for (int a = 0; a < axes.size(); a++) {
        int factor = tile.get(a);
        assertTrue(factor >= 1 && factor <= axes.get(a).extent());
        assertTrue(factor == 1 || !single.contains(axes.get(a)));
        assertTrue(!divided.contains(axes.get(a)) || axes.get(a).extent() % factor == 0);
      }
      assertTrue(product(tile) == 1 || product(tile) < registers && product(tile) <= 25, tile::toString);
    }
  }

  private static Set<Axis> some(List<Axis> axes, Random random) {
    Set<Axis> some = new HashSet<>(axes);
    some.removeIf(axis -> random.nextInt(3) > 0);
    return some;
  }

  /** As gradients of biases: nothing is loaded less in a larger tile, and each size of tail is a method to compile. */
  @Test
  void sumsThatShareNothingHaveSmallTiles() {
    for (int extent : List.of(5, 64)) {
      Axis filters = new Axis("f", extent);
      List<TileChooser.Operand> own = List.of(new TileChooser.Operand(Map.of(filters, 1), true, false));
      assertEquals(Math.min(extent, 8), product(tile(1, own, 32, false, filters)));
    }
  }
}
