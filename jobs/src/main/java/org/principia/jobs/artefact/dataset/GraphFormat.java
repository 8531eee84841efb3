package org.principia.jobs.artefact.dataset;

import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.principia.graphs.Split;

/** The schema of {@code data-format.md}, as Parquet and as Spark name it, and its version. */
public final class GraphFormat {
  /** Version of the format, in the metadata of every file and in the manifest. */
  public static final int VERSION = 2;

  /** Key of the version in a file's metadata. */
  static final String VERSION_KEY = "principia.format";

  /** Key of a file's own name. */
  static final String FILE_KEY = "principia.file";

  /** Spark's own key: its schema, whose fields carry units. */
  private static final String SPARK_KEY = "org.apache.spark.sql.parquet.row.metadata";

  private static final Map<String, String> UNITS = units();

  /** The schema as Parquet's own tools print it. */
  static final MessageType PARQUET =
      MessageTypeParser.parseMessageType(
          """
          message frames {
            required int32 simulation;
            required int32 step;
            required double time;
            required group particles (LIST) {
              repeated group list {
                required group element {
                  required float mass;
                  required float charge;
                  required group position (LIST) { repeated group list { required float element; } }
                  required group velocity (LIST) { repeated group list { required float element; } }
                  required group acceleration (LIST) { repeated group list { required float element; } }
                }
              }
            }
          }
          """);

  /** The schema as Spark has it, a field's unit in its metadata. */
  static final StructType SPARK =
      new StructType(
          new StructField[] {
            new StructField(
                "simulation",
                DataTypes.IntegerType,
                false,
                new MetadataBuilder().putLong(VERSION_KEY, VERSION).build()),
            field("", "step", DataTypes.IntegerType),
            field("", "time", DataTypes.DoubleType),
            field(
                "",
                "particles",
                DataTypes.createArrayType(
                    new StructType(
                        new StructField[] {
                          field("particles.", "mass", DataTypes.FloatType),
                          field("particles.", "charge", DataTypes.FloatType),
                          field("particles.", "position", vector()),
                          field("particles.", "velocity", vector()),
                          field("particles.", "acceleration", vector())
                        }),
                    false))
          });

  private GraphFormat() {}

  private static Map<String, String> units() {
    Map<String, String> units = new LinkedHashMap<>();
    units.put("time", "time");
    units.put("particles.mass", "mass");
    units.put("particles.charge", "charge");
    units.put("particles.position", "length");
    units.put("particles.velocity", "length / time");
    units.put("particles.acceleration", "length / time^2");
    return units;
  }

  /**
   * What a file says of itself besides its schema.
   *
   * @param origin where it belongs
   * @return keys and values: version, law, dimension, split, file, data set, a unit for each column
   *     that has one
   */
  static Map<String, String> metadata(Origin origin) {
    Map<String, String> metadata = new LinkedHashMap<>();
    metadata.put(VERSION_KEY, String.valueOf(VERSION));
    metadata.putAll(origin.metadata());
    UNITS.forEach((column, unit) -> metadata.put("principia.unit." + column, unit));
    metadata.put(SPARK_KEY, SPARK.json());
    return metadata;
  }

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

  private static DataType vector() {
    return DataTypes.createArrayType(DataTypes.FloatType, false);
  }

  private static StructField field(String parent, String name, DataType type) {
    String unit = UNITS.get(parent + name);
    Metadata metadata =
        unit == null ? Metadata.empty() : new MetadataBuilder().putString("unit", unit).build();
    return new StructField(name, type, false, metadata);
  }
}
