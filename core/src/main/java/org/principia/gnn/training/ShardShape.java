package org.principia.gnn.training;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBlock;
import org.principia.graphs.GraphSchema;

/**
 * What the driver needs to know of a shard.
 *
 * @param schema what the numbers of its graphs mean
 * @param first key of its first graph
 * @param last key of its last graph
 */
record ShardShape(GraphSchema schema, long first, long last) implements Serializable {

  static ShardShape of(GraphBlock block) {
    int end = block.size() - 1;
    return new ShardShape(
        block.schema(),
        key(block.simulation()[0], block.step()[0]),
        key(block.simulation()[end], block.step()[end]));
  }

  /** A number that orders frames by (simulation, step). */
  static long key(int simulation, int step) {
    return ((long) simulation << 32) | (step & 0xffffffffL);
  }

  /**
   * Refuses a frame that is there twice or not in its place.
   *
   * @return its key
   */
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
   * Refuses shards of another schema or out of order.
   *
   * <p>Each shard has checked the order of the graphs of its team; here it is that between teams.
   *
   * @param shapes of all shards, in their order, none of them empty
   * @param schema the schema that they should have
   */
  static void requireOrder(List<ShardShape> shapes, GraphSchema schema) {
    long before = Long.MIN_VALUE;
    long last = Long.MIN_VALUE;
    for (int shard = 0; shard < shapes.size(); shard++) {
      ShardShape shape = shapes.get(shard);
      if (!shape.schema().equals(schema)) {
        throw InputException.invalid("training graphs", shape.schema().text(), schema.text());
      }
      if (shard > 0
          && ShardLayout.team(shard, shapes.size()) > ShardLayout.team(shard - 1, shapes.size())) {
        before = last;
      }
      requireAfter(before, shape.first());
      last = Math.max(last, shape.last());
    }
  }
}
