package org.principia.dynamics.law;

/** Attraction or potential of a pair, by the distance and the masses and charges of both. */
@FunctionalInterface
interface PairFunction {
  double of(double r, double m1, double m2, double q1, double q2);
}
