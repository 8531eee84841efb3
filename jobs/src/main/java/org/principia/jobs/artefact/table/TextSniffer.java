package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;

/**
 * Tells the form of a text by its first lines.
 *
 * <p>The separator is the one for which {@code share of rows with the usual number of cells + share
 * of cells that are numbers + (1 if the header has as many)} is the greatest.
 */
final class TextSniffer {
  /** Rows that are looked at. */
  private static final int ROWS = 100;

  private static final Pattern COMMA = Pattern.compile("[-+\u2212]?\\d*,\\d+([eEdD][-+]?\\d+)?");

  /** What is rather a thousands separator than a decimal comma. */
  private static final Pattern THREE = Pattern.compile("[-+\u2212]?[1-9]\\d{0,2}(,\\d{3})+");

  private final TableRequest request;
  private final List<String> lines;
  private final List<String> rows;
  private final List<String> notes = new ArrayList<>();
  private final TextFormat format;

  /** The usual number of cells. */
  private final int count;

  /** Looks at the first lines of a text; an {@link InputException} if there is no row. */
  TextSniffer(List<String> lines, TableRequest request) {
    this.lines = lines;
    this.request = request;
    rows = lines.stream().filter(line -> !TextFormat.isEmpty(line)).limit(ROWS).toList();
    if (rows.isEmpty()) {
      throw InputException.cannot("read " + request.path(), "it has no rows");
    }
    format = format(rows);
    count = count(cells(format, body(rows)), format.cells(rows.get(0)).size());
  }

  /** The form; an {@link InputException} if there is no header, but for what was asked. */
  TextHead head(String charset) {
    if (!format.words().isEmpty()) {
      notes.add("read with " + format.words());
    }
    if (request.header() == TableRequest.Header.NONE) {
      int columns = format.cells(rows.get(0)).size();
      List<String> names = IntStream.rangeClosed(1, columns).mapToObj(i -> "c" + i).toList();
      return new TextHead(charset, format, names, List.of(), notes);
    }
    String first = rows.get(words());
    List<String> cells = format.cells(first);
    List<String> filled = cells.stream().filter(Objects::nonNull).toList();
    long numbers = filled.stream().filter(format::isNumber).count();
    Optional<List<String>> comment = numbers > 0 ? comment(first, cells.size()) : Optional.empty();
    if (comment.isPresent()) {
      notes.add("the names of its columns are those of a comment above the first row");
      return new TextHead(charset, format, distinct(comment.get()), List.of(), notes);
    }
    requireNames(filled, numbers);
    if (numbers > 0) {
      notes.add(
          "the first row is taken for the header, though there are numbers in it: "
              + UserTable.listed(filled)
              + (isRequired() ? "" : " (--no-header if it is data)"));
    }
    return new TextHead(
        charset,
        format,
        distinct(names(first, count).orElse(cells)),
        new ArrayList<>(cells),
        notes);
  }

  /** The target is a name; where it is none of a row of numbers, that row is none of names. */
  private void requireNames(List<String> cells, long numbers) {
    if (cells.isEmpty()) {
      throw InputException.cannot("read " + request.path(), "its header has no names");
    }
    if (2 * numbers > cells.size() && !cells.contains(request.target())) {
      throw InputException.cannot(
          "read " + request.path(),
          "it has no header, its first row is %snumbers: %s (write the columns' names above it%s)"
              .formatted(
                  numbers == cells.size() ? "" : "mostly ",
                  UserTable.listed(cells),
                  isRequired() ? "" : ", or give --no-header, which names them c1, c2, …"));
    }
  }

  private boolean isRequired() {
    return request.header() == TableRequest.Header.REQUIRED;
  }

  /** How many lines above the header hold words and no cells, as instruments write them. */
  private int words() {
    int words = 0;
    while (format.separator() != TextFormat.BLANKS
        && count > 1
        && words < rows.size() - 2
        && format.cells(rows.get(words)).size() == 1) {
      words++;
    }
    if (words > 0) {
      notes.add("left out above its header: " + UserTable.listed(rows.subList(0, words)));
    }
    return words;
  }

