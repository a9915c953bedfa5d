package dev.kernelsmith.benchmarks.compare;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ContenderTest {
  private static Contender echo(String text) {
    return new Contender("other", Programs.shell(text));
  }

  @Test
  void findsOneSpeedInALine() {
    List<String> lines =
        List.of(
            "loading 20000 samples",
            "epoch 0 loss 0.361240008  4093 samples/s  9.3 GFLOP/s",
            "epoch 1/8 1,234,567.5 samples/s",
            "test accuracy 98.43 %");
    assertEquals(List.of(4093.0, 1234567.5), Contender.speeds(lines));
  }

  @Test
  void measuresTheMedianAfterTheWarmUp() {
    Contender other = echo("echo '1 samples/s'; echo '10 samples/s'; echo '30 samples/s'; echo '20 samples/s'");
    assertEquals(20, other.measure(1));
  }

  @Test
  void saysWhenAProgramPrintsTooLittle() {
    Contender other = echo("echo '5 samples/s'");
    String message = assertThrows(MeasurementException.class, () -> other.measure(1)).getMessage();
    assertTrue(message.contains("other printed 1 lines"), message);
  }

  @Test
  void saysWhatAFailingProgramPrintedLast() {
    Contender other = echo("echo out of luck; exit 3");
    String message = assertThrows(MeasurementException.class, () -> other.measure(0)).getMessage();
    assertTrue(message.contains("exit code 3") && message.contains("out of luck"), message);
  }

  @Test
  void saysWhichProgramCannotBeStarted() {
    Contender other = new Contender("other", List.of("no-such-program-anywhere"));
    String message = assertThrows(MeasurementException.class, () -> other.measure(0)).getMessage();
    assertTrue(message.contains("cannot run no-such-program-anywhere"), message);
  }
}
