package dev.kernelsmith.processor.formula;

import dev.kernelsmith.processor.formula.Assignment.Condition;
import dev.kernelsmith.processor.formula.Assignment.Joining;
import dev.kernelsmith.processor.formula.Term.Comparison;
import dev.kernelsmith.processor.ir.BinaryOp;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Reads formulas and declarations. The grammar, in which {@code [ ]} are these signs, {@code { }} may come any number of times and {@code ( )?} may be missing:
 *
 * <pre>
 * formula     = assignment { ";" assignment } (";")?
 * assignment  = element ( "=" | "+=" | "max=" | "min=" ) choice ( "where" condition { "," condition } )?
 * condition   = sum comparison sum ( comparison sum )?
 * choice      = sum ( comparison sum "?" choice ":" choice )?
 * sum         = product { ( "+" | "-" ) product }
 * product     = negative { ( "*" | "/" ) negative }
 * negative    = { "-" } atom
 * atom        = NUMBER | NAME | element | NAME "(" ( choice { "," choice } )? ")" | "(" choice ")"
 * element     = NAME "[" ( index { "," index } )? "]"
 * index       = "..." | sum
 * comparison  = "&lt;" | "&lt;=" | "&gt;" | "&gt;=" | "==" | "!="
 * declaration = NAME ( "[" ( sum { "," sum } )? "]" )? ( "=" sum )?
 * rule        = setting { ";" setting } (";")?
 * setting     = ( NAME | element ) ( "=" | "+=" ) choice
 * </pre>
 */
final class Parser {
  /** Brackets within brackets. */
  private static final int MOST_DEPTH = 100;

  /** Sums and products of one statement. */
  private static final int MOST_OPERATORS = 400;

  /** Characters of one string. */
  private static final int MOST_CHARACTERS = 10_000;

  private final List<Token> tokens;
  private int next;
  private int depth;
  private int operators;

  private Parser(Place.Text text) {
    if (text.characters().length() > MOST_CHARACTERS) {
      throw new Fault(
          new Place(text, MOST_CHARACTERS),
          "a formula of %d characters; %d are the most: divide it over several layers",
          text.characters().length(), MOST_CHARACTERS);
    }
    tokens = Lexer.tokens(text);
  }

  /**
   * The statements of a formula, at least one.
   *
   * @throws Fault where it is none
   */
  static List<Assignment> formula(Place.Text text) {
    Parser parser = new Parser(text);
    List<Assignment> all = new ArrayList<>(List.of(parser.assignment()));
    while (parser.takes(";") && !parser.isEnd()) {
      all.add(parser.assignment());
    }
    parser.expectEnd("an operator, 'where', ';' or the end");
    return all;
  }

  /**
   * The settings of a rule, at least one. Those without brackets have no index.
   *
   * @throws Fault where it is none
   */
  static List<Assignment> rule(Place.Text text) {
    Parser parser = new Parser(text);
    List<Assignment> all = new ArrayList<>(List.of(parser.setting()));
    while (parser.takes(";") && !parser.isEnd()) {
      all.add(parser.setting());
    }
    parser.expectEnd("an operator, ';' or the end");
    return all;
  }

  private Assignment setting() {
    operators = 0;
    Token name = name("what is set, as in 'p = ...'");
    Term.Element target =
        peek().is("[") ? element(name) : new Term.Element(name.text(), List.of(), name.place());
    Joining joining = joining("'=' or '+='");
    return new Assignment(target, joining, choice(), List.of());
  }

  /**
   * A declaration.
   *
   * @throws Fault where it is none
   */
  static Declaration declaration(Place.Text text) {
    Parser parser = new Parser(text);
    Token name = parser.name("a name, as in 'k[3, 3]'");
    List<Term> shape = null;
    if (parser.takes("[")) {
      shape = new ArrayList<>();
      parser.list("]", shape, parser::sum);
    }
    Term initial = parser.takes("=") ? parser.sum() : null;
    parser.expectEnd(shape == null && initial == null ? "'[', '=' or the end" : "the end");
    return new Declaration(name.text(), shape == null ? null : List.copyOf(shape), initial, name.place());
  }

  private Assignment assignment() {
    operators = 0;
    Token name = name("what is set, as in 'y[n, c] = ...'");
    if (!peek().is("[")) {
      throw unexpected(
          "'[' and the indices of '" + name.text()
              + "'; without any are 'w' of an initializer, set last, and 'p' of an optimizer");
    }
    Term.Element target = element(name);
    Joining joining = joining("'=', '+=', 'max=' or 'min='");
    Term value = choice();
    List<Condition> conditions = new ArrayList<>();
    if (peek().kind() == Token.Kind.NAME && peek().text().equals("where")) {
      do {
        next++;
        conditions.add(condition());
      } while (peek().is(","));
    }
    return new Assignment(target, joining, value, conditions);
  }

