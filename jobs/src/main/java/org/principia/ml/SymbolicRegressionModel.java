package org.principia.ml;

import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.spark.ml.Model;
import org.apache.spark.ml.linalg.Vector;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWriter;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.ml.util.MLWritable;
import org.apache.spark.ml.util.MLWriter;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Json;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/**
 * A formula that a {@link SymbolicRegressor} found, with the front that it was chosen from.
 *
 * <p>As a transformer it adds its value to each row, computed as everywhere else in this program:
 * the same bits on any machine. A null among the features gives a null; outside its domain a
 * formula gives a NaN or an infinity.
 */
public final class SymbolicRegressionModel extends Model<SymbolicRegressionModel>
    implements MLWritable {
  private static final long serialVersionUID = 1L;

  private final String uid;
  private final SymbolicParams params;
  private final FittedFormulas fitted;

  SymbolicRegressionModel(String uid, FittedFormulas fitted) {
    this.uid = uid;
    this.fitted = fitted;
    this.params = new SymbolicParams(this);
  }

  @Override
  public String uid() {
    return uid;
  }

  @Override
  public Param<?>[] params() {
    return params.all();
  }

  /** The column of vectors, or of arrays of numbers. */
  public SymbolicRegressionModel setFeaturesCol(String name) {
    set(params.featuresCol, name);
    return this;
  }

  /** Columns of numbers, in place of one of vectors. */
  public SymbolicRegressionModel setInputCols(String... names) {
    set(params.inputCols, names);
    return this;
  }

  /** The column that is added. */
  public SymbolicRegressionModel setPredictionCol(String name) {
    set(params.predictionCol, name);
    return this;
  }

  /** The formula with all digits, of names that a formula can have. */
  public String formula() {
    return (String) fitted.chosen("formula");
  }

  /** The formula with simple numbers for constants, where the rows allow them. */
  public String snapped() {
    return (String) fitted.chosen("snapped");
  }

  /** The formula for LaTeX, with six digits. */
  public String latex() {
    return (String) fitted.chosen("latex");
  }

  /** The formula as an expression of Spark SQL over columns named as the features. */
  public String sql() {
    return (String) fitted.chosen("sql");
  }

  /** Number of the formula's operators, constants and variables. */
  public int complexity() {
    return (int) fitted.chosen("complexity");
  }

  /** The loss that was minimised, on the rows of the fit. */
  public double loss() {
    return (double) fitted.chosen("loss");
  }

  /** Share of the label's variance that the formula explains on the rows of the fit. */
  public double r2() {
    return (double) fitted.chosen("r2");
  }

  /** The front and its choice for people, as {@code principia fit} prints them. */
  public String summary() {
    return fitted.names().summary();
  }

  /** How many features a row has. */
  public int numFeatures() {
    return fitted.names().features().size();
  }

  /** The front, a row a formula, in the columns of {@code front/} that {@code fit} writes. */
  public Dataset<Row> front() {
    return fitted.front(SparkSession.active());
  }

  /**
   * The formula's value.
   *
   * @param features of one row
   * @throws InputException for another number of features than in the fit
   */
  public double predict(Vector features) {
    return fitted.prediction().of(features.toArray());
  }

  @Override
  public Dataset<Row> transform(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    FittedFormulas.Prediction prediction = fitted.prediction();
    UDF1<Seq<Double>, Double> value = prediction::ofColumn;
    return dataset.withColumn(
        getOrDefault(params.predictionCol),
        udf(value, DataTypes.DoubleType).apply(new FeatureColumns(this, params).values(dataset)));
  }

  @Override
  public StructType transformSchema(StructType schema) {
    return new FeatureColumns(this, params).withPrediction(schema);
  }

  @Override
  public SymbolicRegressionModel copy(ParamMap extra) {
    SymbolicRegressionModel copy = new SymbolicRegressionModel(uid, fitted);
    return copyValues(copy, extra).setParent(parent());
  }

  @Override
  public MLWriter write() {
    return new Writer(this);
  }

  /** Reads a model that was written. */
  public static MLReader<SymbolicRegressionModel> read() {
    return new Reader();
  }

  /** Reads a model from a directory. */
  public static SymbolicRegressionModel load(String path) {
    return read().load(path);
  }

  /** Writes {@code metadata/} as all of Spark ML, {@code data/} and {@code front/}. */
  private static final class Writer extends MLWriter {
    private final SymbolicRegressionModel model;

    Writer(SymbolicRegressionModel model) {
      this.model = model;
    }

    @Override
    public void saveImpl(String path) {
      DefaultParamsWriter.saveMetadata(model, path, sc(), Option.empty(), Option.empty());
      model.fitted.write(sparkSession(), path);
    }
  }

  private static final class Reader extends MLReader<SymbolicRegressionModel> {
    @Override
    public SymbolicRegressionModel load(String path) {
      DefaultParamsReader.Metadata metadata =
          DefaultParamsReader.loadMetadata(path, sc(), SymbolicRegressionModel.class.getName());
      SymbolicRegressionModel model =
          new SymbolicRegressionModel(metadata.uid(), FittedFormulas.read(sparkSession(), path));
      // Settings of another version, of a search that is over.
      List<String> unknown =
          Stream.of("paramMap", "defaultParamMap")
              .map(Json.map(metadata.metadataJson()).orElse(Map.of())::get)
              .flatMap(map -> map instanceof Map<?, ?> m ? m.keySet().stream() : Stream.empty())
              .map(String::valueOf)
              .filter(name -> !model.hasParam(name))
              .toList();
      metadata.getAndSetParams(model, Option.apply(JavaConverters.asScalaBuffer(unknown).toList()));
      return model;
    }
  }
}
