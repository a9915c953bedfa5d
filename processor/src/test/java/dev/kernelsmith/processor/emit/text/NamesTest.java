package dev.kernelsmith.processor.emit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kernelsmith.processor.ir.Buffer;
import dev.kernelsmith.processor.read.NetworkNames;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {
  @Test
  void givesNoNameTwice() {
    Names names = new Names();
    List<String> given = List.of(
        names.exact("sum"), names.exact("sum"), names.numbered("sum"), names.exact("sum2"), names.numbered("sum1"),
        names.exact("sum1_1"), names.numbered("a"), names.exact("a1"));
    assertEquals(List.of("sum", "sum1", "sum2", "sum2_1", "sum1_1", "sum1_1_1", "a1", "a1_1"), given);
  }

  @Test
  void givesNothingThatMeansSomethingAround() {
    Names outer = new Names().reserve(List.of("LANES"));
    assertEquals("A1", outer.exact("A1"));
    Names inner = outer.inner();
    assertEquals("A2", inner.numbered("A"));
    assertEquals("LANES1", inner.exact("LANES"));
    assertEquals("A2", outer.inner().exact("A2"), "scopes beside each other know nothing of each other");
  }

  @ParameterizedTest
  @CsvSource({"Float16, Float16_1", "Math, Math1", "KernelContext, KernelContext1", "int, int1", "yield, yield1",
    "record, record1", "_, _1", "null, null1", "parallel, parallel"})
  void givesNeitherTypesNorKeywords(String stem, String given) {
    assertEquals(given, new Names().exact(stem));
  }

  @Test
  void numbersUpToATypeLeaveItOut() {
    Names names = new Names();
    Set<String> given = new HashSet<>();
    for (int i = 0; i < 20; i++) {
      given.add(names.numbered("Float"));
    }
    assertTrue(given.contains("Float15") && given.contains("Float17") && !given.contains("Float16"), given::toString);
  }

  @ParameterizedTest
  @CsvSource({"conv1Sum, CONV1_SUM", "aB, A_B", "a_b, A_B", "ß, ß", "ıI, I_I", "größe, GRÖßE", "层, 层", "$x, $X",
    "_1, _1"})
  void constantsAreWrittenInCapitals(String camel, String constant) {
    assertEquals(constant, Names.constant(camel));
  }

  @Test
  void buffersOfOneLabelHaveConstantsOfTheirOwn() {
    Constants outer = new Constants(new Names().reserve(List.of("SPECIES")));
    Buffer weights = Buffer.of("conv.Weights", Buffer.Role.PARAMETER, List.of(1));
    Buffer gradient = Buffer.of("conv.Weights.Gradient", Buffer.Role.GRADIENT, List.of(1));
    outer.add(weights);
    Constants nested = outer.nested();
    List<Buffer> layers =
        List.of("convWeights", "conv_weights", "species", "aB", "a_b", "ABi", "ABı").stream()
            .map(name -> Buffer.value(name, List.of(1))).toList();
    layers.forEach(nested::add);
    assertEquals(List.of("CONV_WEIGHTS1", "CONV_WEIGHTS2", "SPECIES1", "A_B", "A_B1", "A_BI", "A_BI1"),
        layers.stream().map(nested::of).toList());
    assertEquals("CONV_WEIGHTS", nested.of(weights));
    assertEquals("CONV_WEIGHTS", nested.of(gradient));
  }

  @ParameterizedTest
  @CsvSource({"trainConv1Forward, trainConv1Forward", "trainGrößeForward, trainGr_f6_dfeForward",
    "train层Forward, train_5c42Forward", "train$xForward, train_24xForward", "train𝒳, train_1d4b3"})
  void namesOfKernelsAreAscii(String name, String ascii) {
    assertEquals(ascii, Names.ascii(name));
  }

  @Test
  void noTypeIsCalledLikeAGeneratedClassButTheNetworks() {
    List<String> clashes =
        TypeNames.simpleNames().stream()
            .filter(type -> new NetworkNames("", "").allGenerated().stream().anyMatch(type::endsWith))
            .toList();
    assertEquals(List.of("CompiledNetwork"), clashes);
    TypeNames.simpleNames().forEach(type -> assertTrue(SourceVersion.isName(TypeNames.qualified(type)), type));
  }
}
