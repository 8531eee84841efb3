package org.principia.gnn;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.util.ModelSerializer;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.principia.common.InputException;
import org.principia.gnn.batch.GraphBlock;
import org.principia.gnn.dl4j.MessagePassingVertex;
import org.principia.gnn.layers.Matrices;
import org.principia.gnn.layers.TrainingStrategy;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphLayout;
import org.principia.graphs.GraphSchema;

/**
 * A graph network for use: y_i = phi_v(node_i, sum over j of phi_e(node_i, node_j)).
 *
 * <p>Rows are those of {@link GraphSchema}. It serves one thread: a task loads its own. Its file is
 * the zip of DL4J's ModelSerializer (so that DL4J alone can read it) with one entry more, {@value
 * #PROPERTIES}. Loading reads numbers and those properties, and builds the network from the
 * settings: no class is named by the file, and nothing is deserialised by Java.
 *
 * @param graph the network that DL4J trains, as {@link Architecture} builds it, with the state of
 *     its updater and its counters; shared, not copied
 * @param settings the settings it was built with
 * @param schema what its inputs and outputs are
 */
public record GraphNetwork(ComputationGraph graph, GnnSettings settings, GraphSchema schema) {
  static final String PROPERTIES = "principia.properties";

  /** Rows that go through the layers at once: enough for gemm, small in memory. */
  private static final int ROWS = 4096;

  private static final int MAX_ENTRY_BYTES = 1 << 30;

  /**
   * A network of the {@link #parameters} of another of these settings and schema: cheap to send to
   * a task.
   */
  public static GraphNetwork of(GnnSettings settings, GraphSchema schema, float[] parameters) {
    ComputationGraph graph = new ComputationGraph(Architecture.configuration(settings, schema, 1));
    graph.init();
    graph.setParams(Nd4j.create(parameters));
    return new GraphNetwork(graph, settings, schema);
  }

  /** All parameters, in DL4J's order. */
  public float[] parameters() {
    return graph.params().data().asFloat();
  }

  private MessagePassingVertex vertex() {
    return Architecture.vertex(graph);
  }

  /** Dimension d of space. */
  public int dimension() {
    return schema.dimension();
  }

  /** The number M of message components. */
  public int messageComponents() {
    return settings.messageComponents(schema.outputs());
  }

  /**
   * Whether every parameter and every moment of the updater is finite.
   *
   * <p>The error does not tell: a rectifier takes what is not a number for zero.
   */
  public boolean isFinite() {
    INDArray moments = graph.getUpdater().getStateViewArray();
    return isFinite(parameters()) && (moments == null || isFinite(moments.data().asFloat()));
  }

  private static boolean isFinite(float[] values) {
    return IntStream.range(0, values.length).allMatch(i -> Float.isFinite(values[i]));
  }

  /**
   * Masks the message components of least deviation, for strategy pruned; nothing for the others.
   *
   * <p>As many are left as {@link TrainingStrategy#left} says, T at the latest when one epoch is to
   * come, so that no network is left as it was masked; a masked component stays so. The mask is a
   * part of the parameters that no gradient changes: it travels, is averaged and saved with them.
   * To be called after each epoch, before its checkpoint, with the same sample.
   *
   * @param epochs epochs that are over
   * @param edgeRows edges to measure deviations on, as {@link Graph#edgeRows} has them (E x 2 F)
   * @return components left, M for the other strategies
   */
  public int prune(int epochs, float[] edgeRows) {
    int components = messageComponents();
    TrainingStrategy strategy = settings.trainingStrategy();
    if (!strategy.pruned()) {
      return components;
    }
    INDArray kept = vertex().kept();
    int count = kept.sumNumber().intValue();
    if (epochs >= settings.epochs()) {
      return count;
    }
    double share = epochs == settings.epochs() - 1 ? 1 : (double) epochs / settings.epochs();
    int left = strategy.left(share, components, schema.outputs());
    int[] order = MessageSpectrum.of(this, edgeRows).order();
    for (int place = components - 1; place >= 0 && count > left; place--) {
      if (kept.getDouble(order[place]) != 0) {
        kept.putScalar(order[place], 0);
        count--;
      }
    }
    return count;
  }

  /**
   * The outputs (n x T), row-major, of all nodes of graphs of any size, graph by graph; neighbours
   * are found as those of its own schema.
   */
  public float[] outputs(List<Graph> graphs) {
    List<Graph> own = graphs.stream().map(graph -> graph.as(schema)).toList();
    return own.isEmpty() ? new float[0] : outputs(GraphBlock.of(own));
  }

  /** Sum of |y - y'| over graphs, nodes and components, in double precision, in their order. */
  public double absoluteError(GraphBlock block) {
    float[] outputs = outputs(block);
    double sum = 0;
    for (int i = 0; i < outputs.length; i++) {
      sum += Math.abs((double) outputs[i] - block.targets()[i]);
    }
    return sum;
  }

