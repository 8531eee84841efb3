/**
 * Symbolic regression on the JDK alone.
 *
 * <p>Start at {@link org.principia.symbolic.SymbolicRegression}.
 */
module org.principia.symbolic {
  requires java.compiler;

  exports org.principia.common;
  exports org.principia.symbolic;
  exports org.principia.symbolic.constraint;
  exports org.principia.symbolic.data;
  exports org.principia.symbolic.expression;
  exports org.principia.symbolic.front;
  exports org.principia.symbolic.math;
  exports org.principia.symbolic.search;
  exports org.principia.symbolic.settings;
}
