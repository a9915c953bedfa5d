package dev.kernelsmith.processor.oracle;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor as the ONNX format stores it (message {@code TensorProto} of onnx.proto3), raw float or int64 data only.
 *
 * @param shape its extents
 * @param values its elements, row-major
 */
record OnnxTensor(List<Integer> shape, double[] values) {
  private static final int DIMS = 1;
  private static final int DATA_TYPE = 2;
  private static final int RAW_DATA = 9;
  private static final int FLOAT = 1;
  private static final int INT64 = 7;

  static OnnxTensor read(Path file) throws IOException {
    List<Integer> shape = new ArrayList<>();
    int type = 0;
    ByteBuffer raw = ByteBuffer.allocate(0);
    try (InputStream stream = Files.newInputStream(file)) {
      CodedInputStream in = CodedInputStream.newInstance(stream);
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case DIMS -> readInts(in, tag).forEach(d -> shape.add(d.intValue()));
          case DATA_TYPE -> type = in.readInt32();
          case RAW_DATA -> raw = in.readByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
          default -> in.skipField(tag);
        }
      }
    }
    double[] values = new double[shape.stream().reduce(1, Math::multiplyExact)];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (type) {
            case FLOAT -> raw.getFloat();
            case INT64 -> raw.getLong();
            default -> throw new IOException(file + " holds data type " + type);
          };
    }
    return new OnnxTensor(shape, values);
  }

  /** A repeated int64, one at a time or packed. */
  static List<Long> readInts(CodedInputStream in, int tag) throws IOException {
    List<Long> values = new ArrayList<>();
    if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
      values.add(in.readInt64());
      return values;
    }
    int end = in.pushLimit(in.readRawVarint32());
    while (in.getBytesUntilLimit() > 0) {
      values.add(in.readInt64());
    }
    in.popLimit(end);
    return values;
  }

  /** Extent of a dimension. */
  int dim(int d) {
    return shape.get(d);
  }

  /** This batch of images, stored channels first, as channels last. */
  double[] channelsLast() {
    int channels = dim(1);
    int pixels = values.length / dim(0) / channels;
    double[] result = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      int pixel = i % pixels;
      int channel = i / pixels % channels;
      int sample = i / pixels / channels;
      result[(sample * pixels + pixel) * channels + channel] = values[i];
    }
    return result;
  }

  /** Filters stored as filter, channel, height, width; as height, width, channel, filter. */
  double[] kernelLast() {
    double[] channelLast = channelsLast();
    return Exercises.transposed(channelLast, dim(0), values.length / dim(0));
  }
}
