package org.principia.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.apache.spark.ml.Pipeline;
import org.apache.spark.ml.PipelineModel;
import org.apache.spark.ml.PipelineStage;
import org.apache.spark.ml.evaluation.RegressionEvaluator;
import org.apache.spark.ml.feature.VectorAssembler;
import org.apache.spark.ml.linalg.Vectors;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.Params;
import org.apache.spark.ml.tuning.CrossValidator;
import org.apache.spark.ml.tuning.CrossValidatorModel;
import org.apache.spark.ml.tuning.ParamGridBuilder;
import org.apache.spark.scheduler.SparkListener;
import org.apache.spark.scheduler.SparkListenerJobStart;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.util.SignalUtils;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.principia.common.InputException;
import org.principia.common.SettingValue;
import org.principia.jobs.CommandLineRun;
import org.principia.jobs.CommandLineRun.Outcome;
import org.principia.jobs.config.Reference;

/** The estimator of Spark ML beside the command {@code fit}, on the same rows. */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
final class SymbolicRegressorIT {
  @TempDir static Path root;
  private static SparkSession spark;
  private static Dataset<Row> rows;

  /** What {@code fit} wrote on one core, before the session of the others began. */
  private static Path fit;

  @BeforeAll
  static void start() throws IOException {
    StringBuilder text = new StringBuilder("a,width (m),k,y,w\n");
    for (int i = 0; i < 80; i++) {
      double a = 0.5 + 0.07 * i;
      double b = 1 + (i * 37) % 11;
      double y = a * b + 2 + 0.3 * Math.sin(40 * i);
      text.append(String.format(Locale.ROOT, "%s,%s,7.0,%s,%s%n", a, b, y, i % 4));
    }
    Path csv = Files.writeString(root.resolve("rows.csv"), text);
    fit = root.resolve("fit");
    String[] command =
        ("fit "
                + csv
                + " --target y --weight w --seed 3 --set symbolic.islands=3"
                + " --set symbolic.rounds=3 --set symbolic.fits-per-round=200"
                + " --set symbolic.max-complexity=9 --out "
                + fit)
            .split(" ");
    Outcome outcome = CommandLineRun.of("local[1]", List.of(command));
    System.clearProperty("spark.master");
    assertThat(outcome.code()).as(outcome.err()).isZero();
    spark = Sparks.local(2);
    rows =
        spark
            .read()
            .option("header", true)
            .option("inferSchema", true)
            .csv(csv.toString())
            .repartition(3);
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  private static SymbolicRegressor regressor() {
    SymbolicRegressor regressor = new SymbolicRegressor().setLabelCol("y").setMaxComplexity(9);
    regressor.set("islands", 2);
    regressor.set("rounds", 2);
    regressor.set("fitsPerRound", 100);
    return regressor;
  }

  /** Rows of y = 3 x z + 2, as the features of which there may be vectors. */
  private static Dataset<Row> exact() {
    return spark
        .range(60)
        .select(col("id").plus(1).divide(8).as("x"), col("id").mod(7).plus(1).as("z"))
        .withColumn("y", col("x").multiply(col("z")).multiply(3).plus(2));
  }

  private static VectorAssembler assembler() {
    return new VectorAssembler().setInputCols(new String[] {"x", "z"}).setOutputCol("features");
  }

  private static List<String> texts(Dataset<Row> front) {
    return front.orderBy("complexity").collectAsList().stream().map(Row::toString).toList();
  }

  @Test
  void theFrontIsThatOfFitOnTheSameRowsDigitByDigit() {
    SymbolicRegressor regressor = regressor().setSeed(3).setWeightCol("w");
    regressor.set("islands", 3);
    regressor.set("rounds", 3);
    regressor.set("fitsPerRound", 200);
    List<String> expected = texts(spark.read().parquet(fit.resolve("front").toString()));
    assertThat(expected).hasSizeGreaterThan(2);
    SymbolicRegressionModel model = regressor.setInputCols("a", "width (m)", "k").fit(rows);
    assertThat(texts(model.front())).isEqualTo(expected);
    // A constant column is none of the features, and has its place in a vector.
    assertThat(model.numFeatures()).isEqualTo(3);
    assertThat(model.formula()).contains("width__m_");
    assertThat(model.sql()).contains("`width (m)`");
    Dataset<Row> vectors =
        new VectorAssembler()
            .setInputCols(new String[] {"a", "width (m)", "k"})
            .setOutputCol("features")
            .transform(rows);
    regressor.clear(regressor.getParam("inputCols"));
    assertThat(texts(regressor.fit(vectors).front())).isEqualTo(expected);
  }

  @Test
  void aPipelinePredictsByTheFormulaBeforeAndAfterItIsSaved() throws IOException {
    PipelineModel fitted =
        new Pipeline().setStages(new PipelineStage[] {assembler(), regressor()}).fit(exact());
    SymbolicRegressionModel model = (SymbolicRegressionModel) fitted.stages()[1];
    assertThat(model.formula()).contains("x", "z");
    assertThat(model.r2()).isCloseTo(1, within(1e-9));
    assertThat(model.predict(Vectors.dense(2, 5))).isCloseTo(32, within(1e-6));
    List<Row> predicted =
        fitted.transform(exact()).select("features", "prediction", "y").collectAsList();
    assertThat(predicted)
        .hasSize(60)
        .allSatisfy(
            row -> {
              assertThat(row.getDouble(1)).isEqualTo(model.predict(row.getAs(0)));
              assertThat(row.getDouble(1)).isCloseTo(row.getDouble(2), within(1e-6));
            });
    String path = root.resolve("pipeline").toString();
    fitted.write().overwrite().save(path);
    PipelineModel loaded = PipelineModel.load(path);
    assertThat(loaded.transform(exact()).select("features", "prediction", "y").collectAsList())
        .isEqualTo(predicted);
    SymbolicRegressionModel again = (SymbolicRegressionModel) loaded.stages()[1];
    assertThat(texts(again.front())).isEqualTo(texts(model.front()));
    assertThat(again.uid()).isEqualTo(model.uid());
    assertThat(again.summary()).isEqualTo(model.summary()).contains("> ", "y = ");
    requireSame(again, model);
  }

  @Test
  void aModelOfAnotherVersionIsRead() throws IOException {
    SymbolicRegressionModel model = regressor().setInputCols("x", "z").fit(exact());
    Path path = root.resolve("model");
    model.save(path.toString());
    Path metadata = path.resolve("metadata").resolve("part-00000");
    String text = Files.readString(metadata);
    assertThat(text).contains("\"paramMap\":{");
    Files.delete(metadata.resolveSibling(".part-00000.crc"));
    Files.writeString(metadata, text.replace("\"paramMap\":{", "\"paramMap\":{\"lookahead\":4,"));
    Dataset<Row> front = model.front().drop("java", "keys").withColumn("error", lit(0.5));
    front.coalesce(1).write().mode("overwrite").parquet(path.resolve("front").toString());
    SymbolicRegressionModel loaded = SymbolicRegressionModel.load(path.toString());
    assertThat(loaded.formula()).isEqualTo(model.formula());
    assertThat(loaded.front().columns()).contains("error").doesNotContain("java");
    assertThat(loaded.transform(exact()).columns()).contains("prediction");
  }

  @Test
  void anEstimatorIsReadAsItWasWritten() throws IOException {
    SymbolicRegressor written =
        regressor().setOperators("+", "exp").setLoss("huber").setHandleInvalid("skip");
    written.set("earlyStop", 0.25);
    String path = root.resolve("estimator").toString();
    written.save(path);
    SymbolicRegressor read = SymbolicRegressor.load(path);
    assertThat(read.uid()).isEqualTo(written.uid());
    requireSame(read, written);
  }

  private static void requireSame(Params read, Params written) {
    for (Param<?> param : written.params()) {
      assertThat(read.isSet(param)).as(param.name()).isEqualTo(written.isSet(param));
      if (written.isDefined(param)) {
        assertThat(read.getOrDefault(param)).isEqualTo(written.getOrDefault(param));
      }
    }
  }

  @Test
  void crossValidationChoosesAmongComplexities() {
    SymbolicRegressor regressor = regressor();
    CrossValidatorModel best =
        new CrossValidator()
            .setEstimator(new Pipeline().setStages(new PipelineStage[] {assembler(), regressor}))
            .setEvaluator(new RegressionEvaluator().setLabelCol("y"))
            .setEstimatorParamMaps(
                new ParamGridBuilder().addGrid(regressor.maxComplexity(), new int[] {3, 7}).build())
            .setNumFolds(2)
            .setParallelism(2)
            .fit(exact());
    assertThat(best.avgMetrics()[1]).isLessThan(1e-6).isLessThan(best.avgMetrics()[0]);
    SymbolicRegressionModel model =
        (SymbolicRegressionModel) ((PipelineModel) best.bestModel()).stages()[1];
    assertThat((int) model.getOrDefault(model.getParam("maxComplexity"))).isEqualTo(7);
    assertThat(model.parent().uid()).isEqualTo(regressor.uid());
    // The estimator itself is as it was.
    assertThat((int) regressor.getOrDefault(regressor.maxComplexity())).isEqualTo(9);
  }

  @Test
  void featuresWithoutNamesAreNumbered() {
    Dataset<Row> arrays = exact().select(array(col("x"), col("z")).as("features"), col("y"));
    SymbolicRegressionModel model = regressor().fit(arrays);
    assertThat(model.formula()).contains("x1", "x2");
    assertThat(model.transform(arrays).where("abs(prediction - y) > 1e-6").count()).isZero();
    Dataset<Row> longer =
        exact()
            .select(
                when(col("x").gt(1), array(col("x"), col("z")))
                    .otherwise(array(col("x"), col("z"), col("z")))
                    .as("features"),
                col("y"));
    assertThatThrownBy(() -> regressor().fit(longer))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("in x3 (52 empty");
  }

  @Test
  void aRowWithoutAValueHasNoPrediction() {
    Dataset<Row> gap = exact().withColumn("z", when(col("x").gt(1), col("z")));
    SymbolicRegressor regressor = regressor().setInputCols("x", "z");
    assertThatThrownBy(() -> regressor.fit(gap))
        .hasMessage(
            "Cannot fit to the data: 8 of 60 rows have no finite number in z (8 empty; first in row"
                + " 1); handleInvalid=skip leaves those rows out");
    SymbolicRegressionModel model = regressor.setHandleInvalid("skip").fit(gap);
    Dataset<Row> predicted = model.transform(gap);
    assertThat(predicted.where("prediction IS NULL").count()).isEqualTo(8);
    assertThat(predicted.where("abs(prediction - y) < 1e-6").count()).isEqualTo(52);
  }

  @Test
  void aSignalIsTheBusinessOfTheApplication() throws InterruptedException {
    CountDownLatch told = new CountDownLatch(1);
    SignalUtils.register(
        "TERM",
        () -> {
          boolean first = told.getCount() > 0;
          told.countDown();
          return first;
        });
    AtomicBoolean sent = new AtomicBoolean();
    SparkListener sender =
        new SparkListener() {
          @Override
          public void onJobStart(SparkListenerJobStart job) {
            String what = String.valueOf(job.properties().get("spark.job.description"));
            if (what.contains("rounds of the search") && !sent.getAndSet(true)) {
              String process = String.valueOf(ProcessHandle.current().pid());
              assertThatCode(() -> new ProcessBuilder("kill", "-TERM", process).start().waitFor())
                  .doesNotThrowAnyException();
            }
          }
        };
    spark.sparkContext().addSparkListener(sender);
    SymbolicRegressor regressor = regressor().setInputCols("a", "k");
    regressor.set("rounds", 60);
    regressor.set("patience", 60);
    // One that goes over to relative errors would have as many rounds again.
    regressor.set("loss", "mean-absolute");
    try {
      assertThat(regressor.fit(rows).summary()).contains("after round 60");
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    } finally {
      spark.sparkContext().removeSparkListener(sender);
    }
  }

  @Test
  void everySettingOfASearchIsAParameter() {
    SymbolicRegressor regressor = new SymbolicRegressor();
    List<String> names =
        Arrays.stream(regressor.params()).map(p -> SettingValue.key(p.name())).toList();
    assertThat(names)
        .containsAll(
            Reference.keys().stream()
                .filter(k -> k.startsWith("symbolic.") && !k.equals("symbolic.structure"))
                .map(k -> k.substring("symbolic.".length()))
                .toList());
    assertThat(regressor.explainParams()).contains("maxComplexity: Largest", "(default: 25)");
  }

  @Test
  void aMistakeIsOneLineThatNamesTheParameter() {
    Map<Consumer<SymbolicRegressor>, String> mistakes =
        Map.of(
            r -> r.setLabelCol("yy"), "Invalid labelCol: yy (no such column; the nearest is y; ",
            r -> r.setInputCols("x", "y"), "Invalid inputCols: y (another column: this one is",
            r -> r.setInputCols(), "Invalid inputCols: [] (at least one column)",
            r -> r.setWeightCol("v"), "Invalid weightCol: v (numbers from 0; a row has -1.0)",
            r -> r.setPredictionCol("x"), "Invalid predictionCol: x (the name of no column",
            r -> r.setHandleInvalid("keep"), "Invalid handleInvalid: keep (error or skip)",
            r -> r.setMaxComplexity(2), "Invalid max-complexity: 2 (",
            r -> r.setOperators("%"), "Invalid operators: % (one of ",
            r -> r.clear(r.getParam("inputCols")), "Invalid featuresCol: features (no such column",
            r -> r.setLabelCol("c"), "Cannot fit to the data: c is constant at 1.0");
    Dataset<Row> data = exact().withColumn("v", lit(-1.0)).withColumn("c", lit(1.0));
    mistakes.forEach(
        (mistake, message) -> {
          SymbolicRegressor regressor = regressor().setInputCols("x", "z");
          mistake.accept(regressor);
          assertThatThrownBy(() -> regressor.fit(data))
              .isInstanceOf(InputException.class)
              .hasMessageStartingWith(message);
        });
    SymbolicRegressor regressor = regressor().setInputCols("x", "z");
    assertThatThrownBy(() -> regressor.fit(data.where("x < 0")))
        .hasMessage("Cannot fit to the data: it has no rows");
    assertThatThrownBy(() -> regressor.fit(exact()).predict(Vectors.dense(1, 2, 3)))
        .hasMessage("Invalid number of features: 3 (2, as fitted)");
  }
}
