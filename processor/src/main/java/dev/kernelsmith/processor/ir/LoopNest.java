package dev.kernelsmith.processor.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Runs a body for all values of some axes, the last fastest, skipping those that violate a guard, and keeps the values of affine
 * {@link Form}s up to date by adding strides.
 */
final class LoopNest {
  /** An affine value that follows the loops. */
  static final class Form {
    private final int start;
    private final int sampleStep;
    private final int[] steps;

    /** The value at the current iteration. */
    int value;

    private Form(int start, int sampleStep, int[] steps) {
      this.start = start;
      this.sampleStep = sampleStep;
      this.steps = steps;
    }
  }

  private record Bound(Form form, int extent) {
    boolean holds() {
      return form.value >= 0 && form.value < extent;
    }
  }

  private final List<Axis> axes;
  private final List<Form> forms = new ArrayList<>();
  private final List<List<Bound>> bounds = new ArrayList<>();
  private Form[][] moving = {};
  private Runnable body = () -> {};

  /** A nest without guards. */
  LoopNest(List<Axis> axes) {
    this.axes = List.copyOf(axes);
    for (int depth = 0; depth <= axes.size(); depth++) {
      bounds.add(new ArrayList<>());
    }
  }

  /** Adds a guard; it is tested as soon as its axes are known. */
  void guard(Guard guard) {
    int depth = 0;
    for (int a = 0; a < axes.size(); a++) {
      if (guard.index().uses(axes.get(a))) {
        depth = a + 1;
      }
    }
    bounds.get(depth).add(new Bound(follow(guard.index()), guard.extent()));
  }

  /** Follows a value. */
  Form follow(Affine value) {
    return follow(value, 0);
  }

  /** Follows the number of the sample. */
  Form followSample() {
    return follow(Affine.ZERO, 1);
  }

  /** Follows the position of an element within all values of a buffer. */
  Form follow(Buffer buffer, List<Affine> index) {
    return follow(RowMajor.position(buffer.shape(), index), buffer.perSample() ? buffer.elements() : 0);
  }

  private Form follow(Affine value, int sampleStep) {
    for (Axis axis : value.axes()) {
      if (!axes.contains(axis)) {
        throw new IllegalArgumentException(
            String.format(Locale.ROOT, "axis %s of extent %d is not one of the statement's axes %s", axis,
                axis.extent(), axes));
      }
    }
    Form form = new Form(value.constant(), sampleStep, axes.stream().mapToInt(value::coefficient).toArray());
    forms.add(form);
    return form;
  }

  /** Runs the body for all values of the axes, for one sample. */
  void run(int sample, Runnable body) {
    this.body = body;
    moving = new Form[axes.size()][];
    for (int a = 0; a < moving.length; a++) {
      int axis = a;
      moving[a] = forms.stream().filter(f -> f.steps[axis] != 0).toArray(Form[]::new);
    }
    for (Form form : forms) {
      form.value = form.start + sample * form.sampleStep;
    }
    loop(0);
  }

  private void loop(int depth) {
    for (Bound bound : bounds.get(depth)) {
      if (!bound.holds()) {
        return;
      }
    }
    if (depth == moving.length) {
      body.run();
      return;
    }
    Form[] forms = moving[depth];
    int extent = axes.get(depth).extent();
    for (int i = 0; i < extent; i++) {
      loop(depth + 1);
      for (Form form : forms) {
        form.value += form.steps[depth];
      }
    }
    for (Form form : forms) {
      form.value -= extent * form.steps[depth];
    }
  }
}
