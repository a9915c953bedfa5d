package dev.kernelsmith.samples.digits;

import java.util.List;
import java.util.Random;

/** The ways in which the ten digits are written, each with the weight at which it turns up. */
final class Glyphs {
  private record Variant(int weight, Glyph glyph) {}

  private static final List<List<Variant>> DIGITS =
      List.of(
          // 0: closed at the top, narrow, and one whose ends cross
          List.of(
              variant(4, "M .36 0 C .02 0 -.06 1 .34 1 C .76 1 .74 0 .36 0"),
              variant(2, "M .3 0 C .06 .04 .04 .98 .28 1 C .54 1 .52 0 .28 .01"),
              variant(3,
                  "M .52 .1 C .36 -.1 .02 .1 .02 .58",
                  "C .02 1.12 .56 1.12 .64 .56 C .7 .14 .48 -.06 .3 .06")),
          // 1: a bar, with a flag, with a flag and a foot
          List.of(
              variant(5, "M .3 0 L .3 1"),
              variant(4, "M .1 .24 C .2 .18 .28 .1 .34 0 L .34 1"),
              variant(2, "M .1 .22 L .34 0 L .34 1 M .08 1 L .6 1")),
          // 2: with a straight base, with a loop, with a waved base, angular
          List.of(
              variant(4, "M .06 .24 C .14 -.08 .64 -.1 .6 .28 C .56 .54 .2 .76 .02 .98 L .68 .96"),
              variant(3,
                  "M .08 .2 C .2 -.1 .7 -.06 .6 .34 C .52 .68 .28 .96 .12 .96",
                  "C -.06 .96 0 .72 .18 .76 C .36 .8 .5 1.06 .72 .9"),
              variant(2, "M .04 .2 C .22 -.08 .62 -.04 .58 .26 C .54 .5 .22 .7 .04 .94 C .24 .8 .4 1.06 .7 .92"),
              variant(1, "M .05 .08 L .58 .04 L .03 .96 L .66 .96")),
          // 3: round with a cusp, flat top, with a small loop in the middle
          List.of(
              variant(5,
                  "M .06 .12 C .2 -.06 .6 -.06 .56 .24 C .54 .42 .36 .47 .22 .47",
                  "C .5 .46 .68 .58 .62 .8 C .55 1.06 .15 1.05 .02 .86"),
              variant(2, "M .06 .03 L .58 .03 L .28 .4 C .55 .38 .7 .55 .64 .78 C .56 1.06 .15 1.05 .02 .86"),
              variant(2,
                  "M .1 .1 C .3 -.08 .62 0 .54 .24 C .48 .44 .24 .54 .22 .46",
                  "C .22 .38 .66 .44 .6 .76 C .54 1.04 .16 1.04 .04 .92")),
          // 4: open, closed, round and open
          List.of(
              variant(4, "M .14 0 C .1 .2 .04 .4 .02 .56 L .64 .53 M .52 .04 C .52 .3 .48 .7 .46 1"),
              variant(3, "M .5 1 L .48 0 L 0 .62 L .68 .62"),
              variant(3,
                  "M .08 .02 C 0 .3 -.04 .54 .14 .56",
                  "C .34 .58 .48 .48 .56 .34 M .6 0 C .58 .3 .52 .7 .5 1")),
          // 5: in one go, with the bar drawn last, round shouldered
          List.of(
              variant(4, "M .62 .02 L .16 .02 L .1 .44 C .3 .32 .66 .38 .64 .68 C .62 1.06 .16 1.05 .02 .88"),
              variant(3,
                  "M .16 .04 L .1 .42 C .36 .36 .62 .46 .58 .72",
                  "C .54 1.06 .14 1.04 .02 .9 M .16 .04 L .68 0"),
              variant(2,
                  "M .64 0 C .4 .06 .16 .02 .12 .2 C .1 .34 .18 .4 .34 .46",
                  "C .56 .54 .62 .66 .56 .82 C .46 1.04 .14 1.02 .02 .9")),
          // 6: round, straight back, with a big bowl
          List.of(
              variant(4, "M .52 0 C .2 .15 .02 .5 .04 .75 C .06 1.08 .6 1.08 .6 .74 C .58 .46 .14 .5 .06 .76"),
              variant(3, "M .36 0 C .16 .25 .02 .55 .02 .78 C .04 1.06 .5 1.06 .54 .8 C .56 .56 .2 .52 .06 .76"),
              variant(2, "M .6 .08 C .4 -.08 .02 .2 .02 .64 C .02 1.12 .66 1.1 .64 .7 C .62 .4 .16 .4 .08 .7")),
          // 7: plain, with a bar, with a hook at its start, curved
          List.of(
              variant(4, "M .02 .06 L .62 .04 C .5 .3 .3 .6 .24 1"),
              variant(3, "M .02 .06 L .6 .03 L .22 1 M .1 .52 L .56 .46"),
              variant(2, "M .02 .2 L .05 .03 L .62 .03 L .26 1"),
              variant(2, "M .02 .14 C .16 -.04 .32 .16 .62 .02 C .46 .4 .34 .6 .32 1")),
          // 8: in one stroke from the top right, the other way round, two rings
          List.of(
              variant(4,
                  "M .54 .14 C .32 -.1 .02 .02 .08 .24 C .14 .46 .62 .52 .62 .78",
                  "C .6 1.08 .02 1.08 .04 .78 C .06 .52 .56 .44 .58 .16 C .58 .1 .56 .08 .52 .06"),
              variant(3,
                  "M .34 .02 C 0 .04 .04 .38 .3 .48 C .7 .62 .66 1 .34 1",
                  "C 0 1 -.02 .66 .28 .5 C .6 .34 .66 0 .34 .02"),
              variant(2,
                  "M .32 0 C .02 0 .02 .46 .32 .46 C .62 .46 .62 0 .32 0",
                  "M .32 .46 C -.04 .46 -.04 1 .32 1 C .68 1 .68 .46 .32 .46")),
          // 9: straight tail, curved tail, slanted and small-headed
          List.of(
              variant(4, "M .56 .2 C .5 -.08 .04 -.08 .04 .26 C .04 .56 .5 .54 .57 .16 L .52 1"),
              variant(3,
                  "M .56 .22 C .52 -.08 .02 -.06 .04 .28",
                  "C .06 .58 .54 .5 .57 .18 C .66 .6 .52 1.04 .1 .96"),
              variant(2, "M .5 .06 C .26 -.06 0 .16 .06 .34 C .14 .54 .5 .36 .54 .04 C .56 .36 .4 .7 .3 1")));

  private Glyphs() {}

  /** Draws one of the ways to write a digit. */
  static Glyph choose(int digit, Random random) {
    List<Variant> variants = DIGITS.get(digit);
    int ticket = random.nextInt(variants.stream().mapToInt(Variant::weight).sum());
    for (Variant variant : variants) {
      ticket -= variant.weight;
      if (ticket < 0) {
        return variant.glyph;
      }
    }
    throw new AssertionError("the ticket is below the sum of the weights");
  }

  /** Every way to write a digit. */
  static List<Glyph> all(int digit) {
    return DIGITS.get(digit).stream().map(Variant::glyph).toList();
  }

  private static Variant variant(int weight, String... pieces) {
    return new Variant(weight, Glyph.parse(String.join(" ", pieces)));
  }
}
