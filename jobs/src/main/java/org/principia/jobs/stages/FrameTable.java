package org.principia.jobs.stages;

import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.common.InputException;
import org.principia.frames.Frame;
import org.principia.frames.Split;

/** Frames as Parquet rows: the border between Spark's rows and {@link Frame}. */
public final class FrameTable {
  /** Version of the schema, in the metadata of its first field and in the manifest. */
  public static final int FORMAT = 1;

  private static final StructType PARTICLE =
      new StructType(
          new StructField[] {
            field("mass", DataTypes.FloatType, "mass"),
            field("charge", DataTypes.FloatType, "charge"),
            field("position", vector(), "length"),
            field("velocity", vector(), "length / time"),
            field("acceleration", vector(), "length / time^2")
          });

  /** The schema of {@code data-format.md}. */
  public static final StructType SCHEMA =
      new StructType(
          new StructField[] {
            new StructField(
                "simulation",
                DataTypes.IntegerType,
                false,
                new MetadataBuilder().putLong("principia.format", FORMAT).build()),
            field("step", DataTypes.IntegerType, ""),
            field("time", DataTypes.DoubleType, "time"),
            field("particles", DataTypes.createArrayType(PARTICLE, false), "")
          });

  private FrameTable() {}

  /**
   * Where the frames of a split lie.
   *
   * @param frames the frames directory
   * @param law name of the law
   * @param dimension d
   * @param split the split
   * @return its partition directory
   */
  public static Path path(Path frames, String law, int dimension, Split split) {
    return new Path(frames, "law=" + law + "/dim=" + dimension + "/split=" + split.label());
  }

  /**
   * Writes frames, one file a partition.
   *
   * @param spark the session
   * @param frames the frames
   * @param path the directory
   */
  static void write(SparkSession spark, JavaRDD<Frame> frames, Path path) {
    spark
        .createDataFrame(frames.map(FrameTable::row), SCHEMA)
        .write()
        .mode(SaveMode.ErrorIfExists)
        .parquet(path.toString());
  }

  /**
   * Reads frames.
   *
   * @param spark the session
   * @param path the directory of a split
   * @param dimension d
   * @return the frames, in no particular order
   * @throws InputException when the files cannot be read as frames
   */
  public static JavaRDD<Frame> read(SparkSession spark, Path path, int dimension) {
    return Tables.read(spark, SCHEMA, path).javaRDD().map(row -> frame(row, dimension));
  }

  static Row row(Frame frame) {
    int d = frame.dimension();
    List<Row> particles = new ArrayList<>(frame.particles());
    for (int i = 0; i < frame.particles(); i++) {
      particles.add(
          RowFactory.create(
              frame.mass()[i],
              frame.charge()[i],
              slice(frame.position(), i, d),
              slice(frame.velocity(), i, d),
              slice(frame.acceleration(), i, d)));
    }
    return RowFactory.create(
        frame.simulation(), frame.step(), frame.time(), particles.toArray(new Row[0]));
  }

  static Frame frame(Row row, int dimension) {
    List<Row> particles = row.getList(3);
    int n = particles.size();
    float[] mass = new float[n];
    float[] charge = new float[n];
    float[] position = new float[n * dimension];
    float[] velocity = new float[n * dimension];
    float[] acceleration = new float[n * dimension];
    for (int i = 0; i < n; i++) {
      Row particle = particles.get(i);
      mass[i] = particle.getFloat(0);
      charge[i] = particle.getFloat(1);
      copy(particle.getList(2), position, i, dimension);
      copy(particle.getList(3), velocity, i, dimension);
      copy(particle.getList(4), acceleration, i, dimension);
    }
    return new Frame(
        row.getInt(0),
        row.getInt(1),
        row.getDouble(2),
        dimension,
        mass,
        charge,
        position,
        velocity,
        acceleration);
  }

  private static Float[] slice(float[] values, int particle, int dimension) {
    Float[] slice = new Float[dimension];
    for (int k = 0; k < dimension; k++) {
      slice[k] = values[particle * dimension + k];
    }
    return slice;
  }

  private static void copy(List<Float> values, float[] target, int particle, int dimension) {
    for (int k = 0; k < dimension; k++) {
      target[particle * dimension + k] = values.get(k);
    }
  }

  private static DataType vector() {
    return DataTypes.createArrayType(DataTypes.FloatType, false);
  }

  private static StructField field(String name, DataType type, String unit) {
    Metadata metadata =
        unit.isEmpty() ? Metadata.empty() : new MetadataBuilder().putString("unit", unit).build();
    return new StructField(name, type, false, metadata);
  }
}
