package org.principia.jobs.artefact.dataset;

import java.util.Arrays;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.io.api.Converter;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.io.api.PrimitiveConverter;
import org.principia.common.InputException;
import org.principia.graphs.Graph;

/**
 * The rows of one group of a file, column by column into flat arrays, and refuses what is no frame.
 *
 * <p>A column says where lists begin by repetition levels: 0 begins a row, 1 a particle, 2 is one
 * more component. That is all there is to know of the structure; Parquet's own assembly of records
 * calls back for each group of each list.
 */
final class GraphColumns {
  private final String file;
  private final int dimension;
  private final ColumnReader simulation;
  private final ColumnReader step;
  private final ColumnReader time;
  private final Floats mass;
  private final Floats charge;
  private final Floats position;
  private final Floats velocity;
  private final Floats acceleration;
  private final long rows;
  private long read;

  /**
   * The columns of a group.
   *
   * @param file name of the file, for messages
   * @param dimension d of the frames that are expected
   * @param group the group's pages
   * @param writer what the file says that it was written by
   */
  GraphColumns(String file, int dimension, PageReadStore group, String writer) {
    this.file = file;
    this.dimension = dimension;
    this.rows = group.getRowCount();
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(group, new Unused(), GraphFormat.PARQUET, writer);
    simulation = column(columns, "simulation");
    step = column(columns, "step");
    time = column(columns, "time");
    mass = new Floats("mass", column(columns, "particles", "list", "element", "mass"));
    charge = new Floats("charge", column(columns, "particles", "list", "element", "charge"));
    position = vector(columns, "position");
    velocity = vector(columns, "velocity");
    acceleration = vector(columns, "acceleration");
  }

  private static ColumnReader column(ColumnReadStoreImpl columns, String... path) {
    return columns.getColumnReader(GraphFormat.PARQUET.getColumnDescription(path));
  }

  private Floats vector(ColumnReadStoreImpl columns, String name) {
    return new Floats(
        name, column(columns, "particles", "list", "element", name, "list", "element"));
  }

  boolean hasNext() {
    return read < rows;
  }

  Graph next() {
    read++;
    int run = simulation.getInteger();
    int instant = step.getInteger();
    double when = time.getDouble();
    simulation.consume();
    step.consume();
    time.consume();
    if (!Double.isFinite(when)) {
      throw notFinite(run, instant, "time", when);
    }
    float[] masses = mass.row(run, instant);
    if (masses.length == 0) {
      throw refuse(run, instant, "there is no particle");
    }
    return new Graph(
        run,
        instant,
        when,
        dimension,
        masses,
        charge.row(run, instant),
        position.row(run, instant),
        velocity.row(run, instant),
        acceleration.row(run, instant));
  }

  private InputException notFinite(int run, int instant, String name, double value) {
    return refuse(run, instant, name + " is " + value + " where a finite number belongs");
  }

  private InputException refuse(int run, int instant, String reason) {
    return InputException.cannot(
        "read " + file, "in simulation " + run + ", step " + instant + ", " + reason);
  }

  /** One column of floats, particle after particle. */
  private final class Floats {
    private final String name;
    private final ColumnReader column;
    private final int present;
    private final boolean vector;
    private float[] values = new float[64];

    Floats(String name, ColumnReader column) {
      this.name = name;
      this.column = column;
      this.present = column.getDescriptor().getMaxDefinitionLevel();
      this.vector = column.getDescriptor().getMaxRepetitionLevel() > 1;
    }

    /** The values of the next row. */
    float[] row(int run, int instant) {
      int length = 0;
      int begin = 0;
      int level;
      do {
        // A list without elements has one entry that says so.
        if (column.getCurrentDefinitionLevel() == present) {
          if (length == values.length) {
            values = Arrays.copyOf(values, 2 * length);
          }
          float value = column.getFloat();
          if (!Float.isFinite(value)) {
            throw notFinite(run, instant, name, value);
          }
          values[length++] = value;
        }
        column.consume();
        level = column.getCurrentRepetitionLevel();
        if (vector && level < 2) {
          requireLength(run, instant, length - begin);
          begin = length;
        }
      } while (level > 0);
      return Arrays.copyOf(values, length);
    }

    private void requireLength(int run, int instant, int length) {
      if (length != dimension) {
        throw refuse(
            run, instant, name + " has " + length + " components where there are " + dimension);
      }
    }
  }

  /** Stands for Parquet's converters, which reading by columns asks for and does not call. */
  private static final class Unused extends GroupConverter {
    private static final PrimitiveConverter LEAF = new PrimitiveConverter() {};

    @Override
    public Converter getConverter(int index) {
      return this;
    }

    @Override
    public PrimitiveConverter asPrimitiveConverter() {
      return LEAF;
    }

    @Override
    public void start() {}

    @Override
    public void end() {}
  }
}
