package org.principia.observed.kernel;

import java.io.*;
import java.nio.file.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.stream.*;
import org.principia.dynamics.*;
import org.principia.observed.*;
import org.principia.observed.world.SimulatedWorld;
import org.principia.parallel.*;
import org.principia.symbolic.settings.SymbolicSettings;

public final class Probe {
  public static void main(String[] a) throws Exception {
    List<TrackedRun> runs;
    SimulatedWorld.Observation o = null;
    if (a[0].endsWith(".csv")) {
      runs = List.of(read(Path.of(a[0])));
    } else {
      Map<String, Object> w = new HashMap<>();
      w.put("position-noise", Double.parseDouble(a[2]));
      int n = Integer.parseInt(a[3]);
      for (int i = 4; i < a.length; i++) {
        String[] kv = a[i].split("=");
        w.put(
            kv[0],
            kv[0].equals("order") || kv[0].equals("hidden")
                ? (Object) Integer.parseInt(kv[1])
                : kv[0].equals("properties")
                    ? WorldSettings.Cast.valueOf(kv[1])
                    : kv[0].equals("frame") ? kv[1] : (Object) Double.parseDouble(kv[1]));
      }
      DynamicsSettings ds =
          DynamicsSettings.defaults()
              .with(Map.of("law", a[0], "dimension", Integer.parseInt(a[1]), "runs", n));
      SimulatedWorld world = new SimulatedWorld(ds, WorldSettings.defaults().with(w), 1);
      List<SimulatedWorld.Observation> obs = IntStream.range(0, n).mapToObj(world::run).toList();
      runs = obs.stream().map(x -> x.tracks()).toList();
      o = obs.get(0);
    }
    long t0 = System.nanoTime();
    SymbolicSettings s =
        SymbolicSettings.defaults()
            .with(
                Map.of(
                    "loss",
                    "mean-square",
                    "islands",
                    4,
                    "rounds",
                    6,
                    "patience",
                    3,
                    "fits-per-round",
                    1000,
                    "choice",
                    "description-length"));
    KernelSettings ks = KernelSettings.defaults();
    if (System.getProperty("order") != null)
      ks =
          new KernelSettings(
              System.getProperty("order"),
              ks.strengths(),
              ks.terms(),
              ks.operators(),
              ks.maxComplexity(),
              ks.candidates());
    LocalCluster cluster = new LocalCluster(2);
    KernelResult r =
        new KernelDiscovery(ks, s, 1).run(cluster.distribute(runs, Math.min(runs.size(), 8)));
    System.out.printf("order %d  %.1f s%n", r.order(), (System.nanoTime() - t0) / 1e9);
    r.steps().forEach(x -> System.out.println("  " + x));
    for (Curve c : r.curves())
      for (int i = 0; i < c.distance().length; i += 4)
        System.out.printf("%.3g:%.4g+-%.1g ", c.distance()[i], c.force()[i], c.errors()[i]);
    System.out.println();
    for (KernelResult.Law l : r.laws())
      System.out.printf(
          "  %s +- %s  %s length %.1f train %.4f (%d) test %.4f (%d) %s%n",
          l.formula(),
          Arrays.toString(l.constantErrors()),
          l.strengths(),
          l.length(),
          l.train().squares(),
          l.train().rows(),
          l.test().squares(),
          l.test().rows(),
          l.terms());
    KernelResult.Law l = r.laws().get(0);
    for (KernelResult.Strength x : l.particles().subList(0, Math.min(11, l.particles().size())))
      System.out.printf("  %s%n", x);
    if (o != null)
      System.out.println(
          "masses "
              + Arrays.toString(o.truth().start().mass())
              + " charges "
              + Arrays.toString(o.truth().start().charge()));
  }

  static TrackedRun read(Path p) throws Exception {
    Map<String, List<double[]>> rows = new TreeMap<>();
    List<String> lines = Files.readAllLines(p);
    List<String> h = List.of(lines.get(0).split(","));
    for (String line : lines.subList(1, lines.size())) {
      String[] f = line.split(",");
      rows.computeIfAbsent(f[h.indexOf("particle")], k -> new ArrayList<>())
          .add(
              new double[] {
                Double.parseDouble(f[h.indexOf("time")]),
                Double.parseDouble(f[h.indexOf("x")]),
                Double.parseDouble(f[h.indexOf("y")]),
                Double.parseDouble(f[h.indexOf("z")])
              });
    }
    List<Track> tracks = new ArrayList<>();
    rows.forEach(
        (k, v) -> {
          v.sort(Comparator.comparingDouble(x -> x[0]));
          tracks.add(
              Track.of(
                  k,
                  3,
                  v.stream().mapToDouble(x -> x[0]).toArray(),
                  v.stream().flatMapToDouble(x -> DoubleStream.of(x[1], x[2], x[3])).toArray()));
        });
    return new TrackedRun("run", tracks);
  }
}
