package org.principia.gnn;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.principia.gnn.layers.ParameterLayout;

/** A dense layer by loops over its units, in double precision: y = W x + b and its gradients. */
final class DenseLoop {
  private final double[][] weights;
  private final double[] bias;
  private final double[][] ofWeights;
  private final double[] ofBias;

  /** A layer over a network's parameters, its gradients at zero. */
  DenseLoop(INDArray parameters, ParameterLayout.Layer place) {
    weights = place.weights(parameters).toDoubleMatrix();
    bias = place.bias(parameters).reshape(place.outputs()).toDoubleVector();
    ofWeights = new double[place.outputs()][place.inputs()];
    ofBias = new double[place.outputs()];
  }

  double[] forward(double[] x) {
    double[] y = bias.clone();
    for (int o = 0; o < y.length; o++) {
      for (int k = 0; k < x.length; k++) {
        y[o] += weights[o][k] * x[k];
      }
    }
    return y;
  }

  /** Adds what one example has to say of W and b; returns the gradient of x, given that of y. */
  double[] backward(double[] x, double[] ofY) {
    double[] ofX = new double[x.length];
    for (int o = 0; o < ofY.length; o++) {
      ofBias[o] += ofY[o];
      for (int k = 0; k < x.length; k++) {
        ofWeights[o][k] += ofY[o] * x[k];
        ofX[k] += ofY[o] * weights[o][k];
      }
    }
    return ofX;
  }

  double weight(int output, int input) {
    return weights[output][input];
  }

  double bias(int output) {
    return bias[output];
  }

  double ofWeight(int output, int input) {
    return ofWeights[output][input];
  }

  double ofBias(int output) {
    return ofBias[output];
  }

  static double[] rectify(double[] y) {
    double[] positive = y.clone();
    for (int o = 0; o < y.length; o++) {
      positive[o] = Math.max(0, y[o]);
    }
    return positive;
  }

  /** The gradient of what was rectified, given the result and its gradient. */
  static double[] unrectify(double[] positive, double[] ofPositive) {
    double[] of = ofPositive.clone();
    for (int o = 0; o < of.length; o++) {
      of[o] = positive[o] > 0 ? of[o] : 0;
    }
    return of;
  }
}
