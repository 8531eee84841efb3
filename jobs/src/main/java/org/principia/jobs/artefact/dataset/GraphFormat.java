package org.principia.jobs.artefact.dataset;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Quantity;
import org.principia.graphs.Split;

/** The schema of {@code data-format.md}, as Parquet and as Spark name it, and its version. */
public final class GraphFormat {
  /** Version of the format, in the metadata of every file and in the manifest. */
  public static final int VERSION = 3;

  /** The oldest version whose files hold the same graphs: what was made from them stays valid. */
  public static final int SAME_SINCE = 2;

  /** Key of the version in a file's metadata. */
  static final String VERSION_KEY = "principia.format";

  /** Key of what the numbers mean; formats before 3 had particles joined by the law alone. */
  static final String SCHEMA_KEY = "principia.schema";

  /** Key of a file's own name. */
  static final String FILE_KEY = "principia.file";

  /** Spark's own key: its schema, whose fields carry units. */
  private static final String SPARK_KEY = "org.apache.spark.sql.parquet.row.metadata";

  private GraphFormat() {}

  private static List<Quantity> quantities(GraphSchema schema) {
    return Stream.concat(schema.features().stream(), schema.targets().stream()).toList();
  }

  /** Columns as Parquet's own tools print them: a field of each particle for each quantity. */
  static MessageType parquet(GraphSchema schema) {
    StringBuilder fields = new StringBuilder();
    for (Quantity quantity : quantities(schema)) {
      fields.append(
          quantity.role() == Quantity.Role.SCALAR
              ? "required float " + quantity.name() + "; "
              : "required group "
                  + quantity.name()
                  + " (LIST) { repeated group list { required float element; } } ");
    }
    return MessageTypeParser.parseMessageType(
        "message frames { required int32 simulation; required int32 step; required double time;"
            + " required group particles (LIST) { repeated group list { required group element { "
            + fields
            + "} } } }");
  }

  /** The same as Spark has it, a field's unit in its metadata. */
  static StructType spark(GraphSchema schema) {
    StructType particle = new StructType();
    for (Quantity quantity : quantities(schema)) {
      boolean scalar = quantity.role() == Quantity.Role.SCALAR;
      DataType type =
          scalar ? DataTypes.FloatType : DataTypes.createArrayType(DataTypes.FloatType, false);
      particle = particle.add(quantity.name(), type, false, unit(quantity.unit()));
    }
    Metadata version = new MetadataBuilder().putLong(VERSION_KEY, VERSION).build();
    return new StructType()
        .add("simulation", DataTypes.IntegerType, false, version)
        .add("step", DataTypes.IntegerType, false)
        .add("time", DataTypes.DoubleType, false, unit("time"))
        .add("particles", DataTypes.createArrayType(particle, false), false);
  }

  private static Metadata unit(String unit) {
    return new MetadataBuilder().putString("unit", unit).build();
  }

  /** What a file says of itself besides its columns, with a unit for each that has one. */
  static Map<String, String> metadata(Origin origin) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION_KEY, String.valueOf(VERSION));
    metadata.putAll(origin.metadata());
    metadata.put("principia.unit.time", "time");
    for (Quantity quantity : quantities(origin.schema())) {
      metadata.put("principia.unit.particles." + quantity.name(), quantity.unit());
    }
    metadata.put(SPARK_KEY, spark(origin.schema()).json());
    return metadata;
  }

  /** Where the frames of a split lie below the frames directory. */
  public static Path path(Path frames, String law, int dimension, Split split) {
    return new Path(frames, "law=" + law + "/dim=" + dimension + "/split=" + split.label());
  }

  /**
   * Where a file of frames belongs, which it says of itself.
   *
   * @param dataSet fingerprint of the settings and the seed that its data set was made from
   * @param law name of the force law
   * @param schema what the numbers of its graphs mean
   * @param split what its frames are for
   */
  public record Origin(String dataSet, String law, GraphSchema schema, Split split)
      implements Serializable {

    /** As key-value metadata of a file. */
    Map<String, String> metadata() {
      Map<String, String> metadata = new LinkedHashMap<>();
      metadata.put("principia.data-set", dataSet);
      metadata.put("principia.law", law);
      metadata.put("principia.dimension", String.valueOf(schema.dimension()));
      metadata.put(GraphFormat.SCHEMA_KEY, schema.text());
      metadata.put("principia.split", split.label());
      return metadata;
    }
  }
}
