package dev.kernelsmith.runtime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What became of each parameter of a network that others were loaded into, and of each tensor that was there.
 *
 * @param taken names of the parameters that were replaced, each with the name that its tensor has at the source, in the network's order
 * @param kept names of the parameters that are as they were, each with the reason: no such tensor, another shape or type, values that are not finite, a
 *     frozen layer, or one that was not chosen
 * @param unused names of the tensors that no parameter was taken from
 */
public record LoadReport(Map<String, String> taken, Map<String, String> kept, List<String> unused) {
  /** In words: how many were taken, and a line for each. */
  @Override
  public String toString() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(Locale.ROOT, "%d of %d parameters taken", taken.size(), taken.size() + kept.size()));
    taken.forEach((name, tensor) -> lines.add("  taken   " + name + (name.equals(tensor) ? "" : " from " + tensor)));
    kept.forEach((name, why) -> lines.add("  kept    " + name + ": " + why));
    unused.forEach(name -> lines.add("  unused  " + name));
    return String.join(System.lineSeparator(), lines);
  }
}
