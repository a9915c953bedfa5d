package dev.kernelsmith.data.tfrecords;

import dev.kernelsmith.runtime.io.DataFormatException;

/**
 * Where a record is.
 *
 * @param file the file, or another name of what holds it
 * @param number of the record in the file, from 0
 * @param position of its first byte in the file, or in what the file decompresses to
 * @param compression of the file
 */
record RecordPlace(Object file, long number, long position, Compression compression) {
  /** Bytes before the data of a record: length and checksum. */
  static final int HEADER = 12;

  /** A record that comes from no file. */
  static final RecordPlace NOWHERE = new RecordPlace("an example", -1, 0, Compression.NONE);

  /** Something wrong with the record. */
  DataFormatException fault(String problem, String expected, String remedy) {
    return new DataFormatException(file, where(position) + problem, expected, remedy);
  }

  /** Something wrong at one of the record's bytes. */
  DataFormatException faultAt(long offset, String problem, String expected, String remedy) {
    return new DataFormatException(
        file, where(number < 0 ? offset : position + HEADER + offset) + problem, expected, remedy);
  }

  private String where(long at) {
    String bytes = at(at);
    return number < 0 ? bytes + ": " : "record " + number + ", " + bytes + ": ";
  }

  private String at(long at) {
    return "byte " + at + (compression == Compression.NONE ? "" : " of the decompressed data");
  }

  @Override
  public String toString() {
    return number < 0 ? file.toString() : file + ": record " + number + ", " + at(position);
  }
}
