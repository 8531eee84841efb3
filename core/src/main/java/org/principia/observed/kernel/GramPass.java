package org.principia.observed.kernel;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * One pass over a run: sums of products for a kernel of free form, each sender with columns of its
 * own.
 *
 * @param splines of the kernel
 * @param types names of the types
 * @param order of the motion in time
 * @param misfits share of the rms acceleration that the model does not explain, by run and particle
 */
record GramPass(
    LogSplines splines, List<String> types, int order, Map<String, double[]> misfits)
    implements Serializable {
  /** What a model is thought to leave before it is known. */
  static final double FIRST_MISFIT = 0.01;

  RunGram of(PreparedRun run) {
    int n = run.tracks().size();
    int d = run.tracks().get(0).track().dimension();
    KernelColumns columns =
        new KernelColumns(splines, IntStream.range(0, n).toArray(), n, d);
    List<RunGram.Receiver> receivers = new ArrayList<>();
    for (int i = 0; i < n; i++) {
      if (run.windows().get(i).isEmpty()) {
        continue;
      }
      double scale = run.scale(i, order);
      double share =
          misfits.containsKey(run.run()) ? misfits.get(run.run())[i] : FIRST_MISFIT;
      Scene scene = Scene.of(run.tracks(), i, order);
      WeakRows rows = new WeakRows(scene, columns, order, share * scale);
      Gram train = new Gram(rows.width());
      Gram test = new Gram(rows.width());
      rows.emit(
          run.windows().get(i),
          Double.NEGATIVE_INFINITY,
          run.trainEnd(),
          (row, at, time) -> train.add(row, at));
      rows.emit(
          run.windows().get(i), run.testBegin(), run.end(), (row, at, time) -> test.add(row, at));
      receivers.add(new RunGram.Receiver(i, train.mirrored(), test.mirrored(), scale));
    }
    return new RunGram(run.run(), run.particles(), run.types(types), receivers);
  }
}
