package org.principia.dynamics;

import java.io.Serializable;
import org.principia.dynamics.law.AccelerationField;

/** A method that follows particles through time. */
public interface Integrator extends Serializable {

  /**
   * Follows the particles and stores their state at the times {@code k * timeStep}, k = 0 ... steps
   * - 1; step 0 is the initial state.
   *
   * @param field what accelerates them
   * @param start the state at time 0
   * @param timeStep the step at which states are stored [time], positive; the method chooses its
   *     own steps in between
   * @param steps the number of states to store, at least 1
   * @return the states; where the method fails, those before the failure, flagged as diverged
   */
  Trajectory integrate(AccelerationField field, InitialState start, double timeStep, int steps);
}
