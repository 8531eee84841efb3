package org.principia.jobs.console;

import java.io.PrintStream;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Standard error: lines, and below them a progress line with a block above it, rewritten in place.
 *
 * <p>Of several works at a time each has a line of the block. Where nobody looks at a terminal a
 * progress line is a line as any other.
 */
final class Terminal {
  private static final String NO_WRAP = "\033[?7l";
  private static final String WRAP = "\033[?7h";

  private final PrintStream err;
  private final boolean rewritable;
  private final boolean colours;
  private final Map<String, String> works = new LinkedHashMap<>();
  private List<String> block = List.of();
  private String foot = " ";
  private int width;
  private int height;

  /** A terminal, whose lines can be rewritten or not, with colours or without. */
  Terminal(PrintStream err, boolean rewritable, boolean colours) {
    this.err = err;
    this.rewritable = rewritable;
    this.colours = colours;
  }

  boolean isRewritable() {
    return rewritable;
  }

  /** A text in a colour, if colours are wanted. */
  String in(Colours colour, String text) {
    return colour.of(text, colours);
  }

  /** Sets what stands above the progress line, or below the lines of several works. */
  synchronized void block(List<String> lines) {
    block = List.copyOf(lines);
  }

  synchronized void foot(String text) {
    foot = text;
  }

  /** Prints a text above the progress line; each line of a work begins with its name. */
  synchronized void print(String work, String text) {
    clear();
    if (work.isEmpty()) {
      err.println(text);
    } else {
      text.lines().filter(line -> !line.isBlank()).forEach(line -> err.println(work + "  " + line));
    }
  }

  /** Shows the progress line of a work; of the only one without a name. */
  synchronized void progress(String work, String line) {
    if (!rewritable) {
      err.println(work + line);
    } else if (work.isEmpty()) {
      draw(line);
    } else {
      works.put(work, line);
      block = works.entrySet().stream().map(part -> part.getKey() + part.getValue()).toList();
      draw(foot);
    }
  }

  /** A work has ended: its line goes. */
  synchronized void end(String work) {
    clear();
    works.remove(work);
  }

  private void draw(String line) {
    if (block.isEmpty() && height == 0) {
      err.print("\r" + line + " ".repeat(Math.max(0, width - Colours.width(line))));
    } else {
      // Lines that were wrapped could not be counted, and so not be rewritten.
      StringBuilder text = new StringBuilder(erased()).append(NO_WRAP);
      block.forEach(above -> text.append(above).append('\n'));
      err.print(text.append(line).append(WRAP));
      height = block.size();
    }
    err.flush();
    width = Colours.width(line);
  }

  private String erased() {
    return (height > 0 ? "\r\033[" + height + "A" : "\r") + "\033[J";
  }

  /** Takes block and progress line away, before something else is written. */
  synchronized void clear() {
    if (rewritable && width > 0) {
      err.print(height > 0 ? erased() : "\r" + " ".repeat(width) + "\r");
      err.flush();
      width = 0;
      height = 0;
    }
  }
}
