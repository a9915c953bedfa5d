package dev.kernelsmith.processor.schedule;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class PlaceTest {
  @Test
  void hasOneOrderWhateverItsNames() {
    List<Place> all = new ArrayList<>();
    for (Place.Kind kind : Place.Kind.values()) {
      all.addAll(List.of(new Place(kind, 0), new Place(kind, 2, "aaa"), new Place(kind, 10)));
    }
    List<Place> shuffled = new ArrayList<>(all);
    Collections.shuffle(shuffled, new Random(1));
    assertEquals(all, List.copyOf(new TreeSet<>(shuffled)));
  }

  @Test
  void tellsArraysOfOneKindApart() {
    assertEquals("input", new Place(Place.Kind.INPUT, 0).variable());
    assertEquals("input1", new Place(Place.Kind.INPUT, 1).variable());
    assertEquals("inputs[1]", new Place(Place.Kind.INPUT, 1).field());
  }
}
