package org.principia.observed.weak;

import java.io.Serializable;

/** What errors of positions make of forces: the stiffness of a scene, better known than before. */
@FunctionalInterface
public interface ForceErrors extends Serializable {

  /** As long as nothing is known of the force: by the sizes of the accelerations. */
  ForceErrors ESTIMATED = (run, scene) -> scene;

  /** The scene of a run with another stiffness. */
  Scene of(PreparedRun run, Scene scene);
}