  private Joining joining(String expected) {
    Joining joining = null;
    for (Joining one : Joining.values()) {
      joining = peek().is(one.symbol()) ? one : joining;
    }
    if (joining == null) {
      throw unexpected(expected);
    }
    next++;
    return joining;
  }

  private Condition condition() {
    List<Term> terms = new ArrayList<>(List.of(sum()));
    List<Comparison> comparisons = new ArrayList<>();
    Comparison comparison = Comparison.of(peek());
    if (comparison == null) {
      throw unexpected("a comparison, as in 'i < 3'");
    }
    while (comparison != null && comparisons.size() < 2) {
      next++;
      comparisons.add(comparison);
      terms.add(sum());
      comparison = Comparison.of(peek());
    }
    return new Condition(terms, comparisons);
  }

  private Term choice() {
    Token first = peek();
    enter();
    Term left = sum();
    Comparison comparison = Comparison.of(peek());
    Term result = left;
    if (comparison != null) {
      next++;
      Term right = sum();
      expect("?", "'?' behind a comparison, as in 'a > b ? a : b'");
      Term then = choice();
      expect(":", "':' and what holds otherwise");
      result = new Term.Choice(left, comparison, right, then, choice(), first.place());
    }
    depth--;
    return result;
  }

  private Term sum() {
    Term left = product();
    while (peek().is("+") || peek().is("-")) {
      Token sign = operator();
      left = new Term.Operation(sign.is("+") ? BinaryOp.ADD : BinaryOp.SUBTRACT, left, product(), left.place());
    }
    return left;
  }

  private Term product() {
    Term left = negative();
    while (peek().is("*") || peek().is("/")) {
      Token sign = operator();
      left = new Term.Operation(sign.is("*") ? BinaryOp.MULTIPLY : BinaryOp.DIVIDE, left, negative(), left.place());
    }
    return left;
  }

  private Term negative() {
    if (!peek().is("-")) {
      return atom();
    }
    enter();
    Token sign = take();
    Term a = negative();
    depth--;
    return new Term.Negative(a, sign.place());
  }

  private Term atom() {
    Token token = peek();
    if (token.kind() == Token.Kind.NUMBER) {
      next++;
      double value = Double.parseDouble(token.text());
      if (Double.isInfinite(value)) {
        throw new Fault(token.place(), "%s is more than any number", token.text());
      }
      return new Term.Number(value, token.place());
    }
    if (token.kind() == Token.Kind.NAME && !token.text().equals("where")) {
      next++;
      return peek().is("[") ? element(token)
          : peek().is("(") ? call(token) : new Term.Name(token.text(), token.place());
    }
    if (takes("(")) {
      Term inner = choice();
      expect(")", "an operator or ')'");
      return inner;
    }
    throw unexpected("a number, a name, '(' or '-'");
  }

  private Term.Element element(Token name) {
    expect("[", "'['");
    List<Term> index = new ArrayList<>();
    enter();
    list("]", index, () -> {
      Token first = peek();
      return takes("...") ? new Term.Rest(first.place()) : sum();
    });
    depth--;
    return new Term.Element(name.text(), index, name.place());
  }

  private Term call(Token name) {
    expect("(", "'('");
    List<Term> arguments = new ArrayList<>();
    list(")", arguments, this::choice);
    return new Term.Call(name.text(), arguments, name.place());
  }

  /** Reads terms with commas between them, up to a bracket; none where it comes at once. */
  private void list(String end, List<Term> into, Supplier<Term> term) {
    if (takes(end)) {
      return;
    }
    into.add(term.get());
    while (takes(",")) {
      into.add(term.get());
    }
    expect(end, "an operator, ',' or '" + end + "'");
  }

  /** Counts an operator: each is a level of the tree, through which later stages go step by step. */
  private Token operator() {
    if (++operators > MOST_OPERATORS) {
      throw new Fault(peek().place(), "more than %d operators: divide this into several statements", MOST_OPERATORS);
    }
    return take();
  }

  private void enter() {
    if (++depth > MOST_DEPTH) {
      throw new Fault(peek().place(),
          "brackets, signs and choices within each other deeper than %d: divide this into several statements",
          MOST_DEPTH);
    }
  }

  private Token name(String expected) {
    if (peek().kind() != Token.Kind.NAME || peek().text().equals("where")) {
      throw unexpected(expected);
    }
    return take();
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean takes(String sign) {
    boolean is = peek().is(sign);
    next += is ? 1 : 0;
    return is;
  }

  private boolean isEnd() {
    return peek().kind() == Token.Kind.END;
  }

  private void expect(String sign, String expected) {
    if (!takes(sign)) {
      throw unexpected(expected);
    }
  }

  private void expectEnd(String expected) {
    if (!isEnd()) {
      throw unexpected(expected);
    }
  }

  private Fault unexpected(String expected) {
    return new Fault(peek().place(), "found %s, but expected %s", peek().shown(), expected);
  }
}
