package org.principia.jobs.artefact.table;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a file is, told by its first bytes. */
enum FileKind {
  /** Columns in Parquet. */
  PARQUET,
  /** Columns in ORC. */
  ORC,
  /** A JSON object on each line. */
  JSON_LINES,
  /** One JSON array of objects. */
  JSON_ARRAY,
  /** Lines of cells. */
  TEXT;

  /** Bytes that are looked at for what no text has. */
  private static final int LOOKED_AT = 4096;

  private static final String AS_CSV = "; save the sheet as CSV";
  private static final String BY_PYTHON = "; write it as Parquet or CSV (pandas: DataFrame.to_csv)";

  /** How files begin that are no tables of ours, and what to do. */
  private static final List<String[]> OTHERS =
      List.of(
          new String[] {"\u00d0\u00cf\u0011\u00e0", "it is an old Excel workbook" + AS_CSV},
          new String[] {"\u0089HDF", "it is an HDF5 file" + BY_PYTHON},
          new String[] {"CDF", "it is a netCDF file" + BY_PYTHON},
          new String[] {"MATLAB 5.0", "it is a MATLAB file; write it as CSV (writetable)"},
          new String[] {"\u0093NUMPY", "it is a NumPy array; write it as text (numpy.savetxt)"},
          new String[] {"SIMPLE  =", "it is a FITS file" + BY_PYTHON},
          new String[] {"ARROW1", "it is an Arrow (Feather) file" + BY_PYTHON},
          new String[] {"FEA1", "it is a Feather file" + BY_PYTHON},
          new String[] {"\u00ff\u00ff\u00ff\u00ff", "it is an Arrow stream" + BY_PYTHON},
          new String[] {"Obj\u0001", "it is an Avro file" + BY_PYTHON},
          new String[] {"SQLite format 3", "it is an SQLite database; export the table as CSV"},
          new String[] {"%PDF", "it is a PDF document; copy its table into a CSV file"},
          new String[] {"{\\rtf", "it is a text document; save the table as CSV"},
          new String[] {"\u001f\u008b", "it is compressed by gzip; let its name end in .gz"},
          new String[] {"BZh", "it is compressed by bzip2; let its name end in .bz2"},
          new String[] {"(\u00b5/\u00fd", "it is compressed by zstd; unpack it"},
          new String[] {"\u00fd7zXZ", "it is compressed by xz; unpack it"},
          new String[] {"7z\u00bc\u00af", "it is a 7z archive; unpack it"},
          new String[] {"Rar!", "it is a RAR archive; unpack it"},
          new String[] {"RDX", "it is R's own format; write it as CSV (write.csv)"});

  /** The same of archives, told by a name within. */
  private static final List<String[]> ARCHIVES =
      List.of(
          new String[] {"opendocument.spreadsheet", "it is an OpenDocument workbook" + AS_CSV},
          new String[] {"word/", "it is a Word document; copy its table into a CSV file"},
          new String[] {"xl/", "it is an Excel workbook" + AS_CSV},
          new String[] {"[Content_Types].xml", "it is an Excel workbook" + AS_CSV},
          new String[] {"Index/", "it is a Numbers workbook" + AS_CSV},
          new String[] {".npy", "it is a NumPy archive; write it as text (numpy.savetxt)"},
          new String[] {"", "it is a zip archive; unpack it"});

  /** Of a file that can be read. */
  static FileKind of(byte[] head) {
    String text = latin(head, LOOKED_AT).stripLeading();
    if (text.startsWith("PAR1")) {
      return PARQUET;
    }
    if (text.startsWith("ORC")) {
      return isText(head) ? TEXT : ORC;
    }
    if (text.matches("(?s)\\[\\s*\\{.*")) {
      return JSON_ARRAY;
    }
    return text.matches("(?s)\\{\\s*\".*") ? JSON_LINES : TEXT;
  }

  /** Why a file is no table that can be read, if its bytes tell. */
  static Optional<String> refusal(byte[] head) {
    String text = latin(head, LOOKED_AT);
    if (text.startsWith("PK\u0003\u0004")) {
      return reason(ARCHIVES, latin(head, head.length), false);
    }
    // A protocol number and, from the fourth on, a frame or a module's name.
    if (text.length() > 2 && text.charAt(0) == '\u0080' && text.charAt(1) <= 5) {
      return Optional.of("it is a Python pickle" + BY_PYTHON);
    }
    String begin = text.stripLeading().toLowerCase(Locale.ROOT);
    if (begin.matches("(?s)<(!doctype html|html|head|body|table|meta).*")) {
      return Optional.of("it is a web page; copy its table into a CSV file");
    }
    if (begin.startsWith("<?xml")) {
      return Optional.of("it is an XML file; write it as CSV");
    }
    return reason(OTHERS, text, true)
        .or(
            () ->
                of(head) != TEXT || isText(head)
                    ? Optional.empty()
                    : Optional.of(
                        "it is of no kind that is known: neither Parquet, ORC, JSON nor lines of"
                            + " text; write it as CSV"));
  }

  private static Optional<String> reason(List<String[]> known, String text, boolean begins) {
    return known.stream()
        .filter(k -> begins ? text.startsWith(k[0]) : text.contains(k[0]))
        .map(k -> k[1])
        .findFirst();
  }

  private static String latin(byte[] head, int length) {
    return new String(head, 0, Math.min(head.length, length), StandardCharsets.ISO_8859_1);
  }

  /** Whether lines of text begin so: of control characters there are blanks alone. */
  private static boolean isText(byte[] head) {
    int begin = Math.min(head.length, LOOKED_AT) / 2 * 2;
    String text =
        head.length == 1 ? latin(head, 1) : new String(head, 0, begin, TextFormat.charset(head));
    return text.chars().noneMatch(c -> c < 9 || (c > 13 && c < 26));
  }
}
