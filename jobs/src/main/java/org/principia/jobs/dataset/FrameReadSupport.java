package org.principia.jobs.dataset;

import java.util.Arrays;
import java.util.Map;
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

  FrameReadSupport(String file, int dimension) {
    this.file = file;
    this.dimension = dimension;
  }

  @Override
  public ReadContext init(InitContext context) {
    context
        .getKeyValueMetadata()
        .getOrDefault(FrameFormat.VERSION_KEY, Set.of())
        .forEach(this::requireVersion);
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
  private static final class Group extends GroupConverter {
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
            list(new Group(mass, charge, list(position), list(velocity), list(acceleration))));

    private static Group list(Converter element) {
      return new Group(new Group(element));
    }

    @Override
    public GroupConverter getRootConverter() {
      return root;
    }

    @Override
    public Frame getCurrentRecord() {
      float[] masses = mass.take();
      float[] charges = charge.take();
      int size = masses.length * dimension;
      return new Frame(
          simulation.whole,
          step.whole,
          finite("time", time.real),
          dimension,
          finite("mass", masses, masses.length),
          finite("charge", charges, masses.length),
          finite("position", position.take(), size),
          finite("velocity", velocity.take(), size),
          finite("acceleration", acceleration.take(), size));
    }

    private float[] finite(String name, float[] values, int expected) {
      if (values.length != expected) {
        throw refuse(
            where()
                + name
                + " has "
                + values.length
                + " values where "
                + expected
                + " belong to its particles in "
                + dimension
                + " dimensions");
      }
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
