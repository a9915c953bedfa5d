package dev.kernelsmith.tools;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.runtime.data.Dataset;
import dev.kernelsmith.runtime.train.Trainer;
import dev.kernelsmith.samples.MlpNetwork;
import dev.kernelsmith.samples.digits.HandwrittenDigits;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Rectangle;
import java.awt.RenderingHints;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** A network keeps its answers whatever paper, transparency or frame is around the same drawn digits. */
class PicturesTest {
  private static final int COUNT = 50;
  private static final int SHEET = 200;
  private static final int SCALE = 5;
  private static final int AT = (SHEET - 28 * SCALE) / 2;

  private static final Dataset DIGITS = HandwrittenDigits.draw(COUNT, 77);

  /** Ink of each pixel of each sheet. */
  private static final float[][] AMOUNTS =
      IntStream.range(0, COUNT).mapToObj(PicturesTest::enlarged).toArray(float[][]::new);

  private static MlpNetwork network;
  private static int[] plain;

  @BeforeAll
  static void train() {
    network = new MlpNetwork(1);
    Trainer.of(network).epochs(4).seed(1).fit(HandwrittenDigits.draw(4000, 1));
    plain = answers(i -> sheet(i, Color.WHITE, Color.BLACK));
    int right = 0;
    for (int i = 0; i < COUNT; i++) {
      right += plain[i] == DIGITS.classOf(i) ? 1 : 0;
    }
    assertTrue(right >= 38, right + " of " + COUNT + " are right");
  }

  @TestFactory
  Stream<DynamicTest> papersAndInks() {
    Color clear = new Color(0, 0, 0, 0);
    Color whiteClear = new Color(255, 255, 255, 0);
    return Stream.of(
        kept("white on black", i -> sheet(i, Color.BLACK, Color.WHITE)),
        kept("grey on light", i -> sheet(i, new Color(0xe8, 0xe4, 0xd0), new Color(0x50, 0x50, 0x60))),
        kept("light on dark", i -> sheet(i, new Color(0x20, 0x40, 0x30), new Color(0xd0, 0xd0, 0xc0))),
        kept("red on yellow", i -> sheet(i, Color.YELLOW, Color.RED)),
        kept("black on transparent black", i -> sheet(i, clear, Color.BLACK)),
        kept("black on transparent white", i -> sheet(i, whiteClear, Color.BLACK)),
        kept("white on transparent black", i -> sheet(i, clear, Color.WHITE)),
        kept("white on transparent white", i -> sheet(i, whiteClear, Color.WHITE)),
        kept("blue on transparent", i -> sheet(i, clear, Color.BLUE)),
        kept("half opaque on transparent", i -> sheet(i, clear, new Color(0, 0, 0, 120))),
        kept("paper with transparent corners", i -> cornersCut(sheet(i, Color.WHITE, Color.BLACK))),
        kept("dark paper with transparent corners", i -> cornersCut(sheet(i, Color.BLACK, Color.WHITE))),
        kept("black with a white outline on transparent", i -> outlined(i, Color.BLACK, Color.WHITE)),
        kept("white with a black outline on transparent", i -> outlined(i, Color.WHITE, Color.BLACK)));
  }

  @TestFactory
  Stream<DynamicTest> frames() {
    return Stream.of(
        framed(false, 0xf, 1, 0, 0), framed(false, 0xf, 3, 4, 1.5), framed(true, 0xf, 5, 9, 0),
        framed(false, 0xf, 20, 0, 0),
        framed(true, 0xf, 10, 0, 0), framed(false, 0x6, 3, 7, -2), framed(true, 0x7, 8, 0, 0),
        framed(false, 0x4, 3, 7, 0),
        kept("double", i -> twice(paper(i, false), false)), kept("broken", i -> broken(paper(i, true), true)),
        kept("rounded", i -> rounded(paper(i, false), false)),
        kept("on a table", i -> onTable(paper(i, false), false)));
  }

