package org.principia.jobs.artefact.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.symbolic.expression.Operator;

/**
 * Which columns of a table serve what, by their places.
 *
 * @param names of all columns
 * @param target place of the target
 * @param features places of the features, at least one
 * @param groups places of the columns to group by
 * @param weight place of the weight, -1 for none
 * @param leftOut why columns that were not asked for are no features, by name
 */
record Columns(
    List<String> names,
    int target,
    List<Integer> features,
    List<Integer> groups,
    int weight,
    Map<String, String> leftOut) {
  /** What the uncertainties of a quantity are called. */
  private static final String ERROR =
      "err|error|errors|sigma|std|stdev|stddev|unc|uncert|uncertainty|\u03c3";

  /** What is said of texts that are names of rows rather than of groups. */
  private static final String NAMES = ", few rows of each";

  /** How pandas names the numbers of rows. */
  private static final Pattern ROW_NUMBERS =
      Pattern.compile("__index_level_\\d+__|Unnamed: \\d+(_level_\\d+)?");

  /**
   * Finds the columns of a request. Throws an {@link InputException} if one is missing or not
   * numeric, or no feature is left.
   */
  static Columns of(TableRequest request, StoredTable table) {
    List<String> names = table.names();
    int target = numeric("--target", request.target(), table, request.invalid());
    List<Integer> groups =
        request.groups().stream().map(name -> group("--group-by", name, table)).toList();
    int weight =
        request
            .weight()
            .map(name -> numeric("--weight", name, table, request.invalid()))
            .orElse(-1);
    List<Integer> features = new ArrayList<>();
    Map<String, String> leftOut = new LinkedHashMap<>();
    if (request.features().isEmpty()) {
      List<Integer> others =
          IntStream.range(0, names.size())
              .filter(i -> i != target && i != weight && !groups.contains(i))
              // A table written with its row numbers has them in a column without a name.
              .filter(i -> !names.get(i).isEmpty())
              .boxed()
              .toList();
      List<Integer> texts = others.stream().filter(i -> !table.isNumeric(i)).toList();
      leftOut.putAll(reasons(table, texts, NAMES));
      for (int i : others) {
        if (ROW_NUMBERS.matcher(names.get(i)).matches()) {
          leftOut.put(names.get(i), UserTable.ROW_NUMBERS);
        } else if (table.isNumeric(i) && isErrorOf(request.target(), names.get(i))) {
          leftOut.put(names.get(i), UserTable.ERRORS);
        } else if (table.isNumeric(i)) {
          features.add(i);
        }
      }
    } else {
      request
          .features()
          .forEach(name -> features.add(numeric("--features", name, table, request.invalid())));
    }
    if (features.isEmpty()) {
      throw InputException.cannot(
          "fit to " + request.path(),
          "it has no numeric column beside the target " + request.target() + reasons(leftOut));
    }
    return new Columns(names, target, features, groups, weight, leftOut);
  }

  /** Whether a column has, by its name, the uncertainties of another: yerr, y_err, sigma_y. */
  static boolean isErrorOf(String target, String name) {
    String of = "[ _.-]?\\Q" + bare(target) + "\\E[ _.-]?";
    return Pattern.compile("(%1$s)%2$s|%2$s(%1$s)".formatted(ERROR, of), Pattern.CASE_INSENSITIVE)
        .matcher(bare(name))
        .matches();
  }

  /** A name without its unit. */
  private static String bare(String name) {
    return name.replaceAll("[(\\[].*?[)\\]]", "").strip();
  }

  private static String reasons(Map<String, String> leftOut) {
    List<String> reasons =
        leftOut.entrySet().stream().map(e -> e.getKey() + " (" + e.getValue() + ")").toList();
    return reasons.isEmpty() ? "" : "; left out: " + UserTable.listed(reasons);
  }

  /** The same without some features, given by their place among the features. */
  Columns without(List<Integer> places) {
    List<Integer> kept =
        IntStream.range(0, features.size())
            .filter(k -> !places.contains(k))
            .mapToObj(features::get)
            .toList();
    return new Columns(names, target, kept, groups, weight, leftOut);
  }

  /** Target, features and weight: what must be a finite number in each row. */
  List<Integer> numbers() {
    List<Integer> all = new ArrayList<>(List.of(target));
    all.addAll(features);
    if (weight >= 0) {
      all.add(weight);
    }
    return all;
  }

  /** The place of a column that an option names; the nearest is shown where there is none. */
  static int place(String option, String name, List<String> names) {
    int place = names.indexOf(name);
    if (place < 0) {
      List<String> known = names.stream().filter(n -> !n.isEmpty()).toList();
      throw InputException.invalid(
          option,
          name,
          "no such column; the nearest is "
              + Spelling.nearest(name, known)
              + "; columns: "
              + UserTable.listed(known));
    }
    return place;
  }

  private static int numeric(
      String option, String name, StoredTable table, TableRequest.InvalidRows invalid) {
    boolean drop = invalid == TableRequest.InvalidRows.DROP;
    return numeric(option, name, table, drop ? "" : "--drop-invalid");
  }

  /**
   * Of a column that is named fewer cells need be numbers: it is known what it should be. The
   * remedy drops rows without; it is empty where it is taken already.
   */
  static int numeric(String option, String name, StoredTable table, String remedy) {
    int place = place(option, name, table.names());
    boolean mostly = table.isMostlyNumbers(place);
    if (!table.isNumeric(place) && !(mostly && remedy.isEmpty())) {
      String type = table.type(place);
      String reason = reasons(table, List.of(place), "").get(name);
      throw InputException.invalid(
          option,
          name,
          "a numeric column; this one"
              + (reason.equals(type)
                  ? " is of type " + type + example(table, place)
                  : ": " + reason + (mostly ? "; " + remedy + " leaves those rows out" : "")));
    }
    return place;
  }

  /** The place of a column that is read as texts. */
  static int group(String option, String name, StoredTable table) {
    int place = place(option, name, table.names());
    if (!table.isReadable(place)) {
      throw InputException.invalid(
          option, name, "a column that can be read; this one is of type " + table.type(place));
    }
    return place;
  }

  /**
   * Names as a formula can have them: letters, digits and underscores, no operator's name, each
   * once. As many as there are columns; most are as they were.
   */
  static List<String> variables(List<String> names) {
    Set<String> taken = new LinkedHashSet<>();
    for (String name : names) {
      String variable = name.replaceAll("[^\\p{L}_0-9]", "_");
      if (variable.isEmpty() || Character.isDigit(variable.charAt(0))) {
        variable = "_" + variable;
      }
      boolean operator = Operator.of(variable).isPresent() || "pow".equals(variable);
      String free = operator ? variable + "_" : variable;
      while (!taken.add(free)) {
        free = free + "_";
      }
    }
    return List.copyOf(taken);
  }

  /**
   * Why columns are not numeric, by column: one value that is no number may make a whole column a
   * text. What is said besides of texts that differ in nearly all rows is given.
   */
  private static Map<String, String> reasons(
      StoredTable table, List<Integer> places, String names) {
    List<Integer> texts = places.stream().filter(i -> isText(table, i)).toList();
    List<Survey.TextColumn> surveyed = texts.isEmpty() ? List.of() : table.survey(texts);
    Map<String, String> reasons = new LinkedHashMap<>();
    for (int place : places) {
      int text = texts.indexOf(place);
      String reason = text < 0 ? "" : surveyed.get(text).reason();
      boolean named = text >= 0 && !surveyed.get(text).isOfGroups();
      String type = table.type(place) + (named ? names : "");
      reasons.put(table.names().get(place), reason.isEmpty() ? type : reason);
    }
    return reasons;
  }

  private static boolean isText(StoredTable table, int place) {
    return table.type(place).equals("string");
  }

  /** One of the texts of a column that is of texts: {@code : steel}. */
  private static String example(StoredTable table, int place) {
    return isText(table, place) ? ": " + table.survey(List.of(place)).get(0).example() : "";
  }
}
