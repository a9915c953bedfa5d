package dev.kernelsmith.processor.schedule;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.ir.RowMajor;
import dev.kernelsmith.processor.ir.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Chooses layouts. Samples of a block are innermost, {@code [h][w][c][n]}, so that every layer vectorises along them whatever its
 * channel count; with one sample per block channels are innermost and padded. Packed rows have channels innermost and samples next; on a device samples outermost. Parameters keep their canonical order with padded
 * rows, and so does what all samples share; what is handed in and out is canonical, sample after sample.
 */
final class Layouts {
  private final Target target;
  private final Halos halos;
  private final Set<Buffer> packed;
  private final Set<Buffer> unpadded;
  private final Set<Buffer> kept;
  private final ParameterLayout parameters;
  private final Map<Buffer, Integer> partsOffsets = new HashMap<>();
  private int parts;

  Layouts(
      Target target, Halos halos, Set<Buffer> packed, Set<Buffer> unpadded, Set<Buffer> kept,
      ParameterLayout parameters) {
    this.target = target;
    this.halos = halos;
    this.packed = packed;
    this.unpadded = unpadded;
    this.kept = kept;
    this.parameters = parameters;
  }

  /** Small inputs, which keep their canonical rows. */
  static Set<Buffer> handedIn(List<Statement> statements) {
    Set<Buffer> result = new HashSet<>();
    for (Statement s : statements) {
      boolean input = s.value().reads().stream().anyMatch(r -> isInput(r.buffer()));
      if (input && s.target().shape().getLast() < Target.LANES) {
        result.add(s.target());
      }
    }
    return result;
  }

  private static boolean isInput(Buffer buffer) {
    return buffer.role() == Buffer.Role.INPUT || buffer.role() == Buffer.Role.INT_INPUT;
  }

  Layout of(Buffer buffer) {
    return switch (buffer.role()) {
      case PARAMETER, GRADIENT -> parameter(buffer);
      case INPUT -> external(buffer, Place.Kind.INPUT);
      case INT_INPUT -> external(buffer, Place.Kind.INT_INPUT);
      case CLASS -> external(buffer, Place.Kind.CLASSES);
      case TARGET -> external(buffer, Place.Kind.TARGETS);
      case LOSS_GRADIENT -> external(buffer, Place.Kind.LOSS_GRADIENTS);
      case LOSS -> external(buffer, Place.Kind.LOSSES);
      case OUTPUT -> external(buffer, new Place(Place.Kind.OUTPUT, buffer.number(), buffer.outputName()));
      case PARTS -> parts(buffer);
      case VALUE, ARGMAX -> buffer.perSample() ? working(buffer) : shared(buffer);
    };
  }

  private Layout parameter(Buffer buffer) {
    int pitch = Target.padded(buffer.shape().getLast());
    boolean gradient = buffer.role() == Buffer.Role.GRADIENT;
    int offset = Objects.requireNonNull(parameters.offsets().get(buffer.parameter()), buffer.name());
    List<Integer> none = zeros(buffer);
    Place place = gradient ? Place.GRADIENTS : Place.PARAMETERS;
    return make(buffer, place, offset, pitch, 1, none, none, 0);
  }

  /** Behind the gradients of a copy, one after another. */
  private Layout parts(Buffer buffer) {
    Layout layout = shared(buffer);
    Integer offset = partsOffsets.get(buffer);
    if (offset == null) {
      offset = Math.addExact(parameters.gradients(), parts);
      partsOffsets.put(buffer, offset);
      parts = Math.addExact(parts, Target.padded(layout.size()));
    }
    return new Layout(
        buffer, Place.GRADIENTS, offset, layout.strides(), layout.before(), layout.after(), 0, layout.size());
  }

  /** Floats behind the gradients of a copy. */
  int parts() {
    return parts;
  }

  /** Like a parameter: rows are padded. */
  private Layout shared(Buffer buffer) {
    int last = buffer.shape().isEmpty() ? 1 : Target.padded(buffer.shape().getLast());
    return make(buffer, Place.SHARED, 0, last, 1, zeros(buffer), zeros(buffer), 0);
  }

  private static Layout external(Buffer buffer, Place.Kind kind) {
    return external(buffer, new Place(kind, buffer.number()));
  }

  private static Layout external(Buffer buffer, Place place) {
    int last = buffer.shape().isEmpty() ? 1 : buffer.shape().getLast();
    return make(buffer, place, 0, last, 1, zeros(buffer), zeros(buffer), buffer.elements());
  }

  private Layout working(Buffer buffer) {
    Place place = kept.contains(buffer) ? Place.KEPT : Place.FLOATS;
    List<Integer> before = halos.before(buffer);
    List<Integer> after = halos.after(buffer);
    int last = buffer.shape().isEmpty() ? 1 : before.getLast() + buffer.shape().getLast() + after.getLast();
    if (packed.contains(buffer)) {
      int pitch = Target.padded(last);
      Layout one = make(buffer, place, 0, pitch, 1, before, after, 0);
      if (target.device()) {
        return new Layout(buffer, place, 0, one.strides(), before, after, one.size(), one.size());
      }
      List<Integer> strides = new ArrayList<>(one.strides());
      for (int d = 0; d < strides.size() - 1; d++) {
        strides.set(d, strides.get(d) * target.block());
      }
      return new Layout(
          buffer, place, 0, strides, before, after, pitch, Math.multiplyExact(one.size(), target.block()));
    }
    if (target.block() > 1) {
      return make(buffer, place, 0, last, target.block(), before, after, 1);
    }
    boolean padded = target.vector() && !unpadded.contains(buffer) && !buffer.shape().isEmpty();
    return make(buffer, place, 0, padded ? Target.padded(last) : last, 1, before, after, 0);
  }

  /** Row-major with a given pitch of the last dimension. */
  private static Layout make(
      Buffer buffer,
      Place place,
      int offset,
      int pitch,
      int innermost,
      List<Integer> before,
      List<Integer> after,
      int sampleStride) {
    List<Integer> room = new ArrayList<>();
    for (int d = 0; d < buffer.shape().size(); d++) {
      boolean last = d == buffer.shape().size() - 1;
      room.add(last ? pitch : before.get(d) + buffer.shape().get(d) + after.get(d));
    }
    List<Integer> strides = RowMajor.strides(room, innermost);
    int size = Math.multiplyExact(RowMajor.size(room), innermost);
    return new Layout(buffer, place, offset, strides, before, after, sampleStride, size);
  }

  private static List<Integer> zeros(Buffer buffer) {
    return Collections.nCopies(buffer.shape().size(), 0);
  }
}
