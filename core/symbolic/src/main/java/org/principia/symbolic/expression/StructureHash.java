package org.principia.symbolic.expression;

import static org.principia.common.RandomStream.mix;

import org.principia.symbolic.expression.Expression.Binary;
import org.principia.symbolic.expression.Expression.Constant;
import org.principia.symbolic.expression.Expression.Unary;
import org.principia.symbolic.expression.Expression.Variable;

/**
 * Hash of the family of functions that an expression's structure spans when its constants vary.
 *
 * <p>A sum is hashed as the multiset of its signed terms, a product as the multiset of its factors
 * with their exponents, each with one mark for "there is a free constant"; whole and half exponents
 * of {@code ^} are no constants but part of the structure. So {@code a - 2*x}, {@code 3*x + b} and
 * {@code (x + 1) * 2} share a hash where they are one family, and the search fits that family once.
 */
public final class StructureHash {
  private static final long CONSTANT = 0x5851f42d4c957f2dL;
  private static final long SUM = 0x14057b7ef767814fL;
  private static final long PRODUCT = 0x2545f4914f6cdd1dL;

  private StructureHash() {}

  public static long of(Expression e) {
    return hash(e, true);
  }

  /** The hash of the family {@code a * e + b}. */
  public static long ofAffineFamily(Expression e) {
    return hash(e, false);
  }

  private static long hash(Expression e, boolean constantsCount) {
    Terms terms = new Terms();
    terms.add(e, 1);
    return terms.hash(constantsCount);
  }

  /** The signed terms of one sum. */
  private static final class Terms {
    private long hash;
    private int count;
    private boolean free;
    private long onlyFactors;
    private boolean onlyFree;

    void add(Expression e, int sign) {
      if (e instanceof Binary b && b.operator() == Operator.ADD) {
        add(b.left(), sign);
        add(b.right(), sign);
      } else if (e instanceof Binary b && b.operator() == Operator.SUBTRACT) {
        add(b.left(), sign);
        add(b.right(), -sign);
      } else if (e instanceof Unary u && u.operator() == Operator.NEG) {
        add(u.operand(), -sign);
      } else if (e instanceof Constant) {
        free = true;
      } else {
        addTerm(e, sign);
      }
    }

    private void addTerm(Expression e, int sign) {
      Factors factors = new Factors(sign);
      factors.add(e, 1, 1);
      count++;
      onlyFactors = factors.hash;
      onlyFree = factors.free;
      long coefficient = factors.free ? CONSTANT : factors.sign;
      hash += mix(factors.hash * 31 + coefficient);
    }

    long hash(boolean constantsCount) {
      if (count == 0) {
        return CONSTANT;
      }
      if (!constantsCount) {
        return count == 1 ? mix(onlyFactors) : mix(hash + SUM);
      }
      if (count == 1 && onlyFree && !free) {
        return mix(mix(onlyFactors * 31 + CONSTANT));
      }
      return mix(hash + (free ? CONSTANT : 0));
    }
  }

  /** The factors of one product with their exponents. */
  private static final class Factors {
    private long hash = PRODUCT;
    private boolean free;
    private int sign;

    Factors(int sign) {
      this.sign = sign;
    }

    /** Adds so many equal factors: one by one a nest of powers would not end. */
    void add(Expression e, int exponent, long times) {
      if (e instanceof Constant) {
        free = true;
      } else if (e instanceof Binary b && b.operator() == Operator.MULTIPLY) {
        add(b.left(), exponent, times);
        add(b.right(), exponent, times);
      } else if (e instanceof Binary b && b.operator() == Operator.DIVIDE) {
        add(b.left(), exponent, times);
        add(b.right(), -exponent, times);
      } else if (e instanceof Binary b && wholePower(b) != 0) {
        int power = wholePower(b);
        add(b.left(), power < 0 ? -exponent : exponent, times * Math.abs(power));
      } else if (e instanceof Unary u) {
        addUnary(u, exponent, times);
      } else if (e instanceof Binary b
          && b.operator() == Operator.POW
          && b.right() instanceof Constant
          && !Exponents.isHeld(b.operator(), b.right())) {
        // Its exponent may have either sign.
        hash += times * mix(leaf(e) * 31 + 1);
      } else {
        hash += times * mix(leaf(e) * 31 + exponent);
      }
    }

    /** The exponent of a whole power, 0 where it is none. */
    private static int wholePower(Binary b) {
      double p = Exponents.isHeld(b.operator(), b.right()) ? ((Constant) b.right()).value() : 0;
      return p == Math.rint(p) ? (int) p : 0;
    }

    private void addUnary(Unary u, int exponent, long times) {
      switch (u.operator()) {
        case NEG -> {
          sign = times % 2 == 0 ? sign : -sign;
          add(u.operand(), exponent, times);
        }
        case INV -> add(u.operand(), -exponent, times);
        case SQUARE -> add(u.operand(), exponent, 2 * times);
        default ->
            hash +=
                times
                    * mix(
                        mix(of(u.operand()) + 131L * u.operator().symbol().hashCode()) * 31
                            + exponent);
      }
    }

    private static long leaf(Expression e) {
      if (e instanceof Variable v) {
        return mix(v.index() + 1L);
      }
      Binary b = (Binary) e;
      if (Exponents.isHeld(b.operator(), b.right())) {
        return mix(of(b.left()) * 31 + Double.hashCode(((Constant) b.right()).value()));
      }
      if (b.operator() == Operator.POW) {
        return mix(of(b.left()) * 31 + of(b.right()));
      }
      if (b.operator() == Operator.MIN || b.operator() == Operator.MAX) {
        return mix(of(b.left()) + of(b.right()) + b.operator().symbol().hashCode());
      }
      return of(b);
    }
  }
}
