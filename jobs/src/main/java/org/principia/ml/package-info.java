/**
 * The search for formulas as a stage of a Spark ML pipeline.
 *
 * <p>Reads a column of vectors, or columns of numbers, and a label; gives a model that adds a
 * column of predictions and has the front of formulas. Start at {@link
 * org.principia.ml.SymbolicRegressor}. The package has a name that is short because users write it
 * in other languages, too.
 */
package org.principia.ml;
