package org.principia.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** The SQL of {@code downstream.md}, run by DuckDB on what a sweep of a test left. */
public final class DownstreamQueries {
  private static final Path PAGE = Path.of("..", "notebooks-free-docs", "downstream.md");

  private DownstreamQueries() {}

  /** The blocks of a language. */
  static List<String> blocks(String page, String language) {
    List<String> blocks = new ArrayList<>();
    StringBuilder block = new StringBuilder();
    boolean within = false;
    for (String line : page.lines().toList()) {
      if (line.startsWith("```")) {
        if (within) {
          blocks.add(block.toString());
        }
        within = !within && ("```" + language).equals(line);
        block.setLength(0);
      } else if (within) {
        block.append(line).append('\n');
      }
    }
    return blocks;
  }

  /**
   * Runs all of them; each finds something.
   *
   * @param output of a sweep with springs in the plane, strategy l1
   * @param seed of its cells
   */
  public static void run(Path output, int seed) throws IOException, SQLException {
    List<String> queries = blocks(Files.readString(PAGE), "sql");
    assertThat(queries).hasSizeGreaterThanOrEqualTo(4);
    for (String query : queries) {
      String here =
          query
              .replace("runs/laptop/seed-1", output.resolve("seed-" + seed).toString())
              .replace("runs/laptop", output.toString());
      assertThat(here).as("names what it reads: " + query).isNotEqualTo(query);
      try (Connection database = DriverManager.getConnection("jdbc:duckdb:");
          Statement statement = database.createStatement();
          ResultSet result = statement.executeQuery(here)) {
        assertThat(result.next()).as(query).isTrue();
      }
    }
  }
}
