package org.principia.visuals.page;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.principia.visuals.chart.ExamplePlots;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;
import org.principia.visuals.page.Block.Figure;
import org.principia.visuals.page.Block.Heading;
import org.principia.visuals.page.Block.LawLine;
import org.principia.visuals.page.Block.Laws;
import org.principia.visuals.page.Block.Outcome;
import org.principia.visuals.page.Block.Paragraph;
import org.principia.visuals.page.Block.Table;
import org.principia.visuals.page.Block.Verdict;

/**
 * A page with every kind of block and invented numbers, to be looked at.
 *
 * <pre>
 * mvn -q -B -ntp -pl core test-compile
 * java -cp core/target/classes:core/target/test-classes org.principia.visuals.page.ExamplePage page.html
 * chromium --headless --no-sandbox --window-size=1100,2600 --screenshot=page.png page.html
 * </pre>
 */
public final class ExamplePage {
  private ExamplePage() {}

  public static void main(String[] arguments) throws IOException {
    Files.writeString(Path.of(arguments[0]), page().html());
  }

  public static ReportPage page() {
    List<Block> blocks = new ArrayList<>(law());
    blocks.add(new Heading("Pictures"));
    blocks.add(new Figure("", ExamplePlots.scatter(), "Each dot a pair of particles."));
    blocks.add(new Figure("", ExamplePlots.pareto(), "A sharp drop marks the true structure."));
    blocks.add(new Figure("", ExamplePlots.learning(), "One-cycle schedule."));
    blocks.add(new Figure("", ExamplePlots.spectrum(), "Two components carry the force."));
    blocks.add(new Figure("", ExamplePlots.trajectories(), "From ring to dot."));
    blocks.addAll(tables());
    return new ReportPage(
        "Spring in two dimensions", "l1 strategy · 10 000 runs of 500 steps · seed 42", blocks);
  }

  private static List<Block> law() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Paragraph("Invented numbers, to show every kind of block and picture."));
    blocks.add(new Heading("The law"));
    blocks.add(
        new Laws(
            List.of(
                new LawLine(
                    "message 1",
                    "(0.9987 · dx + 0.0021 · dy) · (1 − 1 / r) + 0.0003",
                    "(a · d) (1 − 1/r) + b",
                    "",
                    "",
                    ""),
                new LawLine(
                    "acceleration",
                    "(0.332 · message1 − 1.21 · message2) / m1",
                    "Σ f / m",
                    "",
                    "",
                    ""))));
    blocks.add(
        new Verdict("recovered", Outcome.YES, "R² 0.99998 on 10 000 fresh points, r in [0.1, 8]"));
    blocks.add(new Verdict("extrapolates", Outcome.NO, "error 3.2 times as large beyond r = 8"));
    blocks.add(new Verdict("energy", Outcome.OPEN, "the composed law has no potential"));
    blocks.add(new Heading("Scorecard"));
    blocks.add(
        new Table(
            "Test set, 1000 runs",
            List.of(
                new Column("measure", Alignment.TEXT),
                new Column("value", Alignment.NUMBER),
                new Column("note", Alignment.TEXT)),
            List.of(
                List.of("error of the network", "0.04512", "published 0.047 ± 0.002"),
                List.of("error of the formula", "1.23×10⁻⁵", "median over frames"),
                List.of(
                    "R² of message 1", "0.9995", "without the tenth with the largest residuals"))));
    return blocks;
  }

  private static List<Block> tables() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Heading("Front"));
    blocks.add(
        new Table(
            "All cells",
            List.of(
                new Column("law", Alignment.TEXT),
                new Column("strategy", Alignment.TEXT),
                new Column("error", Alignment.NUMBER),
                new Column("formula", Alignment.CODE)),
            List.of(
                List.of("spring", "l1", "0.0451", "(r - 1) * dx / r"),
                List.of("inverse-square", "bottleneck", "0.231", "m2 * dx / (r + 0.01)^3"))));
    blocks.add(new Heading("Provenance"));
    blocks.add(
        Table.pairs(
            "Provenance",
            new TreeMap<>(
                Map.of(
                    "seed",
                    "42",
                    "java",
                    "17.0.15",
                    "input",
                    "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"))));
    return blocks;
  }
}
