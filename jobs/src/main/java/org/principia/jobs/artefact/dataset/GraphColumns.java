package org.principia.jobs.artefact.dataset;

import java.util.Arrays;
import java.util.List;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.DummyRecordConverter;
import org.apache.parquet.schema.MessageType;
import org.principia.common.InputException;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Quantity;

/**
 * The rows of one group of a file, column by column into flat arrays, and refuses what is no frame.
 *
 * <p>A column says where lists begin by repetition levels: 0 begins a row, 1 a particle, 2 is one
 * more component. That is all there is to know of the structure; Parquet's own assembly of records
 * calls back for each group of each list.
 */
final class GraphColumns {
  private final String file;
  private final GraphSchema schema;
  private final ColumnReader simulation;
  private final ColumnReader step;
  private final ColumnReader time;
  private final List<Floats> features;
  private final List<Floats> targets;
  private final long rows;
  private long read;

  /**
   * The columns of a group of rows of a file, by the schema that is expected; the writer is what
   * the file says that it was written by.
   */
  GraphColumns(String file, GraphSchema schema, PageReadStore group, String writer) {
    this.file = file;
    this.schema = schema;
    this.rows = group.getRowCount();
    MessageType type = GraphFormat.parquet(schema);
    // Reading by columns asks for converters and does not call them.
    ColumnReadStoreImpl columns =
        new ColumnReadStoreImpl(
            group, new DummyRecordConverter(type).getRootConverter(), type, writer);
    simulation = columns.getColumnReader(type.getColumnDescription(new String[] {"simulation"}));
    step = columns.getColumnReader(type.getColumnDescription(new String[] {"step"}));
    time = columns.getColumnReader(type.getColumnDescription(new String[] {"time"}));
    features = floats(schema.features(), type, columns);
    targets = floats(schema.targets(), type, columns);
  }

  private List<Floats> floats(
      List<Quantity> quantities, MessageType type, ColumnReadStoreImpl columns) {
    return quantities.stream()
        .map(
            quantity -> {
              String path = "particles list element " + quantity.name();
              boolean scalar = quantity.role() == Quantity.Role.SCALAR;
              String[] names = (scalar ? path : path + " list element").split(" ");
              ColumnReader reader = columns.getColumnReader(type.getColumnDescription(names));
              return new Floats(quantity, reader);
            })
        .toList();
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
    float[] known = joined(features, schema.width(), run, instant);
    float[] explained = joined(targets, schema.outputs(), run, instant);
    if (known.length == 0) {
      throw refuse(run, instant, "there is no particle");
    }
    return new Graph(schema, run, instant, when, known, explained);
  }

  /** Columns side by side: rows of nodes. */
  private float[] joined(List<Floats> columns, int width, int run, int instant) {
    float[] rows = null;
    int at = 0;
    for (Floats column : columns) {
      int each = column.quantity.width();
      float[] values = column.row(run, instant);
      if (rows == null) {
        rows = new float[values.length / each * width];
      }
      for (int i = 0; i < values.length / each; i++) {
        System.arraycopy(values, i * each, rows, i * width + at, each);
      }
      at += each;
    }
    return rows;
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
    private final Quantity quantity;
    private final ColumnReader column;
    private final int present;
    private final boolean vector;
    private float[] values = new float[64];

    Floats(Quantity quantity, ColumnReader column) {
      this.quantity = quantity;
      this.column = column;
      this.present = column.getDescriptor().getMaxDefinitionLevel();
      this.vector = column.getDescriptor().getMaxRepetitionLevel() > 1;
    }

    /** The values of the next row. */
    float[] row(int run, int instant) {
      if (column.getCurrentDefinitionLevel() == 0) {
        // No particle at all.
        column.consume();
        return new float[0];
      }
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
            throw notFinite(run, instant, quantity.name(), value);
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
      if (length != quantity.width()) {
        throw refuse(
            run,
            instant,
            quantity.name() + " has " + length + " components where there are " + quantity.width());
      }
    }
  }
}
