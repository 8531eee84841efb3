package org.principia.validation.error;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Serializable;
import org.principia.common.InputException;
import org.principia.gnn.GraphNetwork;
import org.principia.theory.law.ComposedLaw;

/**
 * Network and law as they are sent to tasks, each of which builds its own pair of them.
 *
 * @param network the file of the trained network
 * @param loader makes a network of the file
 * @param law the composed law
 */
public record ModelSource(byte[] network, Loader loader, ComposedLaw law) implements Serializable {

  /** Makes a network of its file, in the task that uses it. */
  @FunctionalInterface
  public interface Loader extends Serializable {

    /** Loads a network from the bytes of its file. */
    GraphNetwork load(byte[] file);
  }

  /** Network and law for one thread. */
  public ModelPair pair() {
    return new ModelPair(loader.load(network)::outputs, law);
  }

  /**
   * Loads a network from the bytes of its file in this process.
   *
   * @throws InputException if it is no network
   */
  public static GraphNetwork load(byte[] file) {
    try {
      return GraphNetwork.load(new ByteArrayInputStream(file));
    } catch (IOException e) {
      throw InputException.cannot("load the network", String.valueOf(e.getMessage()), e);
    }
  }
}
