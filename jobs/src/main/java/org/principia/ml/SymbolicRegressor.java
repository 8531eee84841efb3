package org.principia.ml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.ml.Estimator;
import org.apache.spark.ml.param.IntParam;
import org.apache.spark.ml.param.Param;
import org.apache.spark.ml.param.ParamMap;
import org.apache.spark.ml.util.DefaultParamsReader;
import org.apache.spark.ml.util.DefaultParamsWritable;
import org.apache.spark.ml.util.Identifiable$;
import org.apache.spark.ml.util.MLReader;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.console.Console;
import org.principia.jobs.fit.Fit;

/**
 * Symbolic regression as an estimator of Spark ML: which short formula of the features gives the
 * label?
 *
 * <pre>
 * SymbolicRegressionModel model =
 *     new SymbolicRegressor().setLabelCol("period").setOperators("+", "-", "*", "/", "sqrt").fit(data);
 * model.formula();
 * </pre>
 *
 * <p>It is the search of {@code principia fit}, an island a task: the same rows, settings and seed
 * give the same formulas as that command, on any number of cores. Each setting of a search is a
 * parameter, {@code symbolic.max-complexity} being {@code maxComplexity}; a wrong one is an {@link
 * InputException} of {@link #fit}.
 */
public final class SymbolicRegressor extends Estimator<SymbolicRegressionModel>
    implements DefaultParamsWritable {
  private static final long serialVersionUID = 1L;

  /** What the command line calls the parameters. */
  private static final Map<String, String> PARAMS =
      Map.of(
          "--target", "labelCol",
          "--features", "featuresCol",
          "--weight", "weightCol",
          "--drop-invalid", "handleInvalid=skip");

  private final String uid;
  private final SymbolicParams params;

  /** An estimator of the default settings. */
  public SymbolicRegressor() {
    this(Identifiable$.MODULE$.randomUID("symbolicRegressor"));
  }

  /** The same under a name of its own, as Spark makes it when it reads one. */
  public SymbolicRegressor(String uid) {
    this.uid = uid;
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

  /** The column of vectors, or of arrays of numbers; {@code features} by default. */
  public SymbolicRegressor setFeaturesCol(String name) {
    set(params.featuresCol, name);
    return this;
  }

  /** Columns of numbers, in place of one of vectors. */
  public SymbolicRegressor setInputCols(String... names) {
    set(params.inputCols, names);
    return this;
  }

  /** The column of the numbers to explain; {@code label} by default. */
  public SymbolicRegressor setLabelCol(String name) {
    set(params.labelCol, name);
    return this;
  }

  /** The column of the rows' weights, 0 or more; none by default. */
  public SymbolicRegressor setWeightCol(String name) {
    set(params.weightCol, name);
    return this;
  }

  /** The column that the model adds; {@code prediction} by default. */
  public SymbolicRegressor setPredictionCol(String name) {
    set(params.predictionCol, name);
    return this;
  }

  /** What becomes of rows without finite numbers in a fit: {@code error}, or {@code skip}. */
  public SymbolicRegressor setHandleInvalid(String what) {
    set(params.handleInvalid, what);
    return this;
  }

  /** Seed of every random draw, any number; 0 by default, as on the command line. */
  public SymbolicRegressor setSeed(long seed) {
    set(params.seed, seed);
    return this;
  }

  /** Operators to search with; {@code + - * /} by default. */
  public SymbolicRegressor setOperators(String... symbols) {
    set("operators", symbols);
    return this;
  }

  /** Largest complexity of a formula: its operators, constants and variables. */
  public SymbolicRegressor setMaxComplexity(int nodes) {
    set("maxComplexity", nodes);
    return this;
  }

  /** What is minimised: {@code mean-absolute} or another label of the setting. */
  public SymbolicRegressor setLoss(String label) {
    set("loss", label);
    return this;
  }

  /** The parameter of the largest complexity, for a grid of values. */
  public IntParam maxComplexity() {
    return (IntParam) params.setting("maxComplexity");
  }

  /**
   * Searches for formulas of the label, in tasks on the cluster; the rows are gathered in the
   * driver.
   *
   * @throws InputException if the columns, the rows or a setting do not allow it
   */
  @Override
  public SymbolicRegressionModel fit(Dataset<?> dataset) {
    transformSchema(dataset.schema());
    FeatureColumns features = new FeatureColumns(this, params);
    List<String> names = features.names(dataset);
    Map<String, String> words = new LinkedHashMap<>(PARAMS);
    words.put("--features", isSet(params.inputCols) ? "inputCols" : "featuresCol");
    try {
      // Each name serves one thing; as features of a request they would be kept where constant.
      request(names);
      TableRequest request = request(List.of());
      List<String> columns = new ArrayList<>(names);
      columns.add(0, request.target());
      request.weight().ifPresent(columns::add);
      UserTable table =
          UserTable.of(
              columns,
              features.cells(dataset, names.size(), request.target(), request.weight()),
              request);
      Fit.Options options =
          new Fit.Options(params.settings(), (long) getOrDefault(params.seed), List.of(), 0, uid);
      Fit fit =
          new Fit(
              new SparkApplication(dataset.sparkSession()),
              new Console(Console.Detail.QUIET),
              options);
      Fit.Result result = fit.fit(request, table);
      FittedFormulas formulas = FittedFormulas.of(names, table, result.text(), result.front());
      SymbolicRegressionModel model = new SymbolicRegressionModel(uid, formulas);
      return copyValues(model.setParent(this), ParamMap.empty());
    } catch (InputException e) {
      throw e.renamed(words);
    }
  }

  private TableRequest request(List<String> names) {
    boolean skip = SymbolicParams.SKIP.equals(getOrDefault(params.handleInvalid));
    return new TableRequest(
        "the data",
        getOrDefault(params.labelCol),
        names,
        List.of(),
        weight(),
        skip ? TableRequest.InvalidRows.DROP : TableRequest.InvalidRows.REFUSE,
        1,
        TableRequest.Header.FIRST_ROW);
  }

  private Optional<String> weight() {
    return isSet(params.weightCol) ? Optional.of(getOrDefault(params.weightCol)) : Optional.empty();
  }

  /** The schema with predictions; an {@link InputException} if columns or settings are wrong. */
  @Override
  public StructType transformSchema(StructType schema) {
    params.settings();
    String invalid = getOrDefault(params.handleInvalid);
    if (!List.of(SymbolicParams.ERROR, SymbolicParams.SKIP).contains(invalid)) {
      throw InputException.invalid("handleInvalid", invalid, "error or skip");
    }
    FeatureColumns.requireNumeric("labelCol", getOrDefault(params.labelCol), schema);
    weight().ifPresent(name -> FeatureColumns.requireNumeric("weightCol", name, schema));
    return new FeatureColumns(this, params).withPrediction(schema);
  }

  @Override
  public SymbolicRegressor copy(ParamMap extra) {
    return defaultCopy(extra);
  }

  /** Reads an estimator that was written. */
  public static MLReader<SymbolicRegressor> read() {
    return new DefaultParamsReader<>();
  }

  /** Reads an estimator from a directory. */
  public static SymbolicRegressor load(String path) {
    return read().load(path);
  }
}
