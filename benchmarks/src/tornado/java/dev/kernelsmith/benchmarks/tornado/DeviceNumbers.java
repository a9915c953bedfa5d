package dev.kernelsmith.benchmarks.tornado;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A device, as TornadoVM counts them.
 *
 * @param backend number of the driver
 * @param device number of the device within the driver
 */
record DeviceNumbers(int backend, int device) {
  /** The first device of the first driver. */
  static final DeviceNumbers FIRST = new DeviceNumbers(0, 0);

  private static final Pattern FORM = Pattern.compile("tornado(?::(\\d{1,3}):(\\d{1,3}))?");

  /** Reads {@code tornado:BACKEND:DEVICE}; {@code tornado} is the first device. */
  static final class Converter implements ITypeConverter<DeviceNumbers> {
    @Override
    public DeviceNumbers convert(String text) {
      Matcher matcher = FORM.matcher(text);
      if (!matcher.matches()) {
        throw new TypeConversionException(
            String.format(Locale.ROOT, "'%s' is no device: write tornado:0:0, for example", text));
      }
      return matcher.group(1) == null
          ? FIRST
          : new DeviceNumbers(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }
  }

  @Override
  public String toString() {
    return String.format(Locale.ROOT, "tornado:%d:%d", backend, device);
  }
}
