package org.principia.observed.spline;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.principia.observed.weak.Gram;

/**
 * Sums of products of all receivers whose columns go by the same parameters, without the columns
 * that are zero.
 *
 * <p>Where strengths are shared, a particle has one such matrix for all runs with the same
 * particles; a pair that keeps its distance sees few of the splines. So a model of two runs of the
 * planets costs a tenth of what their full sums do.
 *
 * @param run number of a run that it stands for
 * @param receiver one of the receivers that it stands for
 * @param active which of the receiver's columns are kept (m)
 * @param place where a column of the receiver stands among these, or -1
 * @param sums of products (m x m)
 */
public record PooledGram(
    int run, RunGram.Receiver receiver, int[] active, int[] place, double[] sums) {

  private record Key(List<Integer> slots, List<Integer> types, int self) {}

  /** Of the windows that are fitted, in the order of the runs. */
  public static List<PooledGram> of(KernelModel model) {
    Map<Key, List<RunGram.Receiver>> groups = new LinkedHashMap<>();
    Map<Key, Integer> first = new LinkedHashMap<>();
    for (int r = 0; r < model.runs().size(); r++) {
      RunGram run = model.runs().get(r);
      List<Integer> slots = new ArrayList<>(IntStream.of(model.slots()[r]).boxed().toList());
      slots.add(model.block(r));
      for (RunGram.Receiver receiver : run.receivers()) {
        Key key = new Key(slots, IntStream.of(run.types()).boxed().toList(), receiver.self());
        first.putIfAbsent(key, r);
        groups.computeIfAbsent(key, k -> new ArrayList<>()).add(receiver);
      }
    }
    List<PooledGram> pooled = new ArrayList<>();
    groups.forEach((key, receivers) -> pooled.add(of(first.get(key), receivers)));
    return pooled;
  }

  private static PooledGram of(int run, List<RunGram.Receiver> receivers) {
    int columns = receivers.get(0).train().columns;
    int[] active =
        IntStream.range(0, columns)
            .filter(c -> receivers.stream().anyMatch(r -> r.train().at(c, c) != 0))
            .toArray();
    int m = active.length;
    int[] place = new int[columns];
    Arrays.fill(place, -1);
    for (int a = 0; a < m; a++) {
      place[active[a]] = a;
    }
    double[] sums = new double[m * m];
    for (RunGram.Receiver receiver : receivers) {
      Gram gram = receiver.train();
      for (int a = 0; a < m; a++) {
        int row = active[a] * columns;
        for (int b = 0; b < m; b++) {
          sums[a * m + b] += gram.sums[row + active[b]];
        }
      }
    }
    return new PooledGram(run, receivers.get(0), active, place, sums);
  }

  public int size() {
    return active.length;
  }

  /** The kept ones of some numbers, one for each column of the receiver. */
  public double[] kept(double[] all) {
    double[] kept = new double[active.length];
    for (int a = 0; a < kept.length; a++) {
      kept[a] = all[active[a]];
    }
    return kept;
  }

  /** {@code z' G z}, from 0. */
  public double square(double[] z) {
    int m = z.length;
    double sum = 0;
    for (int a = 0; a < m; a++) {
      if (z[a] != 0) {
        sum += z[a] * (sums[a * m + a] * z[a] / 2 + dot(a, z, a + 1));
      }
    }
    return Math.max(0, 2 * sum);
  }

  /** A row's product with a vector, from a column on. */
  public double dot(int row, double[] z, int from) {
    int m = z.length;
    int at = row * m;
    double one = 0;
    double two = 0;
    double three = 0;
    double four = 0;
    int b = from;
    for (; b + 3 < m; b += 4) {
      one += sums[at + b] * z[b];
      two += sums[at + b + 1] * z[b + 1];
      three += sums[at + b + 2] * z[b + 2];
      four += sums[at + b + 3] * z[b + 3];
    }
    for (; b < m; b++) {
      one += sums[at + b] * z[b];
    }
    return one + two + (three + four);
  }
}
