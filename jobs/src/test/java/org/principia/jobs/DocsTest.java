package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.principia.jobs.cli.CommandCheck;
import org.principia.jobs.cli.ShellWords;

/** The commands of the pages are ones that the program understands, and what they name is there. */
final class DocsTest {
  private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
  private static final Set<String> WITH_VALUE =
      Set.of("--master", "--conf", "--properties", "--memory", "--log", "--deploy-mode", "--jar");
  private static final Set<String> ALONE = Set.of("--gpu", "--dry-run");

  /** What a reader puts in: nothing can be looked up for it. */
  private static final Pattern PLACEHOLDER =
      Pattern.compile("[A-Z]{3,}|(^|=)[A-Z]$|…|\\.\\.\\.|\\|");

  private static final Pattern LINK = Pattern.compile("\\]\\(([^)#: ]+)(#[^)]*)?\\)");

  /** A code span that names a class, with or without its package. */
  private static final Pattern CLASS =
      Pattern.compile("`(?:[a-z]+\\.)*([A-Z][a-z]+[A-Z]\\w*)(?:[.#(][^`]*)?`");

  static List<Path> pages() throws IOException {
    List<Path> pages = new ArrayList<>();
    for (String page : List.of("README.md", "CONTRIBUTING.md", "CHANGELOG.md")) {
      pages.add(ROOT.resolve(page));
    }
    try (Stream<Path> files = Files.walk(ROOT.resolve("notebooks-free-docs"))) {
      files.filter(f -> f.toString().endsWith(".md")).sorted().forEach(pages::add);
    }
    return pages;
  }

  /** Commands of indented and of fenced blocks, each on one line. */
  static List<String> commands(String page) {
    List<String> commands = new ArrayList<>();
    StringBuilder command = new StringBuilder();
    boolean fenced = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("```")) {
        fenced = !fenced;
      } else if (fenced || line.startsWith("    ") || line.startsWith("#   ")) {
        String text = line.startsWith("#   ") ? line.substring(1).strip() : line.strip();
        boolean goesOn = text.endsWith("\\");
        command.append(goesOn ? text.substring(0, text.length() - 1) : text).append(' ');
        if (!goesOn) {
          commands.add(command.toString().strip());
          command.setLength(0);
        }
      }
    }
    return commands;
  }

  /** The words behind the launcher; empty where the line does not call it. */
  static List<String> ofLauncher(String command) {
    List<String> words = new ArrayList<>(ShellWords.of(command));
    // Settings of the environment before it.
    while (!words.isEmpty() && words.get(0).matches("[A-Z_]+=.*")) {
      words.remove(0);
    }
    if (words.isEmpty() || !"deploy/principia".equals(words.get(0))) {
      return List.of();
    }
    int end = 1;
    while (end < words.size()
        && !Set.of("|", ">", ">>", "2>", "&&", "&", ";").contains(words.get(end))) {
      end++;
    }
    return words.subList(1, end);
  }

  @ParameterizedTest
  @MethodSource("pages")
  void commandsOfThePageAreUnderstood(Path page) throws IOException {
    for (String command : commands(Files.readString(page))) {
      if (command.startsWith("deploy/principia") || command.contains(" deploy/principia ")) {
        understood(ofLauncher(command), page + ": " + command);
      }
    }
  }

  private static void understood(List<String> words, String where) throws IOException {
    List<String> left = new ArrayList<>(words);
    while (!left.isEmpty() && left.get(0).startsWith("--")) {
      String option = left.remove(0);
      if (WITH_VALUE.contains(option)) {
        assertThat(left).as(where).isNotEmpty();
        String value = left.remove(0);
        if ("--properties".equals(option)) {
          assertThat(ROOT.resolve(value)).as(where).isRegularFile();
        }
      } else if (Set.of("--help", "--version").contains(option)) {
        return;
      } else {
        assertThat(ALONE).as(where).contains(option);
      }
    }
    if (left.isEmpty() || left.stream().anyMatch(word -> PLACEHOLDER.matcher(word).find())) {
      return;
    }
    try {
      CommandCheck.understood(left, ROOT);
    } catch (RuntimeException | AssertionError e) {
      throw new AssertionError(where + ": " + e.getMessage(), e);
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void filesThatThePageLinksAreThere(Path page) throws IOException {
    Matcher link = LINK.matcher(Files.readString(page));
    while (link.find()) {
      assertThat(page.resolveSibling(link.group(1))).as(page + " links " + link.group(1)).exists();
    }
  }

  @ParameterizedTest
  @MethodSource("pages")
  void linesHaveAtMost200CharactersTablesApart(Path page) throws IOException {
    assertThat(Files.readAllLines(page))
        .filteredOn(line -> !line.startsWith("|"))
        .allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(200));
  }

  @Test
  void theReadmeIsShort() throws IOException {
    assertThat(Files.readAllLines(ROOT.resolve("README.md"))).hasSizeLessThanOrEqualTo(120);
  }

  /** What a newcomer is told to open is there: names of classes in code spans. */
  @ParameterizedTest
  @ValueSource(strings = {"CONTRIBUTING.md", "notebooks-free-docs/architecture.md"})
  void classesThatThePageNamesAreThere(String page) throws IOException {
    Set<String> classes = new HashSet<>();
    for (String module : List.of("core/symbolic", "core", "jobs")) {
      try (Stream<Path> files = Files.walk(ROOT.resolve(module + "/src"))) {
        files.map(file -> file.getFileName().toString()).forEach(classes::add);
      }
    }
    Matcher span = CLASS.matcher(Files.readString(ROOT.resolve(page)));
    List<String> missing = new ArrayList<>();
    while (span.find()) {
      if (!classes.contains(span.group(1) + ".java")) {
        missing.add(span.group(1));
      }
    }
    assertThat(missing).isEmpty();
  }

  @Test
  void aCommandThatRotsIsFound() throws IOException {
    String page =
        """
        Text deploy/principia nothing here.

            deploy/principia run conf/quickstart.conf --set gnn.epochs=3   # a comment
            SPARK_HOME=/opt/spark deploy/principia --master yarn --conf a=b \\
                sweep conf/smoke.conf --list | head
        ```sh
        deploy/principia laws > laws.txt
        ```
        """;
    List<String> commands = commands(page);
    assertThat(commands).hasSize(3);
    for (String command : commands) {
      understood(ofLauncher(command), command);
    }
    for (String rotten :
        List.of(
            "deploy/principia run conf/no-such.conf",
            "deploy/principia run --set gnn.epohcs=3",
            "deploy/principia rnu",
            "deploy/principia --cluster yarn run")) {
      assertThat(catchThrowable(() -> understood(ofLauncher(rotten), rotten))).isNotNull();
    }
  }

  private static Throwable catchThrowable(org.assertj.core.api.ThrowableAssert.ThrowingCallable c) {
    return org.assertj.core.api.Assertions.catchThrowable(c);
  }
}