  /** The names in the comments above a row: those with the target, or else the last. */
  private Optional<List<String>> comment(String first, int cells) {
    List<List<String>> names =
        lines.subList(0, lines.indexOf(first)).stream()
            .filter(TextFormat::isComment)
            .map(line -> names(TextFormat.comment(line), cells).orElse(List.of()))
            .toList();
    return names.stream()
        .filter(known -> known.contains(request.target()))
        .findFirst()
        .or(() -> names.stream().reduce((former, latter) -> latter))
        .filter(known -> !known.isEmpty());
  }

  /** As many names as there are cells in a row, however they are separated. */
  private Optional<List<String>> names(String text, int cells) {
    List<List<String>> ways = new ArrayList<>(List.of(format.cells(text)));
    Stream.of(",", ";", "\\|", "\t+", "\\s\\s+", "\\s+")
        .map(separator -> Arrays.asList(text.strip().split("\\s*" + separator + "\\s*", -1)))
        .forEach(ways::add);
    if (format.separator() == TextFormat.BLANKS || format.separator() == '\t') {
      // R writes row names that have no name.
      List<String> after = new ArrayList<>(format.cells(text));
      after.add(0, "");
      ways.add(after);
    }
    return ways.stream()
        .filter(names -> names.size() == cells)
        .map(names -> names.stream().map(name -> name == null ? "" : name).toList())
        .filter(names -> names.stream().noneMatch(name -> name.matches(".+[,;|]")))
        .findFirst();
  }

  /** Each name once: the second x is x_2. */
  private List<String> distinct(List<String> names) {
    List<String> distinct = new ArrayList<>();
    Set<String> taken = new HashSet<>();
    for (String name : names) {
      String free = name == null ? "" : name;
      for (int k = 2; !free.isEmpty() && !taken.add(free); k++) {
        free = name + "_" + k;
      }
      if (!free.isEmpty() && !free.equals(name)) {
        notes.add("another column is named " + name + ", too: here it is " + free);
      }
      distinct.add(free);
    }
    return distinct;
  }

  private static List<String> body(List<String> rows) {
    return rows.size() > 1 ? rows.subList(1, rows.size()) : rows;
  }

  private static List<List<String>> cells(TextFormat format, List<String> rows) {
    return rows.stream().map(format::cells).toList();
  }

  /** How many cells most rows have; of several numbers that of the first row, if it is one. */
  private static int count(List<List<String>> cells, int first) {
    Map<Integer, Long> counts = new LinkedHashMap<>();
    cells.forEach(row -> counts.merge(row.size(), row.size() == first ? 3L : 2L, Long::sum));
    return counts.entrySet().stream().max(Map.Entry.comparingByValue()).orElseThrow().getKey();
  }

  private static TextFormat format(List<String> rows) {
    TextFormat best = new TextFormat(',', false);
    double most = 0;
    for (char separator : TextFormat.SEPARATORS.toCharArray()) {
      List<List<String>> plain = cells(new TextFormat(separator, false), body(rows));
      TextFormat format = new TextFormat(separator, isDecimalComma(separator, plain));
      List<String> header = format.cells(rows.get(0));
      int count = count(plain, header.size());
      List<String> values = plain.stream().flatMap(List::stream).filter(Objects::nonNull).toList();
      double regular = plain.stream().filter(row -> row.size() == count).count();
      double numbers = values.stream().filter(format::isNumber).count();
      double score =
          regular / plain.size()
              + numbers / Math.max(1, values.size())
              + (header.size() == count ? 1 : 0)
              // Of a header alone.
              + count * 1e-6;
      if (count > 1 && score > most) {
        best = format;
        most = score;
      }
    }
    return best;
  }

  /** Whether no number has a point, and commas are in places where no thousands end. */
  private static boolean isDecimalComma(char separator, List<List<String>> rows) {
    boolean comma = false;
    for (List<String> row : rows) {
      for (String cell : row) {
        if (cell != null && COMMA.matcher(cell).matches()) {
          comma |= separator == ';' || !THREE.matcher(cell).matches();
        } else if (cell != null && (cell.indexOf('.') >= 0 || THREE.matcher(cell).matches())) {
          if (TextFormat.POINT.isNumber(cell) || THREE.matcher(cell).matches()) {
            return false;
          }
        }
      }
    }
    return comma;
  }
}
