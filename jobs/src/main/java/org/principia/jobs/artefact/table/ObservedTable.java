package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.Partitioner;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;
import org.principia.observed.ObservedSettings;
import org.principia.observed.TrackSchema;
import scala.Tuple2;

/**
 * A table of tracked particles on the cluster: its runs are known here, its rows lie in the file.
 *
 * <p>A first pass counts the rows of each run and what is wrong with rows; a second brings the rows
 * of a run together in one task.
 */
public final class ObservedTable {
  private final StoredTable stored;
  private final TrackColumns columns;
  private final ObservedSettings settings;
  private final TreeMap<String, Long> runs;
  private final long[] before;
  private final RowFaults faults;

  /** The rows of a partition: how many of each run, and what is wrong with the others. */
  private record Census(TreeMap<String, Long> runs, RowFaults faults) implements Serializable {
    private static final long serialVersionUID = 1L;

    static Census of(Iterator<Object[]> rows, TrackColumns columns, TextFormat format) {
      RowFaults faults = new RowFaults(columns.width(), columns.texts().size());
      TreeMap<String, Long> runs = new TreeMap<>();
      double[] values = new double[columns.width()];
      while (rows.hasNext()) {
        Object[] row = rows.next();
        if (faults.add(row, values, format)) {
          runs.merge(columns.run(row), 1L, Long::sum);
        }
      }
      return new Census(runs, faults);
    }
  }

  /**
   * Opens a table and looks at all its rows.
   *
   * @throws InputException if it is not there, lacks a column, has a text where a number should be,
   *     or no valid row
   */
  public static ObservedTable open(SparkSession spark, ObservedSettings settings) {
    TableRequest request =
        new TableRequest(
            settings.table(),
            settings.time().isEmpty() ? "x" : settings.time(),
            List.of(),
            List.of(),
            Optional.empty(),
            TableRequest.InvalidRows.REFUSE,
            1,
            TableRequest.Header.REQUIRED);
    StoredTable stored = new TableFile(spark, request).open();
    return new ObservedTable(stored, TrackColumns.of(settings, stored), settings);
  }

  private ObservedTable(StoredTable stored, TrackColumns columns, ObservedSettings settings) {
    this.stored = stored;
    this.columns = columns;
    this.settings = settings;
    TextFormat format = stored.format();
    TrackColumns of = columns;
    List<Census> parts =
        TableFile.collect(
            settings.table(),
            rows().mapPartitions(rows -> List.of(Census.of(rows, of, format)).iterator()));
    runs = new TreeMap<>();
    before = new long[parts.size()];
    faults = new RowFaults(columns.width(), columns.texts().size());
    for (int p = 0; p < before.length; p++) {
      before[p] = faults.rows();
      faults.addAll(parts.get(p).faults());
      parts.get(p).runs().forEach((run, count) -> runs.merge(run, count, Long::sum));
    }
    if (faults.rows() == 0) {
      throw InputException.cannot("read " + settings.table(), "it has no rows");
    }
    boolean refuse = settings.invalidRows() == ObservedSettings.InvalidRows.REFUSE;
    if (faults.invalidRows() > 0 && (refuse || runs.isEmpty())) {
      throw InputException.cannot(
          "read " + settings.table(),
          faults.text(columns.numberNames(), columns.textNames())
              + (refuse ? "; observed.invalid-rows = drop leaves those rows out" : ""));
    }
  }

  private JavaRDD<Object[]> rows() {
    return stored.rows(columns.numbers(), columns.texts());
  }

  /** What is known of each particle. */
  public TrackSchema schema() {
    return columns.schema();
  }

  /** Names of the runs in their order; one that is empty where all rows are one run. */
  public List<String> runs() {
    return List.copyOf(runs.keySet());
  }

  /** Numbers of rows of the runs, in their order. */
  public List<Long> rowsOfRuns() {
    return List.copyOf(runs.values());
  }

  /** Rows in the table. */
  public long rowCount() {
    return faults.rows();
  }

  /** Rows left out for want of a finite number. */
  public long invalidRows() {
    return faults.invalidRows();
  }

  /** What of the file is not as everybody expects, a line each. */
  public List<String> notes() {
    return stored.notes();
  }

  /**
   * The rows of each run, a task for each unit of consecutive runs and in their order.
   *
   * @param units of the runs, by their numbers; a run without one is left out
   * @param count of units
   */
  public JavaRDD<Iterator<RunRows>> byUnit(Map<Integer, Integer> units, int count) {
    List<String> names = runs();
    Map<String, Integer> numbers = new HashMap<>();
    units.keySet().forEach(number -> numbers.put(names.get(number), number));
    TextFormat format = stored.format();
    TrackColumns of = columns;
    ObservedSettings known = settings;
    long[] starts = before;
    return rows()
        .mapPartitionsWithIndex(
            (index, rows) -> new TrackBlock.Blocks(rows, of, format, numbers, starts[index]), true)
        .mapToPair(block -> block)
        .repartitionAndSortWithinPartitions(new ByUnit(units, count))
        .mapPartitions(blocks -> List.of(runs(blocks, names, of, known)).iterator());
  }

  private static Iterator<RunRows> runs(
      Iterator<Tuple2<Integer, TrackBlock>> blocks,
      List<String> names,
      TrackColumns columns,
      ObservedSettings settings) {
    return new Iterator<>() {
      private Tuple2<Integer, TrackBlock> next = blocks.hasNext() ? blocks.next() : null;

      @Override
      public boolean hasNext() {
        return next != null;
      }

      @Override
      public RunRows next() {
        if (next == null) {
          throw new NoSuchElementException();
        }
        int run = next._1();
        List<TrackBlock> own = new ArrayList<>();
        while (next != null && next._1() == run) {
          own.add(next._2());
          next = blocks.hasNext() ? blocks.next() : null;
        }
        return new RunRows(run, names.get(run), own, columns, settings);
      }
    };
  }

  /** A partition for each unit. */
  private static final class ByUnit extends Partitioner {
    private static final long serialVersionUID = 1L;
    private final Map<Integer, Integer> units;
    private final int count;

    ByUnit(Map<Integer, Integer> units, int count) {
      this.units = Map.copyOf(units);
      this.count = count;
    }

    @Override
    public int numPartitions() {
      return count;
    }

    @Override
    public int getPartition(Object run) {
      return units.get((Integer) run);
    }
  }
}
