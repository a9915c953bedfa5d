package dev.kernelsmith.processor.emit.kernel;

import com.palantir.javapoet.MethodSpec;
import java.util.List;

/**
 * The methods of a kernel.
 *
 * @param methods first the one to call, then those of its tiles
 * @param tiles how its tiles are called
 */
public record KernelSource(List<MethodSpec> methods, List<Tile> tiles) {
  /**
   * A tile's method.
   *
   * @param places what it is called with behind the parameters of its kernel, for the first tile of its size
   */
  public record Tile(String name, List<String> places) {
    /** What it is called with where it shall do nothing; no tile is there. */
    public List<String> nowhere() {
      return places.stream().map(place -> "-1").toList();
    }
  }
}
