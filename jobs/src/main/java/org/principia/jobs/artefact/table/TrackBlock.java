package org.principia.jobs.artefact.table;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import scala.Tuple2;

/**
 * Some rows of a particle in a run, column by column.
 *
 * @param particle its name
 * @param type its type, empty where there is none
 * @param columns of numbers, the last of them the numbers of the rows in the table
 */
record TrackBlock(String particle, String type, double[][] columns) implements Serializable {
  private static final long serialVersionUID = 1L;

  /** What rows belong to. */
  private record Key(int run, String particle, String type) {}

  /** Gathers the rows of a partition into blocks by the number of their run, some at a time. */
  static final class Blocks implements Iterator<Tuple2<Integer, TrackBlock>> {
    /** Rows in memory at the most. */
    private static final int ROWS = 1 << 16;

    private final Iterator<Object[]> rows;
    private final TrackColumns columns;
    private final TextFormat format;
    private final Map<String, Integer> runs;
    private final long before;
    private final RowFaults faults;
    private Iterator<Tuple2<Integer, TrackBlock>> ready = Collections.emptyIterator();

    /** Blocks of rows behind so many others; rows of runs that have no number are passed over. */
    Blocks(
        Iterator<Object[]> rows,
        TrackColumns columns,
        TextFormat format,
        Map<String, Integer> runs,
        long before) {
      this.rows = rows;
      this.columns = columns;
      this.format = format;
      this.runs = runs;
      this.before = before;
      faults = new RowFaults(columns.width(), columns.texts().size());
    }

    @Override
    public boolean hasNext() {
      while (!ready.hasNext() && rows.hasNext()) {
        ready = gather().iterator();
      }
      return ready.hasNext();
    }

    @Override
    public Tuple2<Integer, TrackBlock> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      return ready.next();
    }

    private List<Tuple2<Integer, TrackBlock>> gather() {
      Map<Key, GrowingColumns> gathered = new LinkedHashMap<>();
      double[] values = new double[columns.width()];
      for (int taken = 0; taken < ROWS && rows.hasNext(); taken++) {
        Object[] row = rows.next();
        boolean valid = faults.add(row, values, format);
        Integer run = valid ? runs.get(columns.run(row)) : null;
        if (run != null) {
          gathered
              .computeIfAbsent(
                  new Key(run, columns.particle(row), columns.type(row)),
                  k -> new GrowingColumns(columns.width()))
              .add(values, before + faults.rows());
        }
      }
      List<Tuple2<Integer, TrackBlock>> blocks = new ArrayList<>();
      gathered.forEach(
          (key, rowsOf) ->
              blocks.add(
                  new Tuple2<>(
                      key.run(), new TrackBlock(key.particle(), key.type(), rowsOf.trimmed()))));
      return blocks;
    }
  }
}
