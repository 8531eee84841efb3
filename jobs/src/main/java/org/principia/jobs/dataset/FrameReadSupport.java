package org.principia.jobs.dataset;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.parquet.hadoop.api.InitContext;
import org.apache.parquet.hadoop.api.ReadSupport;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.apache.parquet.io.api.RecordMaterializer;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.Type;
import org.principia.common.InputException;
import org.principia.frames.Frame;

/** Turns Parquet's columns into frames, and refuses what is none. */
final class FrameReadSupport extends ReadSupport<Frame> {
  private final String file;
  private final int dimension;
  private final Optional<Origin> origin;

  /** Reads a file of this dimension, and of this origin where one is given. */
  FrameReadSupport(String file, int dimension, Optional<Origin> origin) {
    this.file = file;
    this.dimension = dimension;
    this.origin = origin;
  }

  @Override
  public ReadContext init(InitContext context) {
    context
        .getKeyValueMetadata()
        .getOrDefault(FrameFormat.VERSION_KEY, Set.of())
        .forEach(this::requireVersion);
    origin.ifPresent(expected -> requireOrigin(expected, context.getKeyValueMetadata()));
    MessageType found = context.getFileSchema();
    for (Type column : FrameFormat.PARQUET.getFields()) {
      if (!found.containsField(column.getName())) {
        throw refuse("it has no column " + column.getName() + ", so it holds no frames");
      }
      Type type = found.getType(column.getName());
      if (!type.equals(column)) {
        throw refuse(
            "column "
                + column.getName()
                + " is "
                + oneLine(type)
                + " where frames have "
                + oneLine(column));
      }
    }
    return new ReadContext(FrameFormat.PARQUET);
  }

  private void requireVersion(String version) {
    if (Integer.parseInt(version) > FrameFormat.VERSION) {
      throw refuse(
          "it has format "
              + version
              + " of a newer program; this one reads formats up to "
              + FrameFormat.VERSION);
    }
  }

  /** A file of another data set, split or place is as wrong as a damaged one, and looks well. */
  private void requireOrigin(Origin expected, Map<String, Set<String>> metadata) {
    Map<String, String> belongs = expected.metadata();
    belongs.put(FrameFormat.FILE_KEY, file.substring(file.lastIndexOf('/') + 1));
    belongs.forEach(
        (key, value) -> {
          Set<String> found = metadata.getOrDefault(key, Set.of());
          if (!found.equals(Set.of(value))) {
            throw refuse(
                "its "
                    + key
                    + " is "
                    + (found.isEmpty() ? "not there" : String.join(", ", found))
                    + " where "
                    + value
                    + " belongs");
          }
        });
  }

  private static String oneLine(Type type) {
    return type.toString().replaceAll("\\s+", " ").strip();
  }

  private InputException refuse(String reason) {
    return InputException.cannot("read " + file, reason);
  }

  @Override
  public RecordMaterializer<Frame> prepareForRead(
      Configuration conf, Map<String, String> metadata, MessageType schema, ReadContext context) {
    return new Materializer();
  }

  /** Values of one column of floats, particle after particle. */
  private static final class Floats extends PrimitiveConverter {
    private float[] values = new float[64];
    private int length;

    @Override
    public void addFloat(float value) {
      if (length == values.length) {
        values = Arrays.copyOf(values, 2 * length);
      }
      values[length++] = value;
    }

    float[] take() {
      float[] taken = Arrays.copyOf(values, length);
      length = 0;
      return taken;
    }
  }

  private static final class Cell extends PrimitiveConverter {
    private int whole;
    private double real;

    @Override
    public void addInt(int value) {
      whole = value;
    }

    @Override
    public void addDouble(double value) {
      real = value;
    }
  }

  /** A group that only passes its fields on. */
  private static class Group extends GroupConverter {
    private final Converter[] fields;

    Group(Converter... fields) {
      this.fields = fields;
    }

    @Override
    public Converter getConverter(int index) {
      return fields[index];
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }

  private final class Materializer extends RecordMaterializer<Frame> {
    private final Cell simulation = new Cell();
    private final Cell step = new Cell();
    private final Cell time = new Cell();
    private final Floats mass = new Floats();
    private final Floats charge = new Floats();
    private final Floats position = new Floats();
    private final Floats velocity = new Floats();
    private final Floats acceleration = new Floats();
    private final GroupConverter root =
        new Group(
            simulation,
            step,
            time,
            list(
                new Group(
                    mass,
                    charge,
                    vector("position", position),
                    vector("velocity", velocity),
                    vector("acceleration", acceleration))));

    private static Group list(Converter element) {
      return new Group(new Group(element));
    }

    /** A list of as many floats as there are axes. */
    private Group vector(String name, Floats values) {
      return new Group(new Group(values)) {
        private int before;

        @Override
        public void start() {
          before = values.length;
        }

        @Override
        public void end() {
          requireLength(name, values.length - before);
        }
      };
    }

    private void requireLength(String name, int length) {
      if (length != dimension) {
        throw refuse(
            where() + name + " has " + length + " components where there are " + dimension);
      }
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }

    @Override
    public Frame getCurrentRecord() {
      float[] masses = finite("mass", mass.take());
      if (masses.length == 0) {
        throw refuse(where() + "there is no particle");
      }
      return new Frame(
          simulation.whole,
          step.whole,
          finite("time", time.real),
          dimension,
          masses,
          finite("charge", charge.take()),
          finite("position", position.take()),
          finite("velocity", velocity.take()),
          finite("acceleration", acceleration.take()));
    }

    private float[] finite(String name, float[] values) {
      for (float value : values) {
        finite(name, value);
      }
      return values;
    }

    private double finite(String name, double value) {
      if (!Double.isFinite(value)) {
        throw refuse(where() + name + " is " + value + " where a finite number belongs");
      }
      return value;
    }

    private String where() {
      return "in simulation " + simulation.whole + ", step " + step.whole + ", ";
    }
  }
}
