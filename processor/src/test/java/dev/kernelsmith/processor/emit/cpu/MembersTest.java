package dev.kernelsmith.processor.emit.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import java.util.List;
import org.junit.jupiter.api.Test;

class MembersTest {
  private static Members.Method method(String name, int tile, String... uses) {
    MethodSpec.Builder spec = MethodSpec.methodBuilder(name).addStatement("tile($L)", tile);
    return new Members.Method(spec.build(), List.of(uses));
  }

  private static FieldSpec field(String name, int value) {
    return FieldSpec.builder(int.class, name).initializer("$L", value).build();
  }

  /** A kernel with a tile, one without, and a method that calls both. */
  private static Members program(int tile, FieldSpec... fields) {
    return new Members(
        List.of(fields),
        List.of(
            method("run", 0, "conv", "pool"), method("floats", 0), method("conv", 0, "convTile"),
            method("convTile", tile), method("pool", 0)),
        List.of());
  }

  private static Members network(Members training, Members single) {
    return new Members(
        List.of(), List.of(method("training", 0, "Training"), method("single", 0, "Single"), method("update", 0)),
        List.of(
            new Members.Program("Training", "", false, training), new Members.Program("Single", "", false, single)));
  }

  private static List<String> names(Members members) {
    return members.methods().stream().map(method -> method.spec().name()).toList();
  }

  @Test
  void whatUsesAnotherTileIsWrittenAgain() {
    Members own = program(14).beyond(program(24));
    assertEquals(List.of("run", "conv", "convTile"), names(own));
    assertEquals(Members.NONE, program(24).beyond(program(24)));
  }

  @Test
  void onlyFieldsThatAreNewAreWritten() {
    FieldSpec row = field("ROW", 96);
    Members own = program(24, row, field("COLUMN", 16)).beyond(program(24, row));
    assertEquals(List.of(field("COLUMN", 16)), own.fields());
    assertEquals(List.of(), own.methods());
  }

  /** Inherited kernels would read the other value. */
  @Test
  void anotherValueOfAFieldMeansAllIsWritten() {
    Members moved = program(24, field("CONV", 28));
    assertSame(moved, moved.beyond(program(24, field("CONV", 12))));
  }

  @Test
  void aNestedClassIsAnHeirWhereThatSavesSomething() {
    Members many = network(program(24, field("CONV", 12)), program(8, field("CONV", 12)));
    Members own = network(program(14, field("CONV", 12)), program(8, field("CONV", 12))).beyond(many);
    assertEquals(List.of("training"), names(own));
    assertEquals(List.of("Training"), own.programs().stream().map(Members.Program::name).toList());
    assertTrue(own.programs().getFirst().heir());
    assertEquals(List.of("run", "conv", "convTile"), names(own.programs().getFirst().members()));
    String source = own.programs().getFirst().type(false, "Kernels32").toString();
    assertTrue(source.contains("static final class Training extends Kernels32.Training {"), source);

    Members moved = network(program(14, field("CONV", 28)), program(8, field("CONV", 12))).beyond(many);
    assertFalse(moved.programs().getFirst().heir());
    assertEquals(names(program(14)), names(moved.programs().getFirst().members()));
  }

  @Test
  void aNestedClassThatTheOtherDoesNotHaveIsWhole() {
    Members other = new Members(List.of(), List.of(), List.of(new Members.Program("Single", "", false, program(8))));
    Members own = network(program(14), program(8)).beyond(other);
    assertEquals(List.of("Training"), own.programs().stream().map(Members.Program::name).toList());
    assertFalse(own.programs().getFirst().heir());
  }
}
