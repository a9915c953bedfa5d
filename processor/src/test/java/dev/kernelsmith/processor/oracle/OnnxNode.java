package dev.kernelsmith.processor.oracle;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A test of a single ONNX operator: the attributes of the only node in {@code model.onnx}, and one set of inputs and outputs.
 *
 * @param attributes numbers (Double), lists of whole numbers (List of Integer) or texts (String) by name
 * @param inputs in the order of the operator
 * @param outputs in the order of the operator
 */
record OnnxNode(Map<String, Object> attributes, List<OnnxTensor> inputs, List<OnnxTensor> outputs) {
  private static final double ABSOLUTE = 1e-6;
  private static final double RELATIVE = 1e-5;

  static OnnxNode read(Path folder) {
    try {
      Path data = folder.resolve("test_data_set_0");
      return new OnnxNode(
          attributes(Files.readAllBytes(folder.resolve("model.onnx"))), tensors(data, "input"),
          tensors(data, "output"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Tests that are part of the project, as figures, by name: a selection of those in {@code shared/data}. */
  static Map<String, OnnxNode> bundled() {
    try (InputStream in = OnnxNode.class.getResourceAsStream("/oracle/onnx-nodes.json")) {
      Map<String, OnnxNode> nodes = new TreeMap<>();
      for (Map.Entry<String, JsonNode> node : new ObjectMapper().readTree(in).properties()) {
        Map<String, Object> attributes = new HashMap<>();
        node.getValue().get("attributes").properties()
            .forEach(a -> attributes.put(a.getKey(), attribute(a.getValue())));
        nodes.put(
            node.getKey(),
            new OnnxNode(attributes, tensors(node.getValue().get("inputs")), tensors(node.getValue().get("outputs"))));
      }
      return nodes;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object attribute(JsonNode value) {
    return value.isArray() ? integers(value) : value.isNumber() ? (Object) value.asDouble() : value.asText();
  }

  private static List<Integer> integers(JsonNode array) {
    List<Integer> numbers = new ArrayList<>();
    array.forEach(number -> numbers.add(number.asInt()));
    return numbers;
  }

  private static List<OnnxTensor> tensors(JsonNode array) {
    List<OnnxTensor> tensors = new ArrayList<>();
    for (JsonNode tensor : array) {
      double[] values = new double[tensor.get("values").size()];
      Arrays.setAll(values, i -> tensor.get("values").get(i).asDouble());
      tensors.add(new OnnxTensor(integers(tensor.get("shape")), values));
    }
    return tensors;
  }

  private static List<OnnxTensor> tensors(Path data, String kind) throws IOException {
    List<OnnxTensor> tensors = new ArrayList<>();
    for (int i = 0; Files.exists(data.resolve(kind + "_" + i + ".pb")); i++) {
      tensors.add(OnnxTensor.read(data.resolve(kind + "_" + i + ".pb")));
    }
    return tensors;
  }

  /** ModelProto.graph (7) holds GraphProto.node (1), which holds NodeProto.attribute (5). */
  private static Map<String, Object> attributes(byte[] model) throws IOException {
    ByteString graph = field(ByteString.copyFrom(model), 7).getFirst();
    Map<String, Object> attributes = new HashMap<>();
    for (ByteString attribute : field(field(graph, 1).getFirst(), 5)) {
      attribute(attribute, attributes);
    }
    return attributes;
  }

  /** All sub-messages of a field. */
  private static List<ByteString> field(ByteString message, int number) throws IOException {
    List<ByteString> found = new ArrayList<>();
    CodedInputStream in = message.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == number) {
        found.add(in.readBytes());
      } else {
        in.skipField(tag);
      }
    }
    return found;
  }

  /** AttributeProto: name 1, f 2, i 3, s 4, ints 8. */
  private static void attribute(ByteString message, Map<String, Object> into) throws IOException {
    String name = "";
    Object value = "";
    List<Integer> ints = new ArrayList<>();
    CodedInputStream in = message.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> name = in.readString();
        case 2 -> value = (double) in.readFloat();
        case 3 -> value = (double) in.readInt64();
        case 4 -> value = in.readString();
        case 8 -> OnnxTensor.readInts(in, tag).forEach(i -> ints.add(i.intValue()));
        default -> in.skipField(tag);
      }
    }
    into.put(name, ints.isEmpty() ? value : ints);
  }

  OnnxTensor input(int i) {
    return inputs.get(i);
  }

  double number(String name, double otherwise) {
    return (double) attributes.getOrDefault(name, otherwise);
  }

  String text(String name, String otherwise) {
    return (String) attributes.getOrDefault(name, otherwise);
  }

  List<Integer> integers(String name, List<Integer> otherwise) {
    Object value = attributes.getOrDefault(name, otherwise);
    return ((List<?>) value).stream().map(Integer.class::cast).toList();
  }

  /** Compares values, in the order in which ONNX stores them, with an output. */
  void check(int output, double... actual) {
    compare(outputs.get(output).values(), actual);
  }

  /** Compares images, channels last, with an output. */
  void checkImage(int output, double... actual) {
    compare(outputs.get(output).channelsLast(), actual);
  }

  private static void compare(double[] expected, double[] actual) {
    assertEquals(expected.length, actual.length);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], ABSOLUTE + RELATIVE * Math.abs(expected[i]), "element " + i);
    }
  }
}