  @TestFactory
  @Tag("thorough")
  Stream<DynamicTest> allFrames() {
    List<DynamicTest> tests = new ArrayList<>();
    for (boolean light : new boolean[] {false, true}) {
      for (int thickness : new int[] {1, 2, 5, 10, 20}) {
        for (int inset : new int[] {0, 4, 9}) {
          if (inset + thickness <= 24) {
            tests.add(framed(light, 0xf, thickness, inset, 0));
          }
        }
      }
      for (int sides : new int[] {0x1, 0x2, 0x4, 0x8, 0x3, 0x6, 0xc, 0x9, 0x5, 0xa, 0x7, 0xe}) {
        tests.add(framed(light, sides, 3, 7, 0));
        tests.add(framed(light, sides, 8, 0, 0));
      }
      for (double degrees : new double[] {-2, -0.7, 1.5}) {
        tests.add(framed(light, 0xf, 3, 9, degrees));
        tests.add(framed(light, 0x6, 3, 9, degrees));
      }
      tests.add(kept("double, light " + light, i -> twice(paper(i, light), light)));
      tests.add(kept("broad and thin, light " + light, i -> broadAndThin(paper(i, light), light)));
      tests.add(kept("rounded, light " + light, i -> rounded(paper(i, light), light)));
      tests.add(kept("broken at the corners, light " + light, i -> broken(paper(i, light), light)));
      tests.add(kept("on a table, light " + light, i -> onTable(paper(i, light), light)));
    }
    return tests.stream();
  }

  /** A frame alone is a zero, and so is one that has nothing but dust inside. */
  @Test
  void aZeroIsNoFrame() {
    BufferedImage zero = blank(false);
    Graphics2D pen = pen(zero, Color.BLACK);
    pen.setStroke(new BasicStroke(14));
    pen.drawOval(40, 15, 120, 170);
    float[] without = DigitPreparation.prepare(GreyImage.of(zero));
    pen.fillOval(94, 94, 12, 12);
    float[] with = DigitPreparation.prepare(GreyImage.of(zero));
    for (float[] image : List.of(without, with)) {
      assertTrue(image[14 * 28 + 7] > 0.5 || image[14 * 28 + 8] > 0.5, "its left side is there");
      assertTrue(image[4 * 28 + 13] > 0.5, "its top is there");
    }
    BufferedImage square = frame(blank(false), false, 0xf, 14, 20, 0);
    assertTrue(DigitPreparation.prepare(GreyImage.of(square))[14 * 28 + 5] > 0.5, "its left side is there");
  }

  /** Strokes of tightly cut digits reach the edges of their image, as frames do. */
  @Test
  void digitsThatFillTheImageStayWhole() {
    int kept = 0;
    for (int i = 0; i < COUNT; i++) {
      BufferedImage sheet = paper(i, false);
      Rectangle2D box = box(i);
      BufferedImage cut =
          sheet.getSubimage((int) box.getX(), (int) box.getY(), (int) box.getWidth(), (int) box.getHeight());
      kept += network.classify(DigitPreparation.prepare(GreyImage.of(cut))) == plain[i] ? 1 : 0;
    }
    assertTrue(kept >= COUNT - 3, kept + " of " + COUNT);
  }

  private static DynamicTest framed(boolean light, int sides, int thickness, int inset, double degrees) {
    String ink = light ? "light on dark" : "dark on light";
    String name = "%s, sides %s, %d thick, %d inside, turned by %s".formatted(
        ink, Integer.toBinaryString(sides), thickness, inset, degrees);
    return kept(name, i -> frame(paper(i, light), light, sides, thickness, inset, degrees));
  }

  private static DynamicTest kept(String name, IntFunction<BufferedImage> picture) {
    return DynamicTest.dynamicTest(name, () -> {
      int[] answers = answers(picture);
      List<Integer> others = new ArrayList<>();
      for (int i = 0; i < COUNT; i++) {
        if (answers[i] != plain[i]) {
          others.add(i);
        }
      }
      assertTrue(others.size() <= 1, others.size() + " of " + COUNT + " are read otherwise: " + others);
    });
  }

