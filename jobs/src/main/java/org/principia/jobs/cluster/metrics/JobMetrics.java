package org.principia.jobs.cluster.metrics;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.DoubleSupplier;
import org.apache.spark.SparkEnv;
import org.apache.spark.metrics.MetricsSystem;
import org.apache.spark.metrics.source.Source;
import scala.collection.JavaConverters;

/**
 * The source of this program's metrics on the driver, in Spark's metrics system: its servlet, JMX
 * and whatever sinks are configured.
 *
 * <p>A metric is called {@code NAMESPACE.driver.principia.CELL.METRIC}; the namespace is the
 * application's id where {@code spark.metrics.namespace} does not override it.
 */
public final class JobMetrics implements Source {
  /** Name of the source. */
  public static final String NAME = "principia";

  private final MetricRegistry registry = new MetricRegistry();
  private final Map<String, DoubleSupplier> values = new ConcurrentHashMap<>();

  private JobMetrics() {}

  /** The source of the present application, registered with the first call. */
  public static JobMetrics get() {
    synchronized (JobMetrics.class) {
      SparkEnv environment = SparkEnv.get();
      if (environment == null) {
        // Nobody would read them.
        return new JobMetrics();
      }
      MetricsSystem system = environment.metricsSystem();
      Optional<JobMetrics> there =
          JavaConverters.seqAsJavaList(system.getSourcesByName(NAME)).stream()
              .filter(JobMetrics.class::isInstance)
              .map(JobMetrics.class::cast)
              .findFirst();
      if (there.isPresent()) {
        return there.get();
      }
      JobMetrics made = new JobMetrics();
      system.registerSource(made);
      return made;
    }
  }

  /** The metrics of a cell. */
  public CellMetrics cell(String name) {
    return new CellMetrics(this, name);
  }

  /** Sets the source of a metric from now on, asked whenever somebody reads it. */
  public void set(String name, DoubleSupplier value) {
    if (values.put(name, value) == null) {
      registry.register(name, (Gauge<Double>) () -> values.get(name).getAsDouble());
    }
  }

  /** Sets the value of a metric from now on. */
  public void set(String name, double value) {
    set(name, () -> value);
  }

  @Override
  public String sourceName() {
    return NAME;
  }

  @Override
  public MetricRegistry metricRegistry() {
    return registry;
  }
}
