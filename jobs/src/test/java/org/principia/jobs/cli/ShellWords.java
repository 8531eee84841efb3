package org.principia.jobs.cli;

import java.util.ArrayList;
import java.util.List;

/** Splits a command as a shell does: blanks, quotes, comments; nothing is expanded. */
public final class ShellWords {
  private ShellWords() {}

  /**
   * The words of a line.
   *
   * @param line one command
   * @return its words, without quotes and without a comment
   */
  public static List<String> of(String line) {
    List<String> words = new ArrayList<>();
    StringBuilder word = new StringBuilder();
    boolean begun = false;
    char quote = 0;
    for (int i = 0; i < line.length(); i++) {
      char c = line.charAt(i);
      if (quote != 0) {
        if (c == quote) {
          quote = 0;
        } else {
          word.append(c);
        }
      } else if (c == '\'' || c == '"') {
        quote = c;
        begun = true;
      } else if (c == '\\' && i + 1 < line.length()) {
        i++;
        word.append(line.charAt(i));
        begun = true;
      } else if (Character.isWhitespace(c)) {
        if (begun || !word.isEmpty()) {
          words.add(word.toString());
        }
        word.setLength(0);
        begun = false;
      } else if (c == '#' && !begun && word.isEmpty()) {
        return words;
      } else {
        word.append(c);
      }
    }
    if (quote != 0) {
      throw new IllegalArgumentException("an open quote: " + line);
    }
    if (begun || !word.isEmpty()) {
      words.add(word.toString());
    }
    return words;
  }
}
