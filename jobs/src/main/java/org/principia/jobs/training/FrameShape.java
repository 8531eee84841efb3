package org.principia.jobs.training;

import java.io.Serializable;
import java.util.List;
import org.principia.common.InputException;
import org.principia.gnn.FrameBlock;

/** What the driver needs to know of a shard. */
record FrameShape(int frames, int particles, int dimension) implements Serializable {

  static FrameShape of(FrameBlock block) {
    return new FrameShape(block.size(), block.particles(), block.dimension());
  }

  /** The number of particles that all shards share. */
  static int particles(List<FrameShape> shapes, int dimension) {
    int particles = shapes.get(0).particles();
    for (FrameShape shape : shapes) {
      if (shape.particles() != particles || shape.dimension() != dimension) {
        throw InputException.invalid(
            "training frames",
            shape.particles() + " particles in " + shape.dimension() + " dimensions",
            particles + " in " + dimension);
      }
    }
    return particles;
  }
}
