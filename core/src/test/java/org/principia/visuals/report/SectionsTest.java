package org.principia.visuals.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.principia.dynamics.law.ForceLaw;
import org.principia.gnn.EpochReport;
import org.principia.messages.EdgeSample;
import org.principia.messages.MessageProjection;
import org.principia.theory.law.ComposedLaw;
import org.principia.theory.search.FrontMember;
import org.principia.validation.ExampleScorecard;
import org.principia.validation.Verification.MemberVerdict;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.chart.LineChart;
import org.principia.visuals.chart.ParetoPlot;
import org.principia.visuals.chart.Plot;
import org.principia.visuals.chart.ScatterPlot;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.ReportPage;

final class SectionsTest {
  private static final ForceLaw SPRING = Springs.settings().forceLaw();

  private static <T extends Block> T block(List<Block> blocks, Class<T> kind) {
    return blocks.stream().filter(kind::isInstance).map(kind::cast).findFirst().orElseThrow();
  }

  private static Block.Figure figure(List<Block> blocks, String name) {
    return new ReportPage("", "", blocks)
        .named().stream().filter(f -> f.name().equals(name)).findFirst().orElseThrow();
  }

  private static <T extends Plot> T plot(List<Block> blocks, String name, Class<T> kind) {
    return kind.cast(figure(blocks, name).plot());
  }

  @Test
  void aRecoveredLawStandsBesideTheTrueOneWithItsMapsInWords() {
    List<Block> blocks =
        LawSection.of(
            SPRING,
            Springs.law(),
            ComposedLaw.parse(2, List.of("dx", "dy - 0.99 * dy / r"), List.of("s1", "s2")),
            ExampleScorecard.of("spring", "dx - dx / r", "dy - dy / r", " / m"));
    Block.Verdict verdict = block(blocks, Block.Verdict.class);
    assertThat(verdict.outcome()).isEqualTo(Block.Outcome.YES);
    assertThat(verdict.detail()).contains("Domain: r log-uniform in [0.1, 6]");
    List<Block.LawLine> lines = block(blocks, Block.Laws.class).lines();
    assertThat(lines)
        .extracting(Block.LawLine::name)
        .containsExactly(
            "force of a pair along u",
            "message 1",
            "message 2",
            "acceleration x",
            "acceleration y");
    assertThat(lines.get(0).truth()).isEqualTo("(r - 1)");
    assertThat(lines.get(1).note())
        .startsWith(
            "Any affine map of the true force is the true message; here message_1 = 1.000 fx");
    assertThat(lines.get(4).truth()).isEqualTo("sum(fy) / m");
    assertThat(block(blocks, Block.Folded.class).table().rows())
        .contains(List.of("message 2", "dy - 0.99 * dy / r"));
  }

  @Test
  void aWrongLawHasTheVerdictNo() {
    List<Block> blocks =
        LawSection.of(
            SPRING,
            Springs.law(),
            Springs.law(),
            ExampleScorecard.of("spring", "dx", "dy", " / m"));
    assertThat(block(blocks, Block.Verdict.class).outcome()).isEqualTo(Block.Outcome.NO);
  }

  @Test
  void theTrueStructureOfAFrontIsTheSimplestThatIsRecovered() {
    List<Block> blocks =
        FrontSection.of(
            List.of(
                member("free", 3, "dx - 0.5", false),
                member("free", 5, "dx - dx / r", false),
                member("free", 9, "dx - dx / r + 1e-9 * m1", true),
                member("central", 3, "dx / r", true)),
            List.of(
                verdict("free", "dx - 0.5", false),
                verdict("free", "dx - dx / r", true),
                verdict("free", "dx - dx / r + 1e-9 * m1", true),
                verdict("free", "dx / r", true)),
            2);
    ParetoPlot free = plot(blocks, "front-message-1", ParetoPlot.class);
    assertThat(free.title()).isEqualTo("message 1");
    assertThat(free.truth()).isEqualTo(1);
    assertThat(free.chosen()).isEqualTo(2);
    assertThat(free.front().get(1).latex()).contains("\\frac");
    ParetoPlot central = plot(blocks, "front-message-1-central", ParetoPlot.class);
    assertThat(central.title()).isEqualTo("message 1, central");
    assertThat(central.truth()).isEqualTo(ParetoPlot.NONE);
  }

