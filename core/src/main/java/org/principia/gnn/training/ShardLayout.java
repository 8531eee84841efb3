package org.principia.gnn.training;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;

/**
 * How frames are dealt out to logical workers.
 *
 * <p>Workers stand in teams of {@value #TEAM} at most. Of N frames in the order of (simulation,
 * step), a team has as many consecutive ones as it has shares in N, and deals them to its workers
 * in turn, like cards: so that workers see frames of the same runs (with few runs each of its own,
 * parameters that are averaged drift apart), and nobody reads more than {@value #TEAM} shares and
 * what stands before them in a file. It is a function of the data set and the number of workers
 * alone, whatever the cores and executors; shards differ by one frame at most.
 *
 * @param frames N
 * @param workers number of shards
 */
public record ShardLayout(long frames, int workers) implements Serializable {
  /** Workers that share their runs, at most. */
  static final int TEAM = 8;

  /** Frames by their numbers in the order of (simulation, step). */
  @FunctionalInterface
  public interface Source {

    /** Reads consecutive frames, by the number of the first and one past the last. */
    Iterator<Graph> read(long from, long to);
  }

  /**
   * Fills the shard of a worker from 0, empty where there are fewer frames than workers. The order
   * of all frames that it is dealt from is checked: an {@link InputException} if they are out of
   * order or of several schemas.
   */
  public Optional<GraphBlock> block(int worker, Source source) {
    int team = team(worker, workers);
    int first = firstOfTeam(team);
    int members = firstOfTeam(team + 1) - first;
    int member = worker - first;
    long from = share(first);
    long to = share(first + members);
    int size = Math.toIntExact((to - from - member + members - 1) / members);
    if (size == 0) {
      return Optional.empty();
    }
    GraphBlock.Filler filler = new GraphBlock.Filler(size);
    Iterator<Graph> dealt = source.read(from, to);
    long before = Long.MIN_VALUE;
    for (long card = 0; dealt.hasNext(); card++) {
      Graph frame = dealt.next();
      before = Shape.requireAfter(before, Shape.key(frame.simulation(), frame.step()));
      if (card % members == member) {
        filler.add(frame);
      }
    }
    return Optional.of(filler.block());
  }

  private static int teams(int shards) {
    return (shards + TEAM - 1) / TEAM;
  }

  /** The first worker of a team; teams differ by one worker at most. */
  private int firstOfTeam(int team) {
    return (int) ((long) team * workers / teams(workers));
  }

  /** The team of a worker. */
  static int team(int shard, int shards) {
    return (int) ((((long) shard + 1) * teams(shards) - 1) / shards);
  }

  /** Number of the first frame of a worker's share, without a product that overflows. */
  private long share(int shard) {
    long each = frames / workers;
    long rest = frames % workers;
    return each * shard + rest * shard / workers;
  }

  /**
   * What the driver needs to know of a shard: its schema, and the keys of its first and last graph.
   */
  record Shape(GraphSchema schema, long first, long last) implements Serializable {

    static Shape of(GraphBlock block) {
      int end = block.size() - 1;
      return new Shape(
          block.schema(),
          key(block.simulation()[0], block.step()[0]),
          key(block.simulation()[end], block.step()[end]));
    }

    /** A number that orders frames by (simulation, step). */
    static long key(int simulation, int step) {
      return ((long) simulation << 32) | (step & 0xffffffffL);
    }

    /** Refuses a frame that is there twice or not in its place; gives its key. */
    static long requireAfter(long before, long key) {
      if (key <= before) {
        throw InputException.invalid(
            "order of the frames",
            text(key) + " after " + text(before),
            "by simulation, then step, each once");
      }
      return key;
    }

    private static String text(long key) {
      return "simulation " + (key >> 32) + ", step " + (int) key;
    }

    /**
     * Refuses shards, none of them empty, of another schema or out of order. Each has checked the
     * order of the graphs of its team; here it is that between teams.
     */
    static void requireOrder(List<Shape> shapes, GraphSchema schema) {
      long before = Long.MIN_VALUE;
      long last = Long.MIN_VALUE;
      for (int shard = 0; shard < shapes.size(); shard++) {
        Shape shape = shapes.get(shard);
        if (!shape.schema().equals(schema)) {
          throw InputException.invalid("training graphs", shape.schema().text(), schema.text());
        }
        if (shard > 0 && team(shard, shapes.size()) > team(shard - 1, shapes.size())) {
          before = last;
        }
        requireAfter(before, shape.first());
        last = Math.max(last, shape.last());
      }
    }
  }
}
