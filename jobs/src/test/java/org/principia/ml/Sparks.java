package org.principia.ml;

import org.apache.spark.sql.SparkSession;

/** Sessions of tests. */
final class Sparks {
  private Sparks() {}

  static SparkSession local(int cores) {
    SparkSession spark =
        SparkSession.builder()
            .master("local[" + cores + "]")
            .appName("ml")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate();
    spark.sparkContext().setLogLevel("OFF");
    return spark;
  }
}