  private static FrontMember member(
      String structure, int complexity, String formula, boolean chosen) {
    return new FrontMember(
        "message_1", complexity, 0.5, 0, formula, "", chosen, structure, "", formula, 0.5);
  }

  private static MemberVerdict verdict(String structure, String formula, boolean recovered) {
    return new MemberVerdict(
        "message_1", structure, 1, formula, false, 0, Optional.empty(), recovered);
  }

  @Test
  void aMessageThatIsTheForceLiesOnTheLineAndTheSpectrumNamesWhatIsKept() {
    List<EdgeSample> edges = Springs.edges(SPRING, 300);
    MessageProjection projection = Springs.projection(edges);
    List<Block> blocks = MessageSection.of(edges, projection, SPRING, 2);
    ScatterPlot scatter = plot(blocks, "message-1-against-force", ScatterPlot.class);
    assertThat(scatter.title()).isEqualTo("Message 1, R2 = 1.0000");
    assertThat(scatter.xLabel()).isEqualTo("best affine map of the true force");
    for (int i = 0; i < scatter.x().length; i++) {
      assertThat(Math.abs(scatter.x()[i] - scatter.y()[i])).isLessThan(1e-5);
    }
    BarChart spectrum = plot(blocks, "message-spectrum", BarChart.class);
    assertThat(spectrum.bars())
        .extracting(BarChart.Bar::group)
        .containsExactly("kept", "kept", "others");
    assertThat(spectrum.bars().get(0).value()).isGreaterThan(spectrum.bars().get(1).value());
  }

  @Test
  void forcesAreDrawnWithinAndBeyondTheDistancesOfTheData() {
    List<EdgeSample> edges = Springs.edges(SPRING, 300);
    List<Block> blocks =
        new PairForces(SPRING, 2, edges)
            .blocks(
                rows -> new float[rows.length / 12 * 3], Springs.projection(edges), Springs.law());
    assertThat(figure(blocks, "extrapolation").caption())
        .matches(".*The data have r from 0\\.\\d\\d to \\d\\.\\d\\d, except for one edge .*");
    assertThat(plot(blocks, "extrapolation", LineChart.class).series())
        .extracting(LineChart.Series::name)
        .containsExactly("true law", "network", "found law");
    assertThat(figure(blocks, "pair-force").caption()).startsWith("Messages are forces up to");
  }

  @Test
  void theCurvesOfTrainingGoOverTheEpochs() {
    List<Block> blocks =
        TrainingSection.of(List.of(epoch(1, 0.5, 0.2), epoch(2, 0.25, 0.9)), 1, 0.0312345);
    assertThat(figure(blocks, "learning-curve").caption())
        .isEqualTo("Error of the network; on the pruned test set it ends at 0.03123.");
    LineChart curve = plot(blocks, "learning-curve", LineChart.class);
    assertThat(curve.series().get(0).y()).containsExactly(0.5, 0.25);
    assertThat(curve.series().get(1).y()).containsExactly(1.5, 1.25);
    assertThat(plot(blocks, "linearity-over-epochs", LineChart.class).series().get(0).y())
        .containsExactly(0.2, 0.9);
    LineChart spectrum = plot(blocks, "spectrum-over-epochs", LineChart.class);
    assertThat(spectrum.series())
        .extracting(LineChart.Series::name)
        .containsExactly("largest 1", "largest 2");
    assertThat(spectrum.series().get(1).y()).containsExactly(1, 1);
  }

  private static EpochReport epoch(int number, double loss, double linearity) {
    return new EpochReport(
        number, loss, 0, loss + 1, 1e-3, 1, 1, 2, new double[] {3, 1}, new double[] {linearity});
  }

  @Test
  void provenanceHasVersionsSeedAndEverySettingButNoComments() {
    List<Block> blocks =
        ProvenanceSection.of(
            Map.of("java", "17"),
            42,
            "# meaning = none\nseed = 3\ngnn {\n  # more\n  epochs = 5\n  x = \"a = b\"\n}\nk = 1");
    assertThat(block(blocks, Block.Table.class).rows())
        .containsExactly(List.of("java", "17"), List.of("seed", "42"));
    assertThat(block(blocks, Block.Folded.class).table().rows())
        .containsExactly(
            List.of("seed", "3"),
            List.of("gnn.epochs", "5"),
            List.of("gnn.x", "\"a = b\""),
            List.of("k", "1"));
  }
}
