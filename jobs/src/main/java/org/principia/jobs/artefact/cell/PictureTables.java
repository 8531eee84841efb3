package org.principia.jobs.artefact.cell;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.RecordTable;
import org.principia.jobs.artefact.RecordTable.RecordFile;
import org.principia.observed.verdict.Pictures;
import org.principia.observed.verdict.Pictures.Motion;
import org.principia.observed.verdict.Pictures.Rest;

/** Tables of a law beside the tracks: motions, and what the law leaves of rows. */
final class PictureTables {
  private static final RecordFile<MotionRow> MOTIONS =
      new RecordFile<>("motions", RecordTable.of(MotionRow.class));
  private static final RecordFile<Rest> RESIDUALS =
      new RecordFile<>("residuals", RecordTable.of(Rest.class).nullable("distance", "square"));

  private PictureTables() {}

  /** A particle at an instant: where it was seen, and where the law takes it. */
  private record MotionRow(
      String run, String particle, double time, double[] seen, double[] followed) {}

  static void write(Directory at, Pictures pictures) {
    List<MotionRow> rows = new ArrayList<>();
    for (Motion motion : pictures.motions()) {
      int d = motion.dimension();
      int n = motion.particles().size();
      for (int row = 0; row < motion.times().length * n; row++) {
        rows.add(
            new MotionRow(
                motion.run(),
                motion.particles().get(row % n),
                motion.times()[row / n],
                Arrays.copyOfRange(motion.seen(), row * d, (row + 1) * d),
                Arrays.copyOfRange(motion.followed(), row * d, (row + 1) * d)));
      }
    }
    MOTIONS.write(at, rows);
    RESIDUALS.write(at, pictures.rests());
  }

  static Pictures read(Directory at) {
    Map<String, List<MotionRow>> byRun = new LinkedHashMap<>();
    for (MotionRow row : MOTIONS.read(at)) {
      byRun.computeIfAbsent(row.run(), run -> new ArrayList<>()).add(row);
    }
    return new Pictures(
        byRun.values().stream().map(PictureTables::motion).toList(), RESIDUALS.read(at));
  }

  private static Motion motion(List<MotionRow> rows) {
    List<String> particles = rows.stream().map(MotionRow::particle).distinct().toList();
    int n = particles.size();
    double[] times = new double[rows.size() / n];
    Arrays.setAll(times, k -> rows.get(k * n).time());
    return new Motion(
        rows.get(0).run(),
        particles,
        rows.get(0).seen().length,
        times,
        rows.stream().flatMapToDouble(r -> Arrays.stream(r.seen())).toArray(),
        rows.stream().flatMapToDouble(r -> Arrays.stream(r.followed())).toArray());
  }
}