  private float[] outputs(GraphBlock block) {
    float[] outputs = new float[block.targets().length];
    int at = 0;
    for (int from = 0, to; from < block.size(); from = to) {
      int first = block.starts()[from];
      to = from + 1;
      while (to < block.size() && block.starts()[to + 1] - first <= ROWS) {
        to++;
      }
      float[] part = nodeOutputs(nodeRows(block, from, to));
      System.arraycopy(part, 0, outputs, at, part.length);
      at += part.length;
    }
    return outputs;
  }

  /** Features and summed messages of the nodes of some graphs of a block. */
  private float[] nodeRows(GraphBlock block, int from, int to) {
    int features = schema.width();
    int components = messageComponents();
    int width = features + components;
    float[] messages = messages(block.edgeRows(from, to));
    int first = block.starts()[from];
    float[] rows = new float[GraphLayout.length(block.starts()[to] - first, width)];
    int message = 0;
    for (int graph = from, row = 0; graph < to; graph++) {
      for (int i = 0; i < block.nodes(graph); i++, row++) {
        System.arraycopy(block.features(), (first + row) * features, rows, row * width, features);
        for (int k = 0; k < block.neighbours()[graph].degree(i); k++) {
          for (int c = 0; c < components; c++) {
            rows[row * width + features + c] += messages[message++];
          }
        }
      }
    }
    return rows;
  }

  /**
   * The edge model: from features of receivers and senders (E x 2 F) to messages (E x M), both
   * row-major; of strategy kl the means, of strategy pruned with zeros where it is masked.
   */
  public float[] messages(float[] edgeRows) {
    return run(vertex()::messages, edgeRows, 2 * schema.width(), messageComponents());
  }

  /**
   * The node model: from a node's features and the sum of its messages (N x (F + M)) to outputs (N
   * x T), both row-major.
   */
  public float[] nodeOutputs(float[] nodeRows) {
    int width = schema.width() + messageComponents();
    return run(vertex()::outputs, nodeRows, width, schema.outputs());
  }

  /** Chunk by chunk: row-major rows are columns of a column-major matrix, in and out. */
  static float[] run(
      BiFunction<INDArray, Matrices, INDArray> model, float[] rows, int width, int outputs) {
    if (rows.length % width != 0) {
      throw new IllegalArgumentException(
          "Invalid rows: " + rows.length + " numbers (a multiple of " + width + ")");
    }
    int count = rows.length / width;
    float[] result = new float[GraphLayout.length(count, outputs)];
    for (int from = 0; from < count; from += ROWS) {
      int to = Math.min(count, from + ROWS);
      try (Matrices.Detached matrices = new Matrices.Detached(DataType.FLOAT)) {
        float[] part = Arrays.copyOfRange(rows, from * width, to * width);
        INDArray y = model.apply(matrices.columnsOf(part, width), matrices);
        System.arraycopy(y.data().asFloat(), 0, result, from * outputs, (to - from) * outputs);
      }
    }
    return result;
  }

  /** Writes the network with the state of its updater; the stream stays open. */
  public void save(OutputStream out) throws IOException {
    ByteArrayOutputStream model = new ByteArrayOutputStream();
    ModelSerializer.writeModel(graph, model, true);
    ZipOutputStream zip = new ZipOutputStream(out);
    try (ZipInputStream entries =
        new ZipInputStream(new ByteArrayInputStream(model.toByteArray()))) {
      for (ZipEntry entry; (entry = entries.getNextEntry()) != null; ) {
        zip.putNextEntry(new ZipEntry(entry.getName()));
        entries.transferTo(zip);
        zip.closeEntry();
      }
    }
    zip.putNextEntry(new ZipEntry(PROPERTIES));
    NetworkProperties.write(this, zip);
    zip.closeEntry();
    zip.finish();
  }

  /**
   * Reads what {@link #save} wrote, to the end of a stream that stays open: ready for use and for
   * further training. Throws an {@link InputException} if it is not such a file.
   */
  public static GraphNetwork load(InputStream in) throws IOException {
    INDArray parameters = null;
    INDArray updater = null;
    Properties properties = null;
    ZipInputStream zip = new ZipInputStream(in);
    for (ZipEntry entry; (entry = zip.getNextEntry()) != null; ) {
      byte[] bytes = zip.readNBytes(MAX_ENTRY_BYTES);
      switch (entry.getName()) {
        case ModelSerializer.COEFFICIENTS_BIN ->
            parameters = Nd4j.read(new ByteArrayInputStream(bytes));
        case ModelSerializer.UPDATER_BIN -> updater = Nd4j.read(new ByteArrayInputStream(bytes));
        case PROPERTIES -> properties = NetworkProperties.read(bytes);
        default -> {
          // The configuration as DL4J writes it: for DL4J's own readers.
        }
      }
    }
    if (parameters == null || updater == null || properties == null) {
      throw InputException.cannot("load the network", "the file is not a network of Principia");
    }
    return NetworkProperties.network(properties, parameters, updater);
  }
}
