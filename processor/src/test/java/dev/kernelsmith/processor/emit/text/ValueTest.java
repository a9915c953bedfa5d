package dev.kernelsmith.processor.emit.text;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class ValueTest {
  private static final Value A = Value.number("a");
  private static final Value CHOICE = Value.compound("a > b ? a : b");

  @Test
  void parenthesesKeepTheOrderOfOperations() {
    Value sum = Value.sum(A, "+", Value.number("b"));
    Value product = Value.product(A, "*", Value.number("b"));
    assertEquals("(a > b ? a : b) + a", Value.sum(CHOICE, "+", A).text());
    assertEquals("a * (a > b ? a : b)", Value.product(A, "*", CHOICE).text());
    assertEquals("a + b - a * b", Value.sum(sum, "-", product).text());
    assertEquals("a - (a + b)", Value.sum(A, "-", sum).text());
    assertEquals("(a + b) * a", Value.product(sum, "*", A).text());
    assertEquals("a * b / a", Value.product(product, "/", A).text());
    assertEquals("a / (a * b)", Value.product(A, "/", product).text());
    assertEquals("-(a * b)", product.negated().text());
    assertEquals("a - -a", Value.sum(A, "-", A.negated()).text());
  }
}
