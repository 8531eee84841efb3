package org.principia.observed.kernel;

import java.util.*;
import java.util.stream.*;
import org.principia.dynamics.*;
import org.principia.observed.*;
import org.principia.observed.world.SimulatedWorld;

public final class Probe {
  public static void main(String[] a) throws Exception {
    String law = a[0];
    int d = Integer.parseInt(a[1]);
    double noise = Double.parseDouble(a[2]);
    int runs = Integer.parseInt(a[3]);
    Map<String, Object> w = new HashMap<>();
    w.put("position-noise", noise);
    
    for (int i = 4; i < a.length; i++) {
      String[] kv = a[i].split("=");
      w.put(kv[0], kv[0].equals("order") || kv[0].equals("hidden") ? (Object) Integer.parseInt(kv[1]) : kv[0].equals("properties") ? WorldSettings.Cast.valueOf(kv[1]) : kv[0].equals("frame") ? kv[1] : (Object) Double.parseDouble(kv[1]));
    }
    DynamicsSettings ds = DynamicsSettings.defaults().with(Map.of("law", law, "dimension", d, "runs", runs));
    SimulatedWorld world = new SimulatedWorld(ds, WorldSettings.defaults().with(w), 1);
    List<SimulatedWorld.Observation> obs = IntStream.range(0, runs).mapToObj(world::run).toList();
    long t0 = System.nanoTime();
    List<PreparedRun> prepared = obs.stream().map(o -> PreparedRun.of(o.tracks())).toList();
    System.out.printf("sigma %.3g estimated %.3g half %s gain %.3f  %.1f s%n", obs.get(0).sigma(),
        prepared.get(0).tracks().get(0).noise(), Arrays.stream(prepared.get(0).tracks().get(0).half()).boxed().collect(Collectors.groupingBy(x -> x, TreeMap::new, Collectors.counting())),
        Arrays.stream(prepared.get(0).tracks().get(0).gain()[0]).average().getAsDouble(), (System.nanoTime() - t0) / 1e9);
    double[] r = prepared.stream().flatMapToDouble(p -> Arrays.stream(p.distances(2000))).sorted().toArray();
    double decay = 1;
    Map<String, double[]> misfits = new HashMap<>();
    for (int pass = 0; pass < 3; pass++) {
      LogSplines splines = new LogSplines(r[r.length / 500], r[r.length - 1], 16, decay);
      GramPass gp = new GramPass(splines, List.of(""), 2, misfits);
      t0 = System.nanoTime();
      List<RunGram> grams = prepared.stream().map(gp::of).toList();
      double tp = (System.nanoTime() - t0) / 1e9;
      long rows = grams.stream().flatMap(g -> g.receivers().stream()).mapToLong(x -> x.train().rows).sum();
      long rowsTest = grams.stream().flatMap(g -> g.receivers().stream()).mapToLong(x -> x.test().rows).sum();
      System.out.printf("pass %d decay %.3f: %.1f s, rows %d %d%n", pass, decay, tp, rows, rowsTest);
      KernelFit best = null; double[] bp = null; double bt = 1e300; KernelModel bm = null;
      for (Strengths s : Strengths.all(true)) {
        KernelModel m = KernelModel.of(grams, splines, 1, s, new boolean[Extra.widths(d)]);
        KernelFit f = new KernelFit(m);
        t0 = System.nanoTime();
        double[] p = f.best();
        double tr = f.error(p, true) / rows, te = f.error(p, false) / rowsTest;
        System.out.printf("  %s free %d train %.4g test %.4g  %.1f s%n", s, m.free(), tr, te, (System.nanoTime() - t0) / 1e9);
        if (te < bt * 0.97) { bt = te; best = f; bp = p; bm = m; }
      }
      for (int c = 0; c < 12; c++) {
        double x = splines.low() * Math.pow(splines.high() / splines.low(), c / 11.0);
        System.out.printf("%.3g:%.4g ", x, splines.value(bp, 0, x));
      }
      System.out.println();
      var o = obs.get(0);
      System.out.println("masses " + Arrays.toString(o.truth().start().mass()) + " charges " + Arrays.toString(o.truth().start().charge()));
      for (int j = 0; j < o.particles().size(); j++) System.out.printf("%s s %.4f p %.4f  ", o.particles().get(j), bm.source(bp, 0, j), bm.response(bp, 0, j));
      System.out.println();
      for (int rr = 0; rr < grams.size(); rr++) {
        double[] q = new double[grams.get(rr).particles().size()];
        double[] old = misfits.get(grams.get(rr).run());
        for (RunGram.Receiver rec : grams.get(rr).receivers()) {
          double before = old == null ? GramPass.FIRST_MISFIT : old[rec.self()];
          q[rec.self()] = before * Math.min(10, Math.sqrt(best.error(bp, rr, rec, true) / rec.train().rows));
        }
        misfits.put(grams.get(rr).run(), q);
      }
      double sx = 0, sy = 0, sxx = 0, sxy = 0; int nn = 0;
      for (int c = 0; c < r.length; c += Math.max(1, r.length / 300)) {
        double g = splines.value(bp, 0, r[c]); double X = Math.log(r[c]), Y = Math.log(Math.abs(g));
        sx += X; sy += Y; sxx += X * X; sxy += X * Y; nn++;
      }
      decay = -(nn * sxy - sx * sy) / (nn * sxx - sx * sx);
    }
  }
}
