package org.principia.jobs.artefact.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Magic numbers are those of the formats' own descriptions, as the file command knows them. */
final class FileKindTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private static byte[] zip(String entry) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.putNextEntry(new ZipEntry(entry));
    }
    return bytes.toByteArray();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "xl/workbook.xml | it is an Excel workbook; save the sheet as CSV",
        "[Content_Types].xml | it is an Excel workbook; save the sheet as CSV",
        "word/document.xml | it is a Word document; copy its table into a CSV file",
        "x.npy | it is a NumPy archive; write it as text (numpy.savetxt)",
        "table.csv | it is a zip archive; unpack it",
      })
  void anArchiveIsNamedByWhatIsInIt(String entry, String reason) throws IOException {
    assertThat(FileKind.refusal(zip(entry))).contains(reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\u00d0\u00cf\u0011\u00e0\u00a1\u00b1 | old Excel workbook; save the sheet as CSV",
        "\u0089HDF | HDF5",
        "\u0093NUMPY | numpy.savetxt",
        "ARROW1 | Feather",
        "SQLite format 3 | export the table as CSV",
        "%PDF-1.7 | copy its table",
        "<!DOCTYPE html><html> | web page",
        "<?xml version='1.0'?> | XML",
        "\u0080\u0004\u0095 | Python pickle",
      })
  void whatIsNoTableIsNamedWithAWayOut(String begin, String reason) {
    assertThat(FileKind.refusal(bytes(begin + "\n\u0000\u0001")).orElse("")).contains(reason);
  }

  @Test
  void whatIsPackedUnderAnotherNameIsToBeRenamed() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes("x,y\n1,2\n"));
    }
    assertThat(FileKind.refusal(packed.toByteArray()))
        .contains("it is compressed by gzip; let its name end in .gz");
  }

  @Test
  void bytesOfNoKnownKindAreRefused() throws IOException {
    ByteArrayOutputStream object = new ByteArrayOutputStream();
    try (ObjectOutputStream out = new ObjectOutputStream(object)) {
      out.writeObject(new double[] {1, 2, 3});
    }
    assertThat(FileKind.refusal(object.toByteArray()).orElse("")).contains("no kind that is known");
  }

  @Test
  void textsAndTablesWithTypesAreKnown() {
    assertThat(FileKind.of(bytes("PAR1..."))).isEqualTo(FileKind.PARQUET);
    assertThat(FileKind.of(bytes("ORC\u0008\u0003\u0000"))).isEqualTo(FileKind.ORC);
    assertThat(FileKind.of(bytes("ORC,y\n1,2\n"))).isEqualTo(FileKind.TEXT);
    assertThat(FileKind.of(bytes("{\"a\":1}\n"))).isEqualTo(FileKind.JSON_LINES);
    assertThat(FileKind.of(bytes("[\n {\"a\":1}]"))).isEqualTo(FileKind.JSON_ARRAY);
    assertThat(FileKind.of(bytes("[N],y\n1,2\n"))).isEqualTo(FileKind.TEXT);
    for (String text : new String[] {"x,y\n1,2\n", "PK,y\n1,2\n", "y\n", "\u00e4,y\r\n1,2\r\n"}) {
      assertThat(FileKind.refusal(bytes(text))).as(text).isEmpty();
      assertThat(FileKind.of(bytes(text))).as(text).isEqualTo(FileKind.TEXT);
      assertThat(FileKind.refusal(text.getBytes(StandardCharsets.UTF_16LE))).as(text).isEmpty();
    }
  }
}
