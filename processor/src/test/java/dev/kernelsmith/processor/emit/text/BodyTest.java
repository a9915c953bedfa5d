package dev.kernelsmith.processor.emit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class BodyTest {
  @Test
  void whatOneLineUsesStandsThere() {
    assertEquals("y.set(i, x.get(i) + 1);\n", written(new Body(), "y.set(i, a + 1)"));
    assertEquals("y.set(i, x.get(i) + 1);\n", written(Body.ofDevice(), "y.set(i, a + 1)"));
  }

  @Test
  void onADeviceAChoiceSelectsWhatIsLoadedAlready() {
    assertEquals("y.set(i, i > 0 ? x.get(i) : 0f);\n", written(new Body(), "y.set(i, i > 0 ? a : 0f)"));
    assertEquals("float a = x.get(i);\ny.set(i, i > 0 ? a : 0f);\n",
        written(Body.ofDevice(), "y.set(i, i > 0 ? a : 0f)"));
    assertEquals("y.set(i, x.get(i) > 0f ? 1f : 0f);\n", written(Body.ofDevice(), "y.set(i, a > 0f ? 1f : 0f)"));
  }

  @Test
  void conditionsFollowEachOther() {
    Body body = new Body();
    body.open("if (i > 0)");
    body.declare("float", "a", Value.number("x[i]"));
    body.line("y[i] = a");
    body.otherwise("else if (i < 0)");
    body.line("y[i] = 0f");
    body.close();
    assertEquals("if (i > 0) {\n  y[i] = x[i];\n} else if (i < 0) {\n  y[i] = 0f;\n}\n", body.code().toString());
  }

  /** A product stands in a sum, or begins another product, and nowhere else. */
  @Test
  void aProductStandsWhereItMeansTheSame() {
    assertEquals("y.set(S + tile * 5, 0f);\n", product("y.set(S + h, 0f)"));
    assertEquals("y.set(S + tile * 5 * ROW + n, 0f);\n", product("y.set(S + h * ROW + n, 0f)"));
    assertEquals("int h = tile * 5;\ny.set(S - h, 0f);\n", product("y.set(S - h, 0f)"));
    assertEquals("int h = tile * 5;\ny.set(n / h, 0f);\n", product("y.set(n / h, 0f)"));
    assertEquals("int h = tile * 5;\ny.set(-h, 0f);\n", product("y.set(-h, 0f)"));
  }

  private static String product(String use) {
    Body body = Body.ofDevice();
    body.declare("int", "h", Value.product(Value.number("tile"), "*", Value.number("5")));
    body.line(use);
    return body.code().toString();
  }

  private static String written(Body body, String use) {
    body.declare("float", "a", Value.number("x.get(i)"));
    body.line(use);
    return body.code().toString();
  }
}
