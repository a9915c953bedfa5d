package dev.kernelsmith.processor.lower;

import dev.kernelsmith.annotations.Add;
import dev.kernelsmith.processor.diagnostics.Diagnostics;
import dev.kernelsmith.processor.diagnostics.Message;
import dev.kernelsmith.processor.graph.LayerRule;
import dev.kernelsmith.processor.graph.Shape;
import dev.kernelsmith.processor.read.Attributes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** {@link Add}: two or more layers of one shape to that shape. */
public final class AddRule implements LayerRule {
  @Override
  public Class<Add> annotation() {
    return Add.class;
  }

  @Override
  public List<String> namedInputs(Attributes attributes) {
    return attributes.texts("value");
  }

  @Override
  public @Nullable Shape shape(String layer, Attributes attributes, List<Shape> inputs, Diagnostics diagnostics) {
    List<String> names = namedInputs(attributes);
    if (names.size() < 2) {
      diagnostics.report(Message.ADD_NEEDS_TWO, attributes.at("value"), layer, names.size());
      return null;
    }
    Shape first = inputs.getFirst();
    boolean equal = true;
    for (int i = 1; i < inputs.size(); i++) {
      if (!inputs.get(i).equals(first)) {
        diagnostics.report(
            Message.ADD_SHAPES_DIFFER, attributes.at("value", i), layer, names.getFirst(), first, names.get(i),
            inputs.get(i));
        equal = false;
      }
    }
    return equal ? first : null;
  }
}
