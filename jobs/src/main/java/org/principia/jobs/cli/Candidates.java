package org.principia.jobs.cli;

import java.util.Iterator;
import org.principia.dynamics.law.ForceLaws;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.jobs.config.Reference;

/** The words that a shell offers for the value of an option. */
final class Candidates {
  private Candidates() {}

  /** The force laws. */
  static final class Laws implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return ForceLaws.names().iterator();
    }
  }

  /** The training strategies. */
  static final class Strategies implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return TrainingStrategy.WORDS.iterator();
    }
  }

  /** The keys of the configuration, each before the value that follows it. */
  static final class Keys implements Iterable<String> {
    @Override
    public Iterator<String> iterator() {
      return Reference.keys().stream().map(key -> key + "=").iterator();
    }
  }
}
