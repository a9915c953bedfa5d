package dev.kernelsmith.data.tfrecords;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code tf.train.Example} and {@code tf.train.SequenceExample} as bytes, by the field numbers of TensorFlow's {@code example.proto} and {@code feature.proto}. The two begin alike: field 1 has features (the
 * context of a sequence example), field 2, which only the latter has, lists of features.
 */
final class ExampleCodec {
  private static final int FEATURES = 1;
  private static final int LISTS = 2;
  private static final int ENTRY = 1;
  private static final int KEY = 1;
  private static final int VALUE = 2;
  private static final int BYTES = 1;
  private static final int FLOATS = 2;
  private static final int INTS = 3;

  private ExampleCodec() {}

  static Example read(byte[] record, RecordPlace place) {
    ProtoReader in = new ProtoReader(record, place);
    Map<String, Feature> features = new LinkedHashMap<>();
    Map<String, List<Feature>> lists = new LinkedHashMap<>();
    while (in.hasMore()) {
      switch (in.field()) {
        case FEATURES -> entries(in.message("the features"), (name, value) -> features.put(name, feature(name, value)));
        case LISTS -> entries(in.message("the feature lists"), (name, value) -> lists.put(name, list(name, value)));
        default -> in.skip();
      }
    }
    return new Example(features, lists, place);
  }

  /** What an entry of a map has. */
  private interface Entry {
    void accept(String name, List<ProtoReader> values);
  }

  /** Entries of a map: the last of equal keys counts, and key and value may be missing. */
  private static void entries(ProtoReader in, Entry each) {
    while (in.hasMore()) {
      if (in.field() != ENTRY) {
        in.skip();
        continue;
      }
      ProtoReader entry = in.message("an entry of the features");
      String name = "";
      List<ProtoReader> values = new ArrayList<>();
      while (entry.hasMore()) {
        switch (entry.field()) {
          case KEY -> name = entry.text("the name of a feature");
          case VALUE -> values.add(entry.message("the value of a feature"));
          default -> entry.skip();
        }
      }
      each.accept(name, values);
    }
  }

  /** Messages of one field are merged, as everywhere in protocol buffers. */
  private static Feature feature(String name, List<ProtoReader> parts) {
    Values values = new Values(name);
    parts.forEach(values::read);
    return values.feature();
  }

  private static List<Feature> list(String name, List<ProtoReader> parts) {
    List<Feature> all = new ArrayList<>();
    for (ProtoReader in : parts) {
      while (in.hasMore()) {
        if (in.field() == 1) {
          all.add(feature(name, List.of(in.message("a feature of a list"))));
        } else {
          in.skip();
        }
      }
    }
    return all;
  }

  /** Collects the values of a feature: of its three kinds, the last one that comes counts. */
  private static final class Values {
    private final String name;
    private int kind;
    private final List<byte[]> bytes = new ArrayList<>();
    private float[] floats = new float[0];
    private long[] ints = new long[0];
    private int size;

    Values(String name) {
      this.name = name;
    }

    void read(ProtoReader in) {
      while (in.hasMore()) {
        int found = in.field();
        if (found < BYTES || found > INTS) {
          in.skip();
          continue;
        }
        if (found != kind) {
          kind = found;
          size = 0;
          bytes.clear();
        }
        ProtoReader list = in.message("the values of feature \"" + name + "\"");
        while (list.hasMore()) {
          if (list.field() != 1) {
            list.skip();
          } else if (kind == BYTES) {
            bytes.add(list.string("a value of the bytes feature \"" + name + "\""));
          } else if (kind == FLOATS) {
            readFloats(list);
          } else {
            readInts(list);
          }
        }
      }
    }

    private void readFloats(ProtoReader list) {
      if (list.type() != ProtoReader.LENGTH) {
        list.require(ProtoReader.FIXED32, "a value of the float feature \"" + name + "\"");
        grow(1);
        floats[size++] = list.fixed32();
        return;
      }
      ProtoReader packed = list.message(name);
      if (packed.left() % 4 != 0) {
        throw packed.fault("the values of the float feature \"" + name + "\" have " + packed.left() + " bytes",
            "a multiple of 4");
      }
      grow(packed.left() / 4);
      while (packed.hasMore()) {
        floats[size++] = packed.fixed32();
      }
    }

    private void readInts(ProtoReader list) {
      if (list.type() != ProtoReader.LENGTH) {
        list.require(ProtoReader.VARINT, "a value of the int64 feature \"" + name + "\"");
        grow(1);
        ints[size++] = list.varint();
        return;
      }
      ProtoReader packed = list.message(name);
      while (packed.hasMore()) {
        grow(1);
        ints[size++] = packed.varint();
      }
    }

    private void grow(int more) {
      int needed = size + more;
      if (kind == FLOATS && needed > floats.length) {
        floats = Arrays.copyOf(floats, more > 1 ? needed : Math.max(8, needed + needed / 2));
      } else if (kind == INTS && needed > ints.length) {
        ints = Arrays.copyOf(ints, Math.max(8, needed + needed / 2));
      }
    }

    Feature feature() {
      return switch (kind) {
        case FLOATS -> new Feature.Floats(Arrays.copyOf(floats, size));
        case INTS -> new Feature.Ints(Arrays.copyOf(ints, size));
        default -> new Feature.Bytes(bytes);
      };
    }
  }

  static byte[] write(Map<String, Feature> features, Map<String, List<Feature>> lists) {
    ProtoWriter out = new ProtoWriter();
    ProtoWriter all = new ProtoWriter();
    features.forEach((name, feature) -> all.message(ENTRY, entry(name, feature(feature))));
    out.message(FEATURES, all);
    if (!lists.isEmpty()) {
      ProtoWriter allLists = new ProtoWriter();
      lists.forEach((name, list) -> {
        ProtoWriter each = new ProtoWriter();
        list.forEach(feature -> each.message(1, feature(feature)));
        allLists.message(ENTRY, entry(name, each));
      });
      out.message(LISTS, allLists);
    }
    return out.toBytes();
  }

  private static ProtoWriter entry(String name, ProtoWriter value) {
    ProtoWriter entry = new ProtoWriter();
    entry.text(KEY, name);
    entry.message(VALUE, value);
    return entry;
  }

  /** Numbers are packed, as TensorFlow writes them. */
  private static ProtoWriter feature(Feature feature) {
    ProtoWriter list = new ProtoWriter();
    ProtoWriter packed = new ProtoWriter();
    ProtoWriter out = new ProtoWriter();
    switch (feature) {
      case Feature.Bytes bytes -> {
        bytes.values().forEach(value -> list.bytes(1, value));
        out.message(BYTES, list);
      }
      case Feature.Floats floats -> {
        for (float value : floats.values()) {
          packed.fixed32(value);
        }
        list.message(1, packed);
        out.message(FLOATS, list);
      }
      case Feature.Ints ints -> {
        for (long value : ints.values()) {
          packed.varint(value);
        }
        list.message(1, packed);
        out.message(INTS, list);
      }
    }
    return out;
  }
}
