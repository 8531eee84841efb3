package org.principia.symbolic.expression;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * How a database quotes the names of columns.
 *
 * <p>Functions and numbers are written alike for both: every number has an exponent, since {@code
 * 2.5} is a decimal there and {@code 2.5E0} a double. Where a formula is not finite, databases
 * differ: Spark gives NULL for a division by zero and for the logarithm of a number that is not
 * positive, DuckDB an infinity for the one and an error for the other.
 */
public enum SqlDialect {
  /** Spark SQL: {@code `a column`}. */
  SPARK('`'),
  /** DuckDB and standard SQL: {@code "a column"}. */
  DUCKDB('"');

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Words of both dialects' grammars that are no names unless they are quoted. */
  private static final Set<String> RESERVED =
      Set.of(
          ("all analyze and anti any array as asc asymmetric at authorization between both by case"
                  + " cast check collate column constraint create cross current current_date"
                  + " current_time current_timestamp current_user default deferrable desc describe"
                  + " distinct do else end escape except exists false fetch filter for foreign from"
                  + " full glob grant group having ilike in initially inner intersect interval into"
                  + " is isnull join lambda lateral leading left like limit map minus natural not"
                  + " notnull null offset on only or order outer overlaps pivot pivot_longer"
                  + " pivot_wider placing positional primary qualify references returning right"
                  + " rlike select semi session_user show similar some struct summarize symmetric"
                  + " table tablesample then time timestamp to trailing true try_cast union unique"
                  + " unknown unpivot user using values variadic when where window with")
              .split(" "));

  private final String quote;

  SqlDialect(char quote) {
    this.quote = String.valueOf(quote);
  }

  /**
   * The name of a column as a formula needs it.
   *
   * @param name any text
   * @return the name itself, or in quotes where it is no plain word
   */
  String column(String name) {
    boolean plain =
        PLAIN.matcher(name).matches() && !RESERVED.contains(name.toLowerCase(Locale.ROOT));
    return plain ? name : quote + name.replace(quote, quote + quote) + quote;
  }
}
