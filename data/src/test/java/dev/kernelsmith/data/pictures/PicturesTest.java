package dev.kernelsmith.data.pictures;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.kernelsmith.data.Logged;
import dev.kernelsmith.data.tables.TableFile;
import dev.kernelsmith.runtime.io.DataFormatException;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.function.Executable;

/** Folders and tables of pictures. */
class PicturesTest {
  @TempDir Path folder;

  private Path picture(String name, int grey) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    BufferedImage image = new BufferedImage(8, 6, BufferedImage.TYPE_INT_RGB);
    for (int i = 0; i < 48; i++) {
      image.setRGB(i % 8, i / 8, 0x010101 * grey);
    }
    assertTrue(ImageIO.write(image, "png", file.toFile()));
    return file;
  }

  private static String message(Class<? extends Throwable> type, Executable mistake) {
    return assertThrows(type, mistake).getMessage();
  }

  private static float[] input(PictureDataset data, int index) {
    float[] values = new float[data.inputLength()];
    data.copyInput(index, values, 0);
    return values;
  }

  @Test
  void aFolderForEachClass() throws IOException {
    picture("rose/b.png", 20);
    picture("rose/deeper/a.PNG", 30);
    picture("daisy/x.png", 40);
    picture("tulip & co/y.png", 50);
    Files.writeString(folder.resolve("rose/notes.txt"), "no picture");
    Files.writeString(folder.resolve("rose/.hidden.png"), "hidden");
    Files.createDirectories(folder.resolve(".git"));
    picture("rose/.ipynb_checkpoints/b-checkpoint.png", 90);
    picture("rose/deeper/.cache/thumbnails/a.png", 90);
    Files.writeString(folder.resolve("readme.md"), "text");
    PictureDataset data = Pictures.folder(folder).size(3, 4).read();
    assertEquals(List.of("daisy", "rose", "tulip & co"), data.classNames());
    assertArrayEquals(new int[] {0, 1, 1, 2}, IntStream.range(0, data.size()).map(data::classOf).toArray());
    assertEquals(List.of(3, 4, 3), data.inputShape());
    assertEquals(folder.resolve("rose/deeper/a.PNG"), data.file(2));
    int[] greys = {40, 20, 30, 50};
    PictureDataset onDemand = Pictures.folder(folder).size(3, 4).grey().onDemand().read();
    assertEquals(List.of(3, 4, 1), onDemand.inputShape());
    for (int i = 0; i < 4; i++) {
      for (float value : input(data, i)) {
        assertEquals(greys[i] / 255f, value);
      }
      for (float value : input(onDemand, i)) {
        assertEquals(greys[i] / 255f, value, 1 / 255f);
      }
    }
    assertEquals(folder + ": 4 samples of 36 values, classes 0 = daisy, 1 = rose, 2 = tulip & co", data.toString());
  }

  @Test
  void linksAreFollowedButNotInCircles() throws IOException {
    Path elsewhere = picture("elsewhere/c.png", 10).getParent();
    Path flowers = picture("flowers/rose/b.png", 20).getParent().getParent();
    try {
      Files.createSymbolicLink(flowers.resolve("rose/more"), elsewhere);
    } catch (IOException | UnsupportedOperationException exception) {
      assumeTrue(false, "no symbolic links here: " + exception);
    }
    assertEquals(2, Pictures.folder(flowers).size(2, 2).read().size());
    Files.createSymbolicLink(flowers.resolve("rose/.hidden"), flowers);
    assertEquals(2, Pictures.folder(flowers).size(2, 2).read().size());
    for (String name : List.of("rose/gone.jpg", "gone")) {
      Path dangling = Files.createSymbolicLink(flowers.resolve(name), folder.resolve("nowhere"));
      String gone = message(NoSuchFileException.class, () -> Pictures.folder(flowers));
      assertTrue(gone.startsWith(dangling + ": is a link to a fi") || gone.startsWith(dangling + ": is a link to a fo"),
          gone);
      Files.delete(dangling);
    }
    Path up = Files.createSymbolicLink(flowers.resolve("rose/up"), flowers);
    String circle = message(DataFormatException.class, () -> Pictures.folder(flowers));
    assertTrue(circle.startsWith(up + "") && circle.contains("link to a folder that it lies in")
        && circle.contains("remove the link"), circle);
  }

  /** What a person put there to be learned from must not be passed over without a word. */
  @Test
  void picturesThatAreNotReadAreTold() throws IOException {
    picture("flowers/rose/b.png", 20);
    Files.move(picture("flowers/daisy/c.png", 20), folder.resolve("flowers/daisy/c.jfif"));
    Path flowers = folder.resolve("flowers");
    assertEquals(List.of(), Logged.meanwhile(() -> assertEquals(2, Pictures.folder(flowers).size(2, 2).read().size())));
    Files.writeString(flowers.resolve("rose/x.webp"), "RIFF");
    Files.writeString(flowers.resolve("rose/y.TIFF"), "II");
    List<String> told = Logged.meanwhile(() -> Pictures.folder(flowers));
    assertEquals(1, told.size());
    assertTrue(told.getFirst().startsWith(flowers + ": 2 pictures are not read, such as "), told.getFirst());
    assertEquals(told, Logged.meanwhile(() -> Pictures.files(flowers)));
    picture("flowers/loose.png", 30);
    String loose = message(DataFormatException.class, () -> Pictures.folder(flowers));
    assertTrue(loose.contains("beside the folders of the classes there is a picture, loose.png"), loose);
  }

  @Test
  void aTableOfNamesAndLabels() throws IOException {
    picture("all/one.png", 10);
    picture("all/two, three.png", 20);
    Path table = folder.resolve("labels.csv");
    Files.writeString(table, "label,file,by\r\n\"b \"\"x\"\"\",all/one.png,me\r\na,\"all/two, three.png\",you\r\n");
    PictureDataset data = Pictures.table(table, "file", "label").size(2, 2).read();
    assertEquals(List.of("a", "b \"x\""), data.classNames());
    assertEquals(1, data.classOf(0));
    assertEquals(20 / 255f, input(data, 1)[0]);
    PictureDataset again =
        Pictures.table(table, "file", "label").size(2, 2).classNames(List.of("c", "b \"x\"", "a")).read();
    assertEquals(2, again.classOf(1));
    Files.writeString(table, "all/one.png;b\nall/two, three.png;a\n");
    PictureDataset otherwise = Pictures
        .table(TableFile.of(table).delimiter(';').columns("file", "label"), "file", "label").size(2, 2).read();
    assertEquals(List.of("a", "b"), otherwise.classNames());
    assertEquals(1, otherwise.classOf(0));
    assertEquals(20 / 255f, input(otherwise, 1)[0]);
  }

  @Test
  void mistakesAreNamed() throws IOException {
    assertTrue(message(IOException.class, () -> Pictures.folder(folder.resolve("none"))).contains("is no folder"));
    assertTrue(message(RuntimeException.class, () -> Pictures.folder(folder)).contains("has no pictures"));
    Path loose = picture("loose.png", 1);
    assertTrue(message(RuntimeException.class, () -> Pictures.folder(folder)).contains("pictures, but no folders"));
    Files.createDirectories(folder.resolve("empty"));
    String empty = message(RuntimeException.class, () -> Pictures.folder(folder));
    assertTrue(empty.contains("empty") && empty.contains("folder of a class has no pictures"), empty);
    Files.move(loose, folder.resolve("empty/a.png"));
    Pictures pictures = Pictures.folder(folder);
    assertTrue(message(IllegalStateException.class, pictures::read).contains("call size(height, width)"));
    String unknown = message(IllegalArgumentException.class, () -> pictures.classNames(List.of("full")));
    assertTrue(unknown.contains("a.png has the label \"empty\""), unknown);
    assertTrue(message(IllegalArgumentException.class, () -> pictures.classNames(List.of("empty", "empty")))
        .contains("stands twice"));
    assertTrue(message(IllegalArgumentException.class, () -> pictures.size(0, 3)).contains("at least 1"));
    String large = message(IllegalArgumentException.class, () -> pictures.size(20_000, 30_000).read());
    assertTrue(large.contains("1 pictures of 20000 x 30000 x 3 take") && large.contains("onDemand()"), large);
  }

  @Test
  void brokenPicturesAreNamed() throws IOException {
    picture("a/one.png", 1);
    Path broken = picture("a/two.png", 2);
    Files.writeString(broken, "no picture any more");
    String text = message(IOException.class, () -> Pictures.folder(folder).size(2, 2).read());
    assertTrue(text.contains("two.png is"), text);
    Files.writeString(folder.resolve("a/zero.png"), "");
    String several = message(IOException.class, () -> Pictures.folder(folder).size(2, 2).read());
    assertTrue(several.contains("2 of 3 pictures cannot be read, the first:") && several.contains("two.png"), several);
    PictureDataset onDemand = Pictures.folder(folder).size(2, 2).onDemand().read();
    String late = message(UncheckedIOException.class, () -> input(onDemand, 1));
    assertTrue(late.contains("sample 1") && late.contains("two.png"), late);
  }

  @Test
  void tablesWithMistakesAreNamed() throws IOException {
    picture("one.png", 1);
    String[][] cases = {
      {"", ""},
      {"file,label\n", ""},
      {"file,kind\none.png,a\n", "no column \"label\""},
      {"file,label\none.png,\n", "line 2: nothing stands in column \"label\""},
      {"file,label\n,a\n", "line 2: nothing stands in column \"file\""},
      {"file,label\none.png,a\nmissing.png,b\n", "named in line 3"},
      {"file,label\none.png,a\no\0e.png,b\n", "table.csv: line 3: "},
      {"file,label\n\"one.png,a\n", ""},
    };
    for (String[] each : cases) {
      Path table = Files.writeString(folder.resolve("table.csv"), each[0]);
      Throwable thrown = assertThrows(Exception.class, () -> Pictures.table(table, "file", "label"));
      assertTrue(thrown.getMessage().contains("table.csv") && thrown.getMessage().contains(each[1]),
          thrown.getMessage());
    }
  }
}
