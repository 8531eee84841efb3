package org.principia.jobs.artefact.table;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.sql.Row;

/** The rows of some lines of a text, of one or more files; comments and headers are passed over. */
final class TextRows implements Iterator<Object[]> {
  private static final int SHOWN = 200;

  private final Iterator<Row> lines;
  private final TextHead head;
  private final Charset charset;
  private final int columns;
  private String file = "";
  private boolean headerToCome;

  /** Whether a row of the file has come. */
  private boolean begun;

  private Object[] next;
  private long rows;
  private long comments;
  private long faultRow;
  private String fault = "";

  /**
   * Lines as rows of bytes, name of the file, its first byte that the task reads, and the texts of
   * the columns of partitions.
   */
  TextRows(Iterator<Row> lines, TextHead head) {
    this.lines = lines;
    this.head = head;
    charset = Charset.forName(head.charset());
    columns = head.names().size();
  }

  @Override
  public boolean hasNext() {
    while (next == null && lines.hasNext()) {
      Row line = lines.next();
      if (!line.getString(1).equals(file)) {
        file = line.getString(1);
        headerToCome = line.getLong(2) == 0 && !head.header().isEmpty();
        begun = line.getLong(2) > 0;
      }
      next = row(line, TextFormat.decoded(line.getAs(0), charset));
      begun |= next != null;
    }
    return next != null;
  }

  @Override
  public Object[] next() {
    if (!hasNext()) {
      throw new NoSuchElementException();
    }
    Object[] row = next;
    next = null;
    rows++;
    return row;
  }

  /** The cells of a line; null if it has none. */
  private Object[] row(Row line, String text) {
    if (TextFormat.isEmpty(text)) {
      comments += begun && TextFormat.isComment(text) ? 1 : 0;
      return null;
    }
    List<String> cells = head.format().cells(text);
    if (headerToCome) {
      if (cells.size() == 1 && head.header().size() > 1) {
        return null;
      }
      headerToCome = false;
      if (!cells.equals(head.header())) {
        fault(
            "the header of "
                + file.substring(file.lastIndexOf('/') + 1)
                + " is not that of the first file: "
                + quote(text));
      }
      return null;
    }
    boolean ended = cells.size() == columns + 1 && cells.get(columns) == null;
    boolean unended = cells.size() == columns - 1 && head.names().get(columns - 1).isEmpty();
    if (cells.size() != columns && !ended && !unended) {
      fault("row %s has " + cells.size() + " cells, the header " + columns + ": " + quote(text));
    }
    Object[] row = Arrays.copyOf(cells.toArray(), columns + line.length() - 3);
    for (int i = 3; i < line.length(); i++) {
      row[columns + i - 3] = line.getString(i);
    }
    return row;
  }

  private static String quote(String text) {
    String line = text.strip();
    boolean open = line.chars().filter(c -> c == '"').count() % 2 == 1;
    return (line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line).replace("%", "%%")
        + (open ? " (its quote stays open: a cell must not contain a line break)" : "");
  }

  private void fault(String text) {
    if (fault.isEmpty()) {
      fault = text;
      faultRow = rows;
    }
  }

  /** Comments below the first row of a file. */
  long comments() {
    return comments;
  }

  /** What is wrong with a row, a format of its number; empty if nothing is. */
  String fault() {
    return fault;
  }

  /** The row that something is wrong with. */
  long faultRow() {
    return faultRow;
  }
}
