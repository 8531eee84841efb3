package org.principia.jobs.cli;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Stack;
import java.util.stream.Collectors;
import org.principia.common.InputException;
import org.principia.symbolic.data.OwnTerms;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/** Reads what follows {@code --joint}: a word after it that is none of its own is not its value. */
// The interface has a Stack.
@SuppressWarnings("JdkObsolete")
final class JointTerms implements IParameterPreprocessor {
  private static final String AUTO = "auto";

  @Override
  public boolean preprocess(
      Stack<String> words, CommandSpec command, ArgSpec option, Map<String, Object> info) {
    Object separator = info.get("separator");
    boolean attached = separator != null && !separator.toString().isBlank();
    if (!attached && (words.isEmpty() || !isKnown(words.peek()))) {
      words.push(AUTO);
    }
    return false;
  }

  private static boolean isKnown(String word) {
    return word.equals(AUTO)
        || Arrays.stream(OwnTerms.values()).anyMatch(own -> own.label().equals(word));
  }

  /**
   * What groups may have of their own.
   *
   * @throws InputException if the word is none of those
   */
  static List<OwnTerms> parse(String word) {
    if (!isKnown(word)) {
      String labels =
          Arrays.stream(OwnTerms.values()).map(OwnTerms::label).collect(Collectors.joining(", "));
      throw InputException.invalid("--joint", word, "auto, " + labels);
    }
    return Arrays.stream(OwnTerms.values())
        .filter(own -> word.equals(AUTO) || own.label().equals(word))
        .toList();
  }
}
