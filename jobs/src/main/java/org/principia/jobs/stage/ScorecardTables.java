package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.validation.MessageSpread;
import org.principia.validation.Scorecard;
import org.principia.validation.error.DistanceBin;
import org.principia.validation.error.ErrorStatistics;
import org.principia.validation.rollout.Extrapolation;
import org.principia.validation.rollout.Rollout;

/** The scorecard's figures as Parquet tables, for tools that draw or compare them. */
final class ScorecardTables {
  private static final StructType ERRORS =
      doubles(
          new StructType()
              .add("split", DataTypes.StringType, false)
              .add("model", DataTypes.StringType, false)
              .add("frames", DataTypes.LongType, false),
          "median",
          "mean",
          "deviation");

  private static final StructType BY_DISTANCE =
      doubles(new StructType().add("split", DataTypes.StringType, false), "lower", "upper")
          .add("frames", DataTypes.LongType, false)
          .add("network_error", DataTypes.DoubleType, true)
          .add("law_error", DataTypes.DoubleType, true);

  private static final StructType SPREAD =
      doubles(new StructType().add("component", DataTypes.IntegerType, false), "deviation", "r2")
          .add("carries", DataTypes.StringType, true);

  private static final StructType EXTRAPOLATION =
      doubles(
          new StructType()
              .add("set", DataTypes.StringType, false)
              .add("model", DataTypes.StringType, false)
              .add("states", DataTypes.LongType, false),
          "median",
          "mean",
          "deviation",
          "acceleration_size");

  private static final StructType ROLLOUT =
      doubles(
              new StructType(),
              "time",
              "moved",
              "law_median",
              "law_mean",
              "network_median",
              "network_mean")
          .add("law_followed", DataTypes.IntegerType, false)
          .add("network_followed", DataTypes.IntegerType, false);

  private ScorecardTables() {}

  private static StructType doubles(StructType schema, String... names) {
    StructType wider = schema;
    for (String name : names) {
      wider = wider.add(name, DataTypes.DoubleType, true);
    }
    return wider;
  }

  /** What is not a number is absent from a table. */
  static Double orNull(double value) {
    return Double.isNaN(value) ? null : Double.valueOf(value);
  }

  static void write(SparkSession spark, Scorecard card, List<TestErrorJob> tests, Path directory) {
    SampleTable.write(spark, errors(tests), ERRORS, new Path(directory, "errors"));
    SampleTable.write(
        spark, byDistance(tests), BY_DISTANCE, new Path(directory, "errors-by-distance"));
    SampleTable.write(spark, spread(card.spread()), SPREAD, new Path(directory, "spread"));
    SampleTable.write(
        spark,
        extrapolation(card.extrapolation()),
        EXTRAPOLATION,
        new Path(directory, "extrapolation"));
    SampleTable.write(spark, rollout(card.rollout()), ROLLOUT, new Path(directory, "rollout"));
  }

  private static List<Row> errors(List<TestErrorJob> tests) {
    List<Row> rows = new ArrayList<>();
    for (TestErrorJob test : tests) {
      rows.add(errors(test, "network", test.network()));
      rows.add(errors(test, "law", test.law()));
    }
    return rows;
  }

  private static Row errors(TestErrorJob test, String model, ErrorStatistics errors) {
    return RowFactory.create(
        test.split().label(),
        model,
        errors.frames(),
        orNull(errors.median()),
        orNull(errors.mean()),
        orNull(errors.deviation()));
  }

  private static List<Row> byDistance(List<TestErrorJob> tests) {
    List<Row> rows = new ArrayList<>();
    for (TestErrorJob test : tests) {
      for (DistanceBin bin : test.byDistance()) {
        rows.add(
            RowFactory.create(
                test.split().label(),
                bin.lower(),
                bin.upper(),
                bin.frames(),
                orNull(bin.network()),
                orNull(bin.law())));
      }
    }
    return rows;
  }

  private static List<Row> spread(MessageSpread spread) {
    return spread.largest().stream()
        .map(
            c ->
                RowFactory.create(
                    c.component(),
                    c.deviation(),
                    orNull(c.r2()),
                    Double.isNaN(c.r2()) ? null : c.carries().label()))
        .toList();
  }

  private static List<Row> extrapolation(List<Extrapolation> kinds) {
    List<Row> rows = new ArrayList<>();
    for (Extrapolation kind : kinds) {
      rows.add(extrapolation(kind, "network", kind.network()));
      rows.add(extrapolation(kind, "law", kind.law()));
    }
    return rows;
  }

  private static Row extrapolation(Extrapolation kind, String model, ErrorStatistics errors) {
    return RowFactory.create(
        kind.set(),
        model,
        errors.frames(),
        orNull(errors.median()),
        orNull(errors.mean()),
        orNull(errors.deviation()),
        orNull(kind.size()));
  }

  private static List<Row> rollout(Rollout rollout) {
    return rollout.instants().stream()
        .map(
            at ->
                RowFactory.create(
                    at.time(),
                    orNull(at.moved()),
                    orNull(at.lawMedian()),
                    orNull(at.lawMean()),
                    orNull(at.networkMedian()),
                    orNull(at.networkMean()),
                    at.lawFollowed(),
                    at.networkFollowed()))
        .toList();
  }
}
