package org.principia.jobs.stage;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.principia.messages.EdgeSample;
import org.principia.messages.EdgeVariables;
import org.principia.messages.NodeSample;
import org.principia.messages.NodeVariables;

/** Samples of edges and nodes as Parquet rows: variables by name, vectors as arrays. */
final class SampleTable {
  private SampleTable() {}

  static StructType edgeSchema(int dimension) {
    StructType schema =
        new StructType()
            .add("simulation", DataTypes.IntegerType, false)
            .add("step", DataTypes.IntegerType, false)
            .add("receiver", DataTypes.IntegerType, false)
            .add("sender", DataTypes.IntegerType, false);
    for (String name : EdgeVariables.names(dimension)) {
      schema = schema.add(name, DataTypes.DoubleType, false);
    }
    return schema.add("message", DataTypes.createArrayType(DataTypes.FloatType, false), false);
  }

  static StructType nodeSchema(int dimension) {
    StructType schema =
        new StructType()
            .add("simulation", DataTypes.IntegerType, false)
            .add("step", DataTypes.IntegerType, false)
            .add("particle", DataTypes.IntegerType, false);
    for (String name : NodeVariables.names(dimension)) {
      schema = schema.add(name, DataTypes.DoubleType, false);
    }
    return schema
        .add("predicted", DataTypes.createArrayType(DataTypes.FloatType, false), false)
        .add("acceleration", DataTypes.createArrayType(DataTypes.FloatType, false), false);
  }

  static void writeEdges(SparkSession spark, List<EdgeSample> samples, int dimension, Path path) {
    List<Row> rows = new ArrayList<>(samples.size());
    for (EdgeSample s : samples) {
      List<Object> cells =
          new ArrayList<>(List.of(s.simulation(), s.step(), s.receiver(), s.sender()));
      addAll(cells, s.inputs());
      cells.add(boxed(s.message()));
      rows.add(RowFactory.create(cells.toArray()));
    }
    write(spark, rows, edgeSchema(dimension), path);
  }

  static void writeNodes(SparkSession spark, List<NodeSample> samples, int dimension, Path path) {
    List<Row> rows = new ArrayList<>(samples.size());
    for (NodeSample s : samples) {
      List<Object> cells = new ArrayList<>(List.of(s.simulation(), s.step(), s.particle()));
      addAll(cells, s.inputs());
      cells.add(boxed(s.predicted()));
      cells.add(boxed(s.acceleration()));
      rows.add(RowFactory.create(cells.toArray()));
    }
    write(spark, rows, nodeSchema(dimension), path);
  }

  static List<EdgeSample> readEdges(SparkSession spark, Path path, int dimension) {
    int inputs = EdgeVariables.names(dimension).size();
    List<EdgeSample> samples = new ArrayList<>();
    for (Row row : Tables.read(spark, edgeSchema(dimension), path).collectAsList()) {
      samples.add(
          new EdgeSample(
              row.getInt(0),
              row.getInt(1),
              row.getInt(2),
              row.getInt(3),
              doubles(row, 4, inputs),
              floats(row, 4 + inputs)));
    }
    return samples;
  }

  static List<NodeSample> readNodes(SparkSession spark, Path path, int dimension) {
    int inputs = NodeVariables.names(dimension).size();
    List<NodeSample> samples = new ArrayList<>();
    for (Row row : Tables.read(spark, nodeSchema(dimension), path).collectAsList()) {
      samples.add(
          new NodeSample(
              row.getInt(0),
              row.getInt(1),
              row.getInt(2),
              doubles(row, 3, inputs),
              floats(row, 3 + inputs),
              floats(row, 4 + inputs)));
    }
    return samples;
  }

  /** Writes rows as one file in their order: they are few. */
  static void write(SparkSession spark, List<Row> rows, StructType schema, Path path) {
    spark.createDataFrame(rows, schema).coalesce(1).write().parquet(path.toString());
  }

  private static void addAll(List<Object> cells, double[] values) {
    for (double value : values) {
      cells.add(value);
    }
  }

  private static Float[] boxed(float[] values) {
    Float[] boxed = new Float[values.length];
    for (int i = 0; i < values.length; i++) {
      boxed[i] = values[i];
    }
    return boxed;
  }

  private static double[] doubles(Row row, int from, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = row.getDouble(from + i);
    }
    return values;
  }

  private static float[] floats(Row row, int column) {
    List<Float> list = row.getList(column);
    float[] values = new float[list.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = list.get(i);
    }
    return values;
  }
}
