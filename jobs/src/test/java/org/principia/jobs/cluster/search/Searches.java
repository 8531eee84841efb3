package org.principia.jobs.cluster.search;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.symbolic.data.Table;
import org.principia.symbolic.settings.SymbolicSettings;

/** Small searches for tests. */
final class Searches {
  static final long SEED = 5;
  static final SymbolicSettings SETTINGS = SymbolicSettings.defaults().withEffort(2, 3, 60);

  private Searches() {}

  static JavaSparkContext local(int cores) {
    JavaSparkContext spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[" + cores + "]")
                .setAppName("searches")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
    spark.setLogLevel("OFF");
    return spark;
  }

  /** Tables that no formula of a few nodes fits, so that searches use up their rounds. */
  static Map<String, Table> tables(String... names) {
    Map<String, Table> tables = new LinkedHashMap<>();
    for (int k = 0; k < names.length; k++) {
      double[] x = new double[60];
      double[] y = new double[60];
      for (int i = 0; i < x.length; i++) {
        x[i] = 0.1 * i + 0.05;
        y[i] = Math.sin(x[i] * (1 + k)) + Math.sqrt(x[i]);
      }
      tables.put(names[k], Table.of(List.of("x"), new double[][] {x}, y));
    }
    return tables;
  }

  /** Fronts and efforts, every digit, a line a member. */
  static List<String> lines(Map<String, Found> found) {
    return found.entrySet().stream()
        .flatMap(
            entry ->
                entry.getValue().front().members().stream()
                    .map(
                        m ->
                            String.join(
                                " ",
                                entry.getKey(),
                                String.valueOf(entry.getValue().rounds()),
                                String.valueOf(entry.getValue().rowsEvaluated()),
                                String.valueOf(m.loss()),
                                m.expression().toText())))
        .toList();
  }
}
