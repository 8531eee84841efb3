package org.principia.parallel;

import java.util.function.Supplier;

/**
 * Results of the steps of long work, so that work that was killed goes on: the same work asks for
 * the same steps in the same order, and takes from those before it what is finished.
 *
 * <p>A step is a function of the input and of the steps before it. Its result is serialisable.
 */
public interface FinishedSteps {
  /** Nothing is kept. */
  FinishedSteps NONE =
      new FinishedSteps() {
        @Override
        public <T> T of(String name, Supplier<T> work) {
          return work.get();
        }
      };

  /**
   * The result of a step: the one that is kept, or what the work gives, which is kept then.
   *
   * @param name of letters, digits and hyphens, another for each step
   */
  <T> T of(String name, Supplier<T> work);
}
