package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.dynamics.DynamicsSettings;
import org.principia.messages.AffineFit;
import org.principia.messages.EdgeVariables;
import org.principia.messages.MessageQuantity;
import org.principia.messages.NodeVariables;
import org.principia.symbolic.expression.Expression;
import org.principia.validation.EdgeForces;
import org.principia.validation.ForcePoints;
import org.principia.validation.Linearity;
import org.principia.validation.MemberVerdict;
import org.principia.validation.NodePoints;
import org.principia.validation.Verification;

/** Verdicts on all members of all fronts, as Parquet rows. */
final class MemberTable {
  private static final StructType SCHEMA =
      new StructType()
          .add("component", DataTypes.StringType, false)
          .add("structure", DataTypes.StringType, false)
          .add("complexity", DataTypes.IntegerType, false)
          .add("formula", DataTypes.StringType, false)
          .add("chosen", DataTypes.BooleanType, false)
          .add("nonlinearity", DataTypes.DoubleType, true)
          .add("carries", DataTypes.StringType, true)
          .add("recovered", DataTypes.BooleanType, false);

  private MemberTable() {}

  /** Asks every member of the fronts of a cell. */
  static List<MemberVerdict> verify(
      Cell cell, double[][] messages, EdgeForces forces, Linearity linearity) {
    DynamicsSettings dynamics = cell.settings().dynamics();
    int d = cell.dimension();
    MessageQuantity nearest = linearity.nearest();
    AffineFit[] maps = new AffineFit[d];
    for (int k = 0; k < d; k++) {
      maps[k] = AffineFit.of(forces.as(nearest), messages[k]);
    }
    Verification verification =
        new Verification(
            ForcePoints.of(dynamics.forceLaw(), d, cell.seed()),
            NodePoints.of(
                maps, nearest, dynamics.forceLaw(), dynamics.resolvedParticles(), cell.seed()),
            cell.settings().validation().linearity());
    List<String> edges = Components.messages(d);
    List<MemberVerdict> verdicts = new ArrayList<>();
    for (FrontTable.Member member : RegressStage.fronts(cell)) {
      boolean edge = edges.contains(member.component());
      List<String> names = edge ? EdgeVariables.names(d) : NodeVariables.names(d);
      Verification.Candidate candidate =
          new Verification.Candidate(
              member.component(),
              member.structure(),
              member.complexity(),
              member.formula(),
              Expression.parse(member.formula(), names),
              member.chosen());
      verdicts.add(edge ? verification.edge(candidate) : verification.node(candidate));
    }
    return verdicts;
  }

  static void write(SparkSession spark, List<MemberVerdict> verdicts, Path path) {
    List<Row> rows =
        verdicts.stream()
            .map(
                v ->
                    RowFactory.create(
                        v.component(),
                        v.structure(),
                        v.complexity(),
                        v.formula(),
                        v.chosen(),
                        Double.isInfinite(v.nonlinearity()) ? null : v.nonlinearity(),
                        v.carries()
                            .filter(c -> Double.isFinite(v.nonlinearity()))
                            .map(MessageQuantity::label)
                            .orElse(null),
                        v.recovered()))
            .toList();
    SampleTable.write(spark, rows, SCHEMA, path);
  }

  static List<MemberVerdict> read(SparkSession spark, Path path) {
    return Tables.read(spark, SCHEMA, path).collectAsList().stream()
        .map(
            row ->
                new MemberVerdict(
                    row.getString(0),
                    row.getString(1),
                    row.getInt(2),
                    row.getString(3),
                    row.getBoolean(4),
                    row.isNullAt(5) ? Double.POSITIVE_INFINITY : row.getDouble(5),
                    quantity(row.getString(6)),
                    row.getBoolean(7)))
        .toList();
  }

  private static Optional<MessageQuantity> quantity(String word) {
    return MessageQuantity.FORCES.stream().filter(c -> c.label().equals(word)).findFirst();
  }
}
