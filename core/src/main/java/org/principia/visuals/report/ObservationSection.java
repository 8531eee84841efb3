package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.principia.observed.survey.DataSurvey;
import org.principia.observed.survey.Histogram;
import org.principia.observed.survey.ParticleSurvey;
import org.principia.visuals.NumberText;
import org.principia.visuals.chart.BarChart;
import org.principia.visuals.page.Block;
import org.principia.visuals.page.Block.Alignment;
import org.principia.visuals.page.Block.Column;
import org.principia.visuals.page.Block.Outcome;

/**
 * The section on observations: which particles, how they were sampled, and whether that is good
 * enough.
 *
 * @param survey what the tracks are like
 * @param units of length and time, by these words
 */
public record ObservationSection(DataSurvey survey, Map<String, String> units) {
  private static final List<Column> COLUMNS =
      List.of(
          new Column("particle", Alignment.TEXT),
          new Column("type", Alignment.TEXT),
          new Column("explained", Alignment.TEXT),
          new Column("runs", Alignment.NUMBER),
          new Column("instants", Alignment.NUMBER),
          new Column("steps from", Alignment.NUMBER),
          new Column("to", Alignment.NUMBER),
          new Column("gaps", Alignment.NUMBER),
          new Column("jumps", Alignment.NUMBER),
          new Column("extent", Alignment.NUMBER),
          new Column("noise", Alignment.NUMBER),
          new Column("largest speed", Alignment.NUMBER),
          new Column("nearest", Alignment.NUMBER),
          new Column("D2/D1", Alignment.NUMBER),
          new Column("D4/D2", Alignment.NUMBER));

  private String unit(String of) {
    return units.getOrDefault(of, of);
  }

  /** The blocks; what is known of the table besides comes first, by name. */
  public List<Block> blocks(Map<String, String> table) {
    Map<String, String> counts = new LinkedHashMap<>(table);
    counts.put("runs", String.valueOf(survey.runs()));
    counts.put("tracks", String.valueOf(survey.tracks()));
    counts.put("instants of all tracks", String.valueOf(survey.samples()));
    counts.put("unit of length", unit("length"));
    counts.put("unit of time", unit("time"));
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading("Observations"));
    blocks.add(Block.Table.pairs("The table", counts));
    blocks.addAll(verdicts());
    blocks.add(
        new Block.Figure(
            "speeds",
            chart(
                "Speeds",
                "speed of a step [" + unit("length") + " / " + unit("time") + "]",
                survey.speeds()),
            "Speeds of all steps from instant to instant, eight bins a decade; "
                + survey.speeds().zeros()
                + " steps went nowhere."));
    blocks.add(
        new Block.Figure(
            "distances",
            chart("Nearest distances", "distance [" + unit("length") + "]", survey.distances()),
            "Distances of each particle from the nearest other one, at up to a hundred instants a"
                + " run."));
    if (!survey.many()) {
      blocks.add(
          new Block.Table(
              "Particles; steps in "
                  + unit("time")
                  + ", extent, noise of each coordinate and nearest in "
                  + unit("length")
                  + ". D2/D1 and D4/D2: second differences over first ones, fourth over second, at"
                  + " the distance in time where they are least; below 1 velocities and"
                  + " accelerations are resolved.",
              COLUMNS,
              survey.particles().values().stream().map(ObservationSection::row).toList()));
    }
    return blocks;
  }

  private static List<String> row(ParticleSurvey p) {
    return List.of(
        p.particle(),
        p.type(),
        p.receiver() ? "yes" : "no",
        String.valueOf(p.tracks()),
        String.valueOf(p.samples()),
        number(p.shortestStep()),
        number(p.longestStep()),
        String.valueOf(p.gaps()),
        String.valueOf(p.jumps()),
        number(p.extent()),
        number(p.noise()),
        number(p.maxSpeed()),
        number(p.nearest()),
        number(p.velocity()),
        number(p.acceleration()));
  }

  private static String number(double value) {
    return Double.isNaN(value)
        ? ""
        : NumberText.of(Double.parseDouble(String.format(Locale.ROOT, "%.4g", value)));
  }

  private List<Block> verdicts() {
    return List.of(
        resolved(),
        new Block.Verdict(
            "tracks long enough",
            survey.tooShort() == 0 ? Outcome.YES : Outcome.OPEN,
            survey.tooShort() == 0
                ? "all of them"
                : survey.tooShort() + " have too few instants; their particles act on others only"),
        new Block.Verdict(
            "without jumps",
            survey.jumps() == 0 ? Outcome.YES : Outcome.OPEN,
            survey.jumps() == 0
                ? "no step is ten times as fast as those around"
                : survey.jumps()
                    + " steps are ten times as fast as those around: mistakes in following"
                    + " particles?"),
        new Block.Verdict(
            "without gaps",
            survey.gaps() == 0 ? Outcome.YES : Outcome.OPEN,
            survey.gaps() == 0
                ? ""
                : survey.gaps() + " steps are gaps, across which nothing is derived"));
  }

  /** Velocities are enough where the motion has no inertia, and nobody knows that yet. */
  private Block resolved() {
    long accelerations = survey.unresolvedAccelerations();
    long velocities = survey.unresolvedVelocities();
    String of = " of " + survey.receivers() + " tracks";
    return new Block.Verdict(
        "motion resolved",
        accelerations == 0
            ? Outcome.YES
            : 2 * velocities < survey.receivers() ? Outcome.OPEN : Outcome.NO,
        accelerations == 0
            ? "in all tracks higher differences are smaller than lower ones"
            : "accelerations not in "
                + accelerations
                + of
                + ", velocities not in "
                + velocities
                + ": fewer than six instants a period, or noise larger than the motion; velocities"
                + " suffice where it has no inertia");
  }

  private static BarChart chart(String title, String label, Histogram histogram) {
    List<BarChart.Bar> bars = new ArrayList<>();
    if (!histogram.counts().isEmpty()) {
      for (int bin = histogram.counts().firstKey(); bin <= histogram.counts().lastKey(); bin++) {
        bars.add(
            new BarChart.Bar(
                String.format(Locale.ROOT, "%.2g", Histogram.middle(bin)),
                histogram.counts().getOrDefault(bin, 0L),
                ""));
      }
    }
    return new BarChart(title, label, "number", bars);
  }

  /** The same in some lines for a terminal. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(
        String.format(
            "  %d tracks in %d runs, %d instants; %d gaps, %d jumps",
            survey.tracks(), survey.runs(), survey.samples(), survey.gaps(), survey.jumps()));
    lines.add(
        String.format(
            Locale.ROOT,
            "  speed %.3g %s / %s, nearest distance %.3g %s (medians)",
            survey.speeds().median(),
            unit("length"),
            unit("time"),
            survey.distances().median(),
            unit("length")));
    for (Block block : verdicts()) {
      Block.Verdict verdict = (Block.Verdict) block;
      if (verdict.outcome() != Outcome.YES) {
        lines.add(
            "  "
                + verdict.question()
                + ": "
                + verdict.outcome().name().toLowerCase(Locale.ROOT)
                + " ("
                + verdict.detail()
                + ")");
      }
    }
    return lines;
  }
}
