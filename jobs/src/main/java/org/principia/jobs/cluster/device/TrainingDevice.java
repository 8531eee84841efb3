package org.principia.jobs.cluster.device;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.resource.ResourceProfileBuilder;
import org.apache.spark.resource.TaskResourceRequests;
import org.nd4j.linalg.api.ops.executioner.OpExecutioner.ExecutionerType;
import org.principia.common.InputException;
import org.principia.gnn.GnnSettings;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.NeighbourRule;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.device.FirstKernel;
import org.principia.jobs.device.Gpu;
import org.principia.jobs.device.MemoryNeed;
import org.principia.jobs.device.Nd4jCuda;
import org.principia.jobs.device.NvidiaSmi;
import org.principia.jobs.device.Preflight;

/**
 * Makes sure, once in a process, that ND4J can compute where it would. A refused process asks again
 * with each task that Spark gives it.
 *
 * <p>To be called before the first use of ND4J: at the start of the driver of an embedded Spark,
 * and in every task that computes. Costs nothing where no GPU is in play: one look for ND4J's CUDA
 * backend on the class path.
 */
public final class TrainingDevice {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private static boolean fit;

  private TrainingDevice() {}

  /**
   * Requires, by an {@link InputException} of one line, that the GPU of this process, if it has
   * one, is fit and has the memory free. The driver of a cluster is not judged: it computes on its
   * CPU.
   */
  public static synchronized void require(MemoryNeed need) {
    boolean embedded = isEmbedded();
    TaskContext task = TaskContext.get();
    if (fit || (task == null && !embedded)) {
      return;
    }
    Preflight preflight =
        new Preflight(
            new NvidiaSmi(NvidiaSmi::run, LIMIT),
            System.getenv(),
            isOnClassPath(),
            embedded ? "" : host());
    Optional<Gpu> gpu = preflight.gpu(task == null ? List.of() : assigned(task), need);
    if (gpu.isPresent()) {
      FirstKernel.run(
          "GPU " + gpu.get().index() + " (" + gpu.get().name() + ")", ExecutionerType.CUDA);
      fit = true;
    }
  }

  /**
   * The same before any work on graphs of n nodes is done: here where Spark is embedded, for all
   * its tasks at a time, else in a task for each worker, of which the error is the cause of what
   * Spark throws. Executors that come later are judged by their own tasks. Some graphs are drawn
   * where a GPU is in play and their places tell how many neighbours there are.
   */
  public static void requireForTraining(
      Directory directory,
      GnnSettings settings,
      GraphSchema schema,
      int nodes,
      Supplier<List<Graph>> drawn) {
    JavaSparkContext spark = directory.context();
    int workers = settings.workers();
    boolean embedded = isEmbedded();
    boolean used = embedded ? isOnClassPath() : GpuTasks.areConfigured(spark.getConf());
    if (!used) {
      return;
    }
    long edges = edges(schema, nodes, drawn);
    if (embedded) {
      int tasks = Math.min(workers, spark.defaultParallelism());
      require(MemoryNeed.ofTraining(settings, schema, nodes, edges, tasks));
    } else {
      MemoryNeed need = MemoryNeed.ofTraining(settings, schema, nodes, edges, 1);
      List<Integer> all = IntStream.range(0, workers).boxed().toList();
      GpuTasks.of(spark.parallelize(all, workers)).foreachPartition(part -> require(need));
    }
  }

  /** E of a graph: where a radius decides it the mean of some, rounded up. */
  static long edges(GraphSchema schema, int nodes, Supplier<List<Graph>> drawn) {
    if (schema.rule() instanceof NeighbourRule.Within) {
      double mean = drawn.get().stream().mapToInt(g -> g.neighbours().edges()).average().orElse(0);
      return (long) Math.ceil(mean);
    }
    // By the number of nodes alone, wherever they are.
    return schema.neighbours(new double[nodes * schema.dimension()]).edges();
  }

  private static boolean isOnClassPath() {
    return Nd4jCuda.isOnClassPath(TrainingDevice.class.getClassLoader());
  }

  private static boolean isEmbedded() {
    SparkEnv spark = SparkEnv.get();
    return spark == null || GpuTasks.isEmbedded(spark.conf());
  }

  /** Addresses of the GPUs that Spark assigned to a task. */
  private static List<String> assigned(TaskContext task) {
    var gpus = task.resourcesJMap().get(GpuTasks.RESOURCE);
    return gpus == null ? List.of() : List.of(gpus.addresses());
  }

  private static String host() {
    return SparkEnv.get().blockManager().blockManagerId().host();
  }

  /**
   * One GPU a task, for the stages that compute with the network and for no others.
   *
   * <p>By a resource profile of tasks alone, which Spark schedules on the executors that are there:
   * without dynamic allocation, on YARN, Kubernetes and standalone clusters (Spark 3.5.1). A
   * profile with executors of its own would ask for dynamic allocation, which takes executors away
   * with the shards in their memory. An embedded Spark knows no profiles.
   */
  public static final class GpuTasks {
    public static final String RESOURCE = "gpu";

    private static final String OF_EXECUTORS = "spark.executor.resource.gpu.amount";
    private static final String OF_TASKS = "spark.task.resource.gpu.amount";

    private GpuTasks() {}

    /**
     * Has the tasks that compute an RDD, and what is derived from it without a shuffle, ask for one
     * GPU each; unchanged where executors have no GPUs or all tasks ask for one already.
     */
    public static <T> JavaRDD<T> of(JavaRDD<T> rdd) {
      SparkConf conf = rdd.context().getConf();
      if (!areConfigured(conf) || conf.contains(OF_TASKS)) {
        return rdd;
      }
      return rdd.withResources(
          new ResourceProfileBuilder()
              .require(new TaskResourceRequests().resource(RESOURCE, 1))
              .build());
    }

    /** Whether executors have GPUs. */
    static boolean areConfigured(SparkConf conf) {
      return !isEmbedded(conf) && conf.getInt(OF_EXECUTORS, 0) > 0;
    }

    /** Whether driver and executor are one process. */
    static boolean isEmbedded(SparkConf conf) {
      String master = conf.get("spark.master", "local");
      return "local".equals(master) || master.startsWith("local[");
    }
  }
}
