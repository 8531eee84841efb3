package org.principia.jobs.cluster.device;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.principia.jobs.cluster.device.TrainingDevice.GpuTasks;

final class GpuTasksTest {

  @ParameterizedTest
  @CsvSource({
    "local, 1, false",
    "local[2], 1, false",
    "'local[*]', 1, false",
    "'local-cluster[1,2,1024]', 1, true",
    "yarn, 1, true",
    "yarn, 0, false",
    "k8s://https://host:6443, 1, true",
    "spark://host:7077, 1, true"
  })
  void onlyExecutorsHaveGpus(String master, int amount, boolean configured) {
    SparkConf conf =
        new SparkConf(false)
            .set("spark.master", master)
            .set("spark.executor.resource.gpu.amount", String.valueOf(amount));
    assertThat(GpuTasks.areConfigured(conf)).isEqualTo(configured);
  }

  @Test
  void anEmbeddedSparkIsLeftAlone() {
    SparkConf conf =
        new SparkConf(false)
            .setMaster("local[1]")
            .setAppName("gpu")
            .set("spark.ui.enabled", "false")
            .set("spark.driver.host", "127.0.0.1")
            .set("spark.driver.bindAddress", "127.0.0.1");
    try (JavaSparkContext spark = new JavaSparkContext(conf)) {
      JavaRDD<Integer> rdd = spark.parallelize(List.of(1, 2));
      assertThat(GpuTasks.of(rdd)).isSameAs(rdd);
      assertThat(rdd.getResourceProfile()).isNull();
    }
  }
}
