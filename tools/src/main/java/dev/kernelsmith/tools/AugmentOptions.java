package dev.kernelsmith.tools;

import dev.kernelsmith.data.pictures.Augmentation;
import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.spi.NetworkSpec;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Random changes of the pictures that a network learns from. */
final class AugmentOptions {
  /** A change as the option names it. */
  private enum Change {
    FLIP(0) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.flip();
      }
    },
    FLIP_VERTICALLY(0) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.flipVertically();
      }
    },
    CROP(0.125, true) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.crop((int) value);
      }
    },
    SHIFT(0.1) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.shift(value);
      }
    },
    ROTATE(10) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.rotate(value);
      }
    },
    SCALE(0.1) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.scale(1 - value, 1 + value);
      }
    },
    SHEAR(10) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.shear(value);
      }
    },
    BRIGHTNESS(0.2) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.brightness(value);
      }
    },
    CONTRAST(0.2) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.contrast(value);
      }
    },
    NOISE(0.05) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.noise(value);
      }
    },
    CUTOUT(0.25, true) {
      @Override
      Augmentation add(Augmentation to, double value) {
        return to.cutout((int) value);
      }
    };

    /** What is not said: a number, or a share of the shorter side of the picture; 0 where the change has no number. */
    private final double usual;

    /** Whether its number is one of pixels. */
    private final boolean pixels;

    Change(double usual) {
      this(usual, false);
    }

    Change(double usual, boolean pixels) {
      this.usual = usual;
      this.pixels = pixels;
    }

    abstract Augmentation add(Augmentation to, double value);

    String word() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    double usual(int side) {
      return pixels ? Math.max(1, Math.rint(usual * side)) : usual;
    }
  }

  // @formatter:off
  @Spec(Spec.Target.MIXEE) private CommandSpec spec;

  @Option(names = "--augment", paramLabel = "CHANGE[=MOST]", split = ",",
      description = "Change the pictures that are learned from at random, anew in each epoch: flip, flip-vertically, crop[=PIXELS], shift[=SHARE], rotate[=DEGREES], scale[=SHARE], shear[=DEGREES], brightness[=0.2], contrast[=0.2], noise[=0.05], cutout[=PIXELS].")
  private List<String> changes = new ArrayList<>();
  // @formatter:on

  /** Whether there are changes. */
  boolean given() {
    return !changes.isEmpty();
  }

  /**
   * The training samples with these changes; all others stay as they are.
   *
   * @param ofTable whether the data is of a table, which has no pictures
   */
  TrainingData of(TrainingData data, NetworkSpec network, boolean ofTable, long seed) {
    if (!given()) {
      return data;
    }
    if (ofTable) {
      Unused.refuse(spec, List.of("--augment"), "with --csv");
    }
    Dataset training = data.training();
    List<Integer> shape =
        training.inputShape().size() > 1 ? training.inputShape() : network.inputs().getFirst().shape();
    if (training.inputs() > 1 || shape.size() < 2 || shape.size() > 3) {
      throw new IllegalArgumentException(String.format(Locale.ROOT,
          "--augment changes pictures, but network %s learns from %s: leave it away", network.name(),
          Texts.shape(network.inputs().getFirst().shape())));
    }
    Augmentation augmentation = augmentation(Math.min(shape.get(0), shape.get(1)));
    Dataset pictures = training.inputShape().size() > 1 ? training
        : training.shaped(shape.stream().mapToInt(Integer::intValue).toArray());
    return data.with(augmentation.of(pictures, seed), data.validation());
  }

  private Augmentation augmentation(int side) {
    Augmentation all = Augmentation.none();
    Set<Change> named = new LinkedHashSet<>();
    for (String text : changes) {
      int equals = text.indexOf('=');
      Change change = named(equals < 0 ? text : text.substring(0, equals));
      if (!named.add(change)) {
        throw new ParameterException(spec.commandLine(), "--augment names " + change.word() + " twice.");
      }
      double value = equals < 0 ? change.usual(side) : number(change, text.substring(equals + 1));
      try {
        all = change.add(all, value);
      } catch (IllegalArgumentException outOfRange) {
        throw new ParameterException(spec.commandLine(), "--augment " + text + ": " + outOfRange.getMessage() + ".");
      }
    }
    return all;
  }

  private Change named(String word) {
    for (Change change : Change.values()) {
      if (change.word().equals(word.strip().toLowerCase(Locale.ROOT))) {
        return change;
      }
    }
    List<String> words = new ArrayList<>();
    for (Change change : Change.values()) {
      words.add(change.word());
    }
    String mixup = word.equals("mixup") ? ", which needs targets that are shares of classes" : "";
    throw new ParameterException(spec.commandLine(),
        "--augment has no change '" + word + "'" + mixup + ": there are " + String.join(", ", words) + ".");
  }

  private double number(Change change, String text) {
    @Nullable String problem = null;
    double value = 0;
    try {
      value = Double.parseDouble(text);
    } catch (NumberFormatException e) {
      problem = "'" + text + "' is not a number";
    }
    if (change.usual == 0) {
      problem = change.word() + " has no number";
    } else if (problem == null && change.pixels && value != Math.rint(value)) {
      problem = "'" + text + "' is not a whole number of pixels";
    }
    if (problem != null) {
      throw new ParameterException(spec.commandLine(),
          "--augment " + change.word() + "=" + text + ": " + problem + ".");
    }
    return value;
  }
}
