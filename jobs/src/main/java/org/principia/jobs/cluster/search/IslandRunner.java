package org.principia.jobs.cluster.search;

import java.io.Serializable;
import org.principia.symbolic.data.Problem;
import org.principia.symbolic.search.IslandResult;
import org.principia.symbolic.search.IslandTask;

/** How a task runs a round of an island; tests put something before it. */
@FunctionalInterface
interface IslandRunner extends Serializable {

  /** Runs the round. */
  IslandResult run(IslandTask task, Problem problem);
}
