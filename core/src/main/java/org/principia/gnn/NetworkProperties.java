package org.principia.gnn;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.TreeMap;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.principia.common.InputException;
import org.principia.common.SettingValue;
import org.principia.common.SettingsCopy;
import org.principia.gnn.dl4j.HeapAdam;
import org.principia.gnn.dl4j.OneCycleSchedule;
import org.principia.graphs.GraphSchema;

/** What a network's file says beside its numbers: settings, schema, schedule and counters. */
final class NetworkProperties {
  private static final String FORMAT = "3";

  /** All pairs of particles were the only graphs. */
  private static final String BEFORE_SCHEMAS = "2";

  private NetworkProperties() {}

  /** Sorted lines without a date, so that equal networks have equal files. */
  static void write(GraphNetwork network, OutputStream out) throws IOException {
    TreeMap<String, Object> values = new TreeMap<>();
    values.put("format", FORMAT);
    values.put("schema", network.schema().text());
    ComputationGraphConfiguration configuration = network.graph().getConfiguration();
    values.put("iteration", configuration.getIterationCount());
    values.put("epoch", configuration.getEpochCount());
    HeapAdam adam = (HeapAdam) Architecture.vertex(network.graph()).config().updater();
    values.put("steps", ((OneCycleSchedule) adam.schedule()).steps());
    for (RecordComponent component : GnnSettings.class.getRecordComponents()) {
      values.put("gnn." + component.getName(), SettingsCopy.value(network.settings(), component));
    }
    StringBuilder text = new StringBuilder();
    values.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    out.write(text.toString().getBytes(StandardCharsets.ISO_8859_1));
  }

  static Properties read(byte[] bytes) throws IOException {
    Properties properties = new Properties();
    properties.load(new ByteArrayInputStream(bytes));
    return properties;
  }

  static GraphNetwork network(Properties properties, INDArray parameters, INDArray updater) {
    String format = text(properties, "format");
    if (!format.equals(FORMAT) && !format.equals(BEFORE_SCHEMAS)) {
      throw InputException.invalid(
          "format of the network's file", format, BEFORE_SCHEMAS + " or " + FORMAT);
    }
    GnnSettings settings = settings(properties);
    GraphSchema schema =
        format.equals(FORMAT)
            ? GraphSchema.parse(text(properties, "schema"))
            : GraphSchema.particles(integer(properties, "dimension"));
    ComputationGraph graph =
        new ComputationGraph(
            Architecture.configuration(settings, schema, integer(properties, "steps")));
    graph.init();
    if (graph.numParams() != parameters.length()) {
      throw InputException.cannot(
          "load the network",
          parameters.length() + " parameters do not fit its settings: " + graph.numParams());
    }
    graph.setParams(parameters);
    graph.getUpdater().setStateViewArray(updater);
    graph.getConfiguration().setIterationCount(integer(properties, "iteration"));
    graph.getConfiguration().setEpochCount(integer(properties, "epoch"));
    return new GraphNetwork(graph, settings, schema);
  }

  private static GnnSettings settings(Properties properties) {
    List<Object> values = new ArrayList<>();
    for (RecordComponent component : GnnSettings.class.getRecordComponents()) {
      String key = "gnn." + component.getName();
      values.add(SettingValue.of(key, text(properties, key), component.getType()));
    }
    try {
      return SettingsCopy.make(GnnSettings.class, values);
    } catch (InputException e) {
      throw InputException.cannot(
          "load the network", "its settings are invalid: " + e.getMessage(), e);
    }
  }

  private static int integer(Properties properties, String key) {
    return (Integer) SettingValue.of(key, text(properties, key), int.class);
  }

  private static String text(Properties properties, String key) {
    String value = properties.getProperty(key);
    if (value == null) {
      throw InputException.cannot("load the network", "its file lacks " + key);
    }
    return value;
  }
}