  private static int[] answers(IntFunction<BufferedImage> picture) {
    int[] answers = new int[COUNT];
    for (int i = 0; i < COUNT; i++) {
      answers[i] = network.classify(DigitPreparation.prepare(GreyImage.of(picture.apply(i))));
    }
    return answers;
  }

  private static BufferedImage blank(boolean light) {
    BufferedImage image = new BufferedImage(SHEET, SHEET, BufferedImage.TYPE_INT_ARGB);
    pen(image, light ? Color.BLACK : Color.WHITE).fillRect(0, 0, SHEET, SHEET);
    return image;
  }

  private static BufferedImage paper(int digit, boolean light) {
    return light ? sheet(digit, Color.BLACK, Color.WHITE) : sheet(digit, Color.WHITE, Color.BLACK);
  }

  /** A digit, enlarged by linear interpolation. */
  private static BufferedImage sheet(int digit, Color paper, Color ink) {
    // A transparent paper has the ink's colour where there is ink.
    int under = paper.getAlpha() == 0 ? ink.getRGB() & 0xffffff : paper.getRGB();
    int[] shades = new int[256];
    shades[0] = paper.getRGB();
    for (int level = 1; level < shades.length; level++) {
      for (int shift = 0; shift < 32; shift += 8) {
        int a = under >>> shift & 0xff;
        int b = ink.getRGB() >>> shift & 0xff;
        shades[level] |= (a + level * (b - a) / 255) << shift;
      }
    }
    int[] pixels = new int[SHEET * SHEET];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = shades[Math.min(255, Math.round(255 * AMOUNTS[digit][i]))];
    }
    BufferedImage image = new BufferedImage(SHEET, SHEET, BufferedImage.TYPE_INT_ARGB);
    image.setRGB(0, 0, SHEET, SHEET, pixels, 0, SHEET);
    return image;
  }

  private static float amount(int digit, int x, int y) {
    return AMOUNTS[digit][y * SHEET + x];
  }

  private static float[] enlarged(int digit) {
    float[] pixels = new float[28 * 28];
    DIGITS.copyInput(digit, pixels, 0);
    float[] amounts = new float[SHEET * SHEET];
    for (int i = 0; i < amounts.length; i++) {
      amounts[i] = amount(pixels, i % SHEET, i / SHEET);
    }
    return amounts;
  }

  private static float amount(float[] pixels, int x, int y) {
    float u = (x - AT + 0.5f) / SCALE - 0.5f;
    float v = (y - AT + 0.5f) / SCALE - 0.5f;
    int left = (int) Math.floor(u);
    int top = (int) Math.floor(v);
    float sum = 0;
    for (int dy = 0; dy < 2; dy++) {
      for (int dx = 0; dx < 2; dx++) {
        int column = left + dx;
        int row = top + dy;
        if (column >= 0 && column < 28 && row >= 0 && row < 28) {
          sum += pixels[row * 28 + column] * (dx == 0 ? 1 - u + left : u - left) * (dy == 0 ? 1 - v + top : v - top);
        }
      }
    }
    return sum < 0.1f ? 0 : sum;
  }

  private static Rectangle2D box(int digit) {
    Rectangle2D box = null;
    for (int i = 0; i < SHEET * SHEET; i++) {
      if (amount(digit, i % SHEET, i / SHEET) > 0.4f) {
        Rectangle2D pixel = new Rectangle(i % SHEET, i / SHEET, 1, 1);
        box = box == null ? pixel : box.createUnion(pixel);
      }
    }
    return box;
  }

  private static Graphics2D pen(BufferedImage image, Color color) {
    Graphics2D pen = image.createGraphics();
    pen.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    pen.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    pen.setColor(color);
    return pen;
  }

  private static Graphics2D ink(BufferedImage image, boolean light) {
    return pen(image, light ? Color.WHITE : Color.BLACK);
  }

  /** Sides: bits 0 to 3 for top, right, bottom, left. */
  private static BufferedImage frame(
      BufferedImage image, boolean light, int sides, int thickness, int inset, double degrees) {
    Graphics2D pen = ink(image, light);
    pen.rotate(Math.toRadians(degrees), SHEET / 2.0, SHEET / 2.0);
    int length = SHEET - 2 * inset;
    int far = SHEET - inset - thickness;
    if ((sides & 1) != 0) {
      pen.fill(new Rectangle2D.Double(inset, inset, length, thickness));
    }
    if ((sides & 2) != 0) {
      pen.fill(new Rectangle2D.Double(far, inset, thickness, length));
    }
    if ((sides & 4) != 0) {
      pen.fill(new Rectangle2D.Double(inset, far, length, thickness));
    }
    if ((sides & 8) != 0) {
      pen.fill(new Rectangle2D.Double(inset, inset, thickness, length));
    }
    return image;
  }

  private static BufferedImage twice(BufferedImage image, boolean light) {
    return frame(frame(image, light, 0xf, 2, 2, 0), light, 0xf, 2, 9, 0);
  }

  private static BufferedImage broadAndThin(BufferedImage image, boolean light) {
    return frame(frame(image, light, 0xf, 9, 0, 0), light, 0xf, 2, 15, 0);
  }

  private static BufferedImage rounded(BufferedImage image, boolean light) {
    Graphics2D pen = ink(image, light);
    pen.setStroke(new BasicStroke(3));
    pen.drawRoundRect(8, 8, SHEET - 16, SHEET - 16, 20, 20);
    return image;
  }

  private static BufferedImage broken(BufferedImage image, boolean light) {
    Graphics2D pen = ink(image, light);
    pen.setStroke(new BasicStroke(3));
    pen.drawLine(25, 9, SHEET - 25, 9);
    pen.drawLine(25, SHEET - 9, SHEET - 25, SHEET - 9);
    pen.drawLine(9, 25, 9, SHEET - 25);
    pen.drawLine(SHEET - 9, 25, SHEET - 9, SHEET - 25);
    return image;
  }

  /** Another surface shows beside the paper, which lies a little askew. */
  private static BufferedImage onTable(BufferedImage paper, boolean light) {
    BufferedImage image = new BufferedImage(SHEET, SHEET, BufferedImage.TYPE_INT_RGB);
    pen(image, light ? new Color(0xe0, 0xd8, 0xc8) : new Color(0x30, 0x28, 0x20)).fillRect(0, 0, SHEET, SHEET);
    Graphics2D pen = pen(image, Color.BLACK);
    pen.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    pen.rotate(0.02, SHEET / 2.0, SHEET / 2.0);
    pen.drawImage(paper, 12, 16, SHEET - 30, SHEET - 30, null);
    return image;
  }

  private static BufferedImage cornersCut(BufferedImage image) {
    for (int i = 0; i < SHEET * SHEET; i++) {
      int x = Math.min(i % SHEET, SHEET - 1 - i % SHEET);
      int y = Math.min(i / SHEET, SHEET - 1 - i / SHEET);
      if (x + y < 18) {
        image.setRGB(i % SHEET, i / SHEET, 0);
      }
    }
    return image;
  }

  private static BufferedImage outlined(int digit, Color ink, Color outline) {
    BufferedImage image = new BufferedImage(SHEET, SHEET, BufferedImage.TYPE_INT_ARGB);
    Path2D dots = new Path2D.Double();
    for (int i = 0; i < SHEET * SHEET; i++) {
      if (amount(digit, i % SHEET, i / SHEET) > 0.3f) {
        dots.append(new Rectangle(i % SHEET - 3, i / SHEET - 3, 7, 7), false);
      }
    }
    pen(image, outline).fill(dots);
    for (int i = 0; i < SHEET * SHEET; i++) {
      float amount = amount(digit, i % SHEET, i / SHEET);
      if (amount > 0) {
        Color under = new Color(image.getRGB(i % SHEET, i / SHEET), true);
        int level = Math.round(amount * ink.getRed() + (1 - amount) * under.getRed());
        image.setRGB(i % SHEET, i / SHEET, new Color(level, level, level, under.getAlpha()).getRGB());
      }
    }
    return image;
  }
}
