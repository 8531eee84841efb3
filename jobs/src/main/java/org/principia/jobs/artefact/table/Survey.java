package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/** What the cells of columns of texts look like, and what is wrong with the rows as such. */
final class Survey implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Nine of ten values are numbers. */
  private static final double MOST = 0.9;

  private static final Pattern WHOLE = Pattern.compile("[-+]?\\d{1,18}");

  private final TextFormat format;
  private final TextColumn[] columns;
  private long rows;
  private long comments;
  private long faultRow;
  private String fault = "";

  /** What the cells of a column of texts look like. */
  static final class TextColumn implements Serializable {
    private static final long serialVersionUID = 1L;
    private static final int SHOWN = 20;
    private static final int MOST_GROUPS = 1000;

    /** Rows that a group has on average at least. */
    private static final long GROUP_ROWS = 5;

    /** What people write with numbers, the special before the general. */
    private static final Map<String, Pattern> KINDS = new LinkedHashMap<>();

    static {
      KINDS.put(
          "thousands separators",
          Pattern.compile("[-+]?\\d{1,3}([,'\u00a0\u202f .]\\d{3})+([.,]\\d*)?"));
      KINDS.put("decimal commas", Pattern.compile("[-+]?\\d*,\\d+(e[-+]?\\d+)?"));
      KINDS.put("percent signs", Pattern.compile("[-+]?[\\d.,]+ ?%"));
      KINDS.put("dates", Pattern.compile("\\d{1,4}[-/.]\\d{1,2}[-/.]\\d{1,4}.*"));
      KINDS.put("times", Pattern.compile("\\d{1,2}:\\d{2}(:.*)?"));
      KINDS.put(
          "units after the numbers", Pattern.compile("[-+]?\\d[\\d.,]*(e[-+]?\\d+)? ?\\D{1,8}"));
    }

    private long values;
    private long numbers;
    private long wholes;

    /** The first value that is no number, or the first one where all are. */
    private String first = "";

    private long firstRow;

    /** Different texts that are no numbers, up to so many that they are none to group by. */
    private final Set<String> texts = new HashSet<>();

    private void add(String cell, long row, TextFormat format) {
      if (cell == null || cell.isEmpty()) {
        return;
      }
      boolean number = format.isNumber(cell);
      if (values == 0 || (!number && values == numbers)) {
        first = cell;
        firstRow = row;
      }
      numbers += number ? 1 : 0;
      if (!number && texts.size() <= MOST_GROUPS) {
        texts.add(cell);
      }
      wholes += number && wholes == values && WHOLE.matcher(cell).matches() ? 1 : 0;
      values++;
    }

    private void add(TextColumn other, long rowsBefore) {
      if (values == 0 || (values == numbers && other.values > other.numbers)) {
        first = other.first;
        firstRow = rowsBefore + other.firstRow;
      }
      values += other.values;
      numbers += other.numbers;
      wholes += other.wholes;
      if (texts.size() <= MOST_GROUPS) {
        texts.addAll(other.texts);
      }
    }

    /** Whether nearly all of its values are numbers; the others are invalid. */
    boolean isNumeric() {
      return values > 0 && numbers >= MOST * values;
    }

    /** Whether at least half of its values are numbers. */
    boolean isMostlyNumbers() {
      return numbers > 0 && 2 * numbers >= values;
    }

    /** A cell; of numbers those that are equal are written alike. */
    String written(String cell) {
      if (cell.isEmpty()) {
        return cell;
      }
      if (wholes == values) {
        return String.valueOf(Long.parseLong(cell));
      }
      double number = numbers == values ? TextFormat.POINT.number(cell) : Double.NaN;
      return Character.isLetter(cell.charAt(cell.length() - 1)) || Double.isNaN(number)
          ? cell
          : String.valueOf(number);
    }

    /** Why it is not numeric; empty where it is texts and nothing else. */
    String reason() {
      if (values == 0) {
        return "empty";
      }
      if (numbers == values) {
        return "";
      }
      if (numbers > 0) {
        return "%s of %s values no number: %s in row %s"
            .formatted(values - numbers, values, shown(first), firstRow + 1);
      }
      return KINDS.entrySet().stream()
          .filter(kind -> kind.getValue().matcher(first).matches())
          .findFirst()
          .map(kind -> kind.getKey() + ": " + shown(first))
          .orElse("");
    }

    /** Whether its texts tell groups of rows apart, and not nearly each row from the others. */
    boolean isOfGroups() {
      return texts.size() <= MOST_GROUPS && GROUP_ROWS * texts.size() <= values;
    }

    /** One of the texts. */
    String example() {
      return shown(first);
    }

    static String shown(String text) {
      return text.length() > SHOWN ? text.substring(0, SHOWN) + "…" : text;
    }
  }

  Survey(int columns, TextFormat format) {
    this.format = format;
    this.columns =
        IntStream.range(0, columns).mapToObj(i -> new TextColumn()).toArray(TextColumn[]::new);
  }

  /** Takes in rows of texts. */
  Survey of(Iterator<Object[]> all) {
    while (all.hasNext()) {
      Object[] row = all.next();
      for (int i = 0; i < columns.length; i++) {
        columns[i].add((String) row[i], rows, format);
      }
      rows++;
    }
    if (all instanceof TextRows lines) {
      comments = lines.comments();
      fault = lines.fault();
      faultRow = lines.faultRow();
    }
    return this;
  }

  /** Takes in the survey of the rows that follow. */
  void addAll(Survey other) {
    for (int i = 0; i < columns.length; i++) {
      columns[i].add(other.columns[i], rows);
    }
    if (fault.isEmpty() && !other.fault.isEmpty()) {
      fault = other.fault;
      faultRow = rows + other.faultRow;
    }
    rows += other.rows;
    comments += other.comments;
  }

  TextColumn column(int place) {
    return columns[place];
  }

  /** How many rows there are. */
  long rows() {
    return rows;
  }

  /** Comments below the first row of a file. */
  long comments() {
    return comments;
  }

  /** What is wrong with a row; empty if nothing is. */
  String fault() {
    return fault.isEmpty() ? "" : fault.formatted(faultRow + 1);
  }
}
