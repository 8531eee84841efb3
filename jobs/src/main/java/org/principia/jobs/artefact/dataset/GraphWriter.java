package org.principia.jobs.artefact.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.function.IntConsumer;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.RecordConsumer;
import org.principia.graphs.Graph;
import org.principia.graphs.GraphSchema;
import org.principia.graphs.Quantity;
import org.principia.jobs.artefact.dataset.GraphFormat.Origin;

/**
 * Writes frames into one Parquet file, from flat arrays straight into its columns.
 *
 * <p>Masses, charges, times and numbers repeat and are written by dictionary; the other floats do
 * not, and a dictionary would only be built to be thrown away.
 */
public final class GraphWriter implements Closeable {
  /** Also the memory that a writer needs, about. */
  private static final long ROW_GROUP = 64L << 20;

  private final ParquetWriter<Graph> writer;

  /**
   * Creates a file.
   *
   * @param conf configuration of the file systems
   * @param file the file, replaced where it exists
   * @param origin where its frames belong, for the file's metadata
   * @param name its final name, for the same
   * @throws IOException if it cannot be created
   */
  public GraphWriter(Configuration conf, Path file, Origin origin, String name) throws IOException {
    Map<String, String> metadata = GraphFormat.metadata(origin);
    metadata.put(GraphFormat.FILE_KEY, name);
    writer = new Builder(conf, file, origin.schema(), metadata).build();
  }

  /** Appends a frame. */
  public void write(Graph frame) throws IOException {
    writer.write(frame);
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Graph, Builder> {
    private final GraphSchema schema;
    private final Map<String, String> metadata;

    Builder(Configuration conf, Path file, GraphSchema schema, Map<String, String> metadata)
        throws IOException {
      super(HadoopOutputFile.fromPath(file, conf));
      this.schema = schema;
      this.metadata = metadata;
      withConf(conf);
      withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize(ROW_GROUP);
      withDictionaryEncoding(false);
      withDictionaryEncoding("simulation", true);
      withDictionaryEncoding("step", true);
      withDictionaryEncoding("time", true);
      for (Quantity quantity : schema.features()) {
        if (quantity.role() == Quantity.Role.SCALAR) {
          withDictionaryEncoding("particles.list.element." + quantity.name(), true);
        }
      }
      withPageWriteChecksumEnabled(true);
      withValidation(false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Graph> getWriteSupport(Configuration conf) {
      return new Support();
    }

    private final class Support extends WriteSupport<Graph> {
      private RecordConsumer out;

      @Override
      public WriteContext init(Configuration conf) {
        return new WriteContext(GraphFormat.parquet(schema), metadata);
      }

      @Override
      public void prepareForWrite(RecordConsumer consumer) {
        out = consumer;
      }

      @Override
      public void write(Graph frame) {
        out.startMessage();
        field("simulation", 0, () -> out.addInteger(frame.simulation()));
        field("step", 1, () -> out.addInteger(frame.step()));
        field("time", 2, () -> out.addDouble(frame.time()));
        field("particles", 3, () -> list(frame.nodes(), i -> particle(frame, i)));
        out.endMessage();
      }

      private void particle(Graph graph, int i) {
        out.startGroup();
        int field = quantities(schema.features(), graph.features(), i * schema.width(), 0);
        quantities(schema.targets(), graph.targets(), i * schema.outputs(), field);
        out.endGroup();
      }

      /** Writes the quantities of a node, and returns the number of the field after them. */
      private int quantities(List<Quantity> quantities, float[] values, int from, int field) {
        int at = from;
        int index = field;
        for (Quantity quantity : quantities) {
          int first = at;
          boolean scalar = quantity.role() == Quantity.Role.SCALAR;
          field(
              quantity.name(),
              index++,
              scalar
                  ? () -> out.addFloat(values[first])
                  : () -> list(quantity.width(), k -> out.addFloat(values[first + k])));
          at += quantity.width();
        }
        return index;
      }

      private void field(String name, int index, Runnable value) {
        out.startField(name, index);
        value.run();
        out.endField(name, index);
      }

      private void list(int length, IntConsumer element) {
        out.startGroup();
        out.startField("list", 0);
        for (int k = 0; k < length; k++) {
          int at = k;
          out.startGroup();
          field("element", 0, () -> element.accept(at));
          out.endGroup();
        }
        out.endField("list", 0);
        out.endGroup();
      }
    }
  }
}
