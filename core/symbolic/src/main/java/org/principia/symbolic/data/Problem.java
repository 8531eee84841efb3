package org.principia.symbolic.data;

import java.io.Serializable;
import java.util.List;
import org.principia.symbolic.expression.Expression;

/**
 * What a search explains: a {@link Table} with one target, or a {@link JointTable} with several
 * targets or groups that share one structure.
 */
public sealed interface Problem extends Serializable permits Table, JointTable {

  /** Names of the columns that a formula may use, by index of {@link Expression.Variable}. */
  List<String> names();

  /** Number of rows, at least 1. */
  int rows();
}
