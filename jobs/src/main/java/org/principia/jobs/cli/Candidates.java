package org.principia.jobs.cli;

import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import org.principia.dynamics.ForceLaws;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.jobs.config.Reference;

/** What a shell offers to complete a word with. */
abstract class Candidates implements Iterable<String> {
  private final Supplier<List<String>> words;

  private Candidates(Supplier<List<String>> words) {
    this.words = words;
  }

  @Override
  public Iterator<String> iterator() {
    return words.get().iterator();
  }

  /** The force laws. */
  static final class Laws extends Candidates {
    Laws() {
      super(ForceLaws::names);
    }
  }

  /** The dimensions. */
  static final class Dimensions extends Candidates {
    Dimensions() {
      super(() -> List.of("2", "3"));
    }
  }

  /** The training strategies. */
  static final class Strategies extends Candidates {
    Strategies() {
      super(() -> TrainingStrategy.WORDS);
    }
  }

  /** The keys of the configuration, each before the value that follows it. */
  static final class Keys extends Candidates {
    Keys() {
      super(() -> Reference.keys().stream().map(key -> key + "=").toList());
    }
  }

  /** The examples. */
  static final class Examples extends Candidates {
    Examples() {
      super(() -> List.of(ExampleCommand.NAME));
    }
  }

  /** The shells. */
  static final class Shells extends Candidates {
    Shells() {
      super(() -> List.of("bash", "zsh"));
    }
  }
}
