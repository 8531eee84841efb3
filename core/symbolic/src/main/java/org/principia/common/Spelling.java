package org.principia.common;

import java.util.Comparator;
import java.util.List;

/** Finds the word that was probably meant. */
public final class Spelling {
  private Spelling() {}

  /**
   * The known word, of at least one, with the fewest edits to a given one; the first of several.
   */
  public static String nearest(String word, List<String> known) {
    return known.stream().min(Comparator.comparingInt(k -> edits(word, k))).orElseThrow();
  }

  /** Levenshtein's distance: insertions, deletions and substitutions, with one row of the table. */
  static int edits(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(substituted, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
