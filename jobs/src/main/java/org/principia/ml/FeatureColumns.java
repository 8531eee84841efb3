package org.principia.ml;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.size;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.ml.attribute.Attribute;
import org.apache.spark.ml.attribute.AttributeGroup;
import org.apache.spark.ml.functions;
import org.apache.spark.ml.linalg.SQLDataTypes;
import org.apache.spark.ml.param.Params;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.common.Spelling;
import scala.Option;

/**
 * Where the features of a dataset are: in a column of vectors, in one of arrays of numbers, or in
 * columns of numbers.
 *
 * @param owner has the parameters
 * @param params name the columns
 */
record FeatureColumns(Params owner, SymbolicParams params) {

  private boolean areSeveral() {
    return owner.isSet(params.inputCols);
  }

  private List<String> inputs() {
    return List.of(owner.getOrDefault(params.inputCols));
  }

  private String vectors() {
    return owner.getOrDefault(params.featuresCol);
  }

  private void check(StructType schema) {
    if (areSeveral()) {
      if (inputs().isEmpty()) {
        throw InputException.invalid("inputCols", "[]", "at least one column");
      }
      inputs().forEach(name -> requireNumeric("inputCols", name, schema));
      return;
    }
    DataType type = field("featuresCol", vectors(), schema).dataType();
    boolean numbers = type instanceof ArrayType array && array.elementType() instanceof NumericType;
    if (!numbers && !isVector(type)) {
      throw InputException.invalid(
          "featuresCol",
          vectors(),
          "a column of vectors or arrays of numbers; this one is of type "
              + type.simpleString()
              + "; columns of numbers are inputCols");
    }
  }

  /** The schema with predictions, once the features are checked. */
  StructType withPrediction(StructType schema) {
    check(schema);
    String prediction = owner.getOrDefault(params.predictionCol);
    if (Arrays.asList(schema.fieldNames()).contains(prediction)) {
      throw InputException.invalid(
          "predictionCol", prediction, "the name of no column that there is");
    }
    return schema.add(prediction, DataTypes.DoubleType, true);
  }

  private static boolean isVector(DataType type) {
    return type.equals(SQLDataTypes.VectorType());
  }

  static void requireNumeric(String param, String name, StructType schema) {
    DataType type = field(param, name, schema).dataType();
    if (!(type instanceof NumericType || type instanceof BooleanType)) {
      throw InputException.invalid(
          param, name, "a numeric column; this one is of type " + type.simpleString());
    }
  }

  private static StructField field(String param, String name, StructType schema) {
    List<String> names = Arrays.asList(schema.fieldNames());
    if (!names.contains(name)) {
      throw InputException.invalid(
          param,
          name,
          "no such column; the nearest is "
              + Spelling.nearest(name, names)
              + "; columns: "
              + String.join(", ", names));
    }
    return schema.apply(name);
  }

  /** A column by its name, which may have dots. */
  static Column column(Dataset<?> data, String name) {
    return data.col("`" + name.replace("`", "``") + "`");
  }

  /** The features of each row as an array of doubles. */
  Column values(Dataset<?> data) {
    if (areSeveral()) {
      return array(
          inputs().stream().map(n -> column(data, n).cast("double")).toArray(Column[]::new));
    }
    Column column = column(data, vectors());
    return isVector(data.schema().apply(vectors()).dataType())
        ? functions.vector_to_array(column, "float64")
        : column.cast("array<double>");
  }

  /**
   * Their names: of columns their own, of vectors those that the metadata have, as a {@code
   * VectorAssembler} writes them, or else x1, x2, …; each once.
   */
  List<String> names(Dataset<?> data) {
    if (areSeveral()) {
      return inputs();
    }
    StructField field = data.schema().apply(vectors());
    Option<Attribute[]> known =
        isVector(field.dataType())
            ? AttributeGroup.fromStructField(field).attributes()
            : Option.empty();
    Attribute[] attributes =
        known.isDefined() ? known.get() : new Attribute[Math.max(1, longest(data))];
    Set<String> names = new LinkedHashSet<>();
    for (int i = 0; i < attributes.length; i++) {
      boolean named = attributes[i] != null && attributes[i].name().isDefined();
      String name = named ? attributes[i].name().get() : "x" + (i + 1);
      while (!names.add(name)) {
        name += "_";
      }
    }
    return List.copyOf(names);
  }

  /** The length of the longest vector; shorter ones lack values, and are refused as such. */
  private int longest(Dataset<?> data) {
    Row row = data.agg(max(size(values(data)))).head();
    return row.isNullAt(0) ? 0 : row.getInt(0);
  }

  /** The label, the features, and the weight where there is one: the cells of each row. */
  JavaRDD<Object[]> cells(Dataset<?> data, int count, String label, Optional<String> weight) {
    List<Column> columns =
        new ArrayList<>(List.of(column(data, label).cast("double"), values(data)));
    weight.ifPresent(name -> columns.add(column(data, name).cast("double")));
    int width = count + columns.size() - 1;
    return data.select(columns.toArray(Column[]::new)).javaRDD().map(row -> cells(row, width));
  }

  private static Object[] cells(Row row, int width) {
    Object[] cells = new Object[width];
    List<Double> features = row.isNullAt(1) ? List.of() : row.getList(1);
    cells[0] = row.get(0);
    if (row.length() > 2) {
      cells[width - 1] = row.get(2);
    }
    for (int i = 0; i < features.size(); i++) {
      cells[1 + i] = features.get(i);
    }
    return cells;
  }
}
