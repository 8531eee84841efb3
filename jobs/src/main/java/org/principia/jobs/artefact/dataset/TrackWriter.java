package org.principia.jobs.artefact.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileWriter;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.api.WriteSupport;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopOutputFile;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.io.api.RecordConsumer;
import org.principia.observed.Track;
import org.principia.observed.TrackSchema;
import org.principia.observed.TrackedRun;

/** Writes tracks into one Parquet file, run by run, particle by particle, instant by instant. */
public final class TrackWriter implements Closeable {
  /** Also the memory that a writer needs, about. */
  private static final long ROW_GROUP = 32L << 20;

  private final ParquetWriter<Sample> writer;
  private long rows;

  /** A particle at an instant. */
  private record Sample(String run, Track track, int instant) {}

  /** Creates a file, or replaces it; an {@link IOException} if it cannot be created. */
  public TrackWriter(Configuration conf, Path file, TrackSchema schema) throws IOException {
    writer = new Builder(conf, file, schema).build();
  }

  /** Appends a run. */
  public void write(TrackedRun run) throws IOException {
    for (Track track : run.tracks()) {
      for (int i = 0; i < track.size(); i++) {
        writer.write(new Sample(run.run(), track, i));
        rows++;
      }
    }
  }

  /** Rows that were written. */
  public long rows() {
    return rows;
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }

  private static final class Builder extends ParquetWriter.Builder<Sample, Builder> {
    private final TrackSchema schema;

    Builder(Configuration conf, Path file, TrackSchema schema) throws IOException {
      super(HadoopOutputFile.fromPath(file, conf));
      this.schema = schema;
      withConf(conf);
      withWriteMode(ParquetFileWriter.Mode.OVERWRITE);
      withCompressionCodec(CompressionCodecName.ZSTD);
      withRowGroupSize(ROW_GROUP);
      // Names and properties repeat; the other numbers do not.
      withDictionaryEncoding(false);
      TrackFormat.NAMES.forEach(name -> withDictionaryEncoding(name, true));
      schema.properties().forEach(name -> withDictionaryEncoding(name, true));
      withPageWriteChecksumEnabled(true);
      withValidation(false);
    }

    @Override
    protected Builder self() {
      return this;
    }

    @Override
    protected WriteSupport<Sample> getWriteSupport(Configuration conf) {
      return new Support(schema);
    }
  }

  private static final class Support extends WriteSupport<Sample> {
    private final TrackSchema schema;
    private final List<String> numbers;
    private RecordConsumer out;
    private int field;

    Support(TrackSchema schema) {
      this.schema = schema;
      numbers = schema.columns();
    }

    @Override
    public WriteContext init(Configuration conf) {
      return new WriteContext(TrackFormat.parquet(schema), TrackFormat.metadata(schema));
    }

    @Override
    public void prepareForWrite(RecordConsumer consumer) {
      out = consumer;
    }

    @Override
    public void write(Sample sample) {
      Track track = sample.track();
      int i = sample.instant();
      out.startMessage();
      text(0, sample.run());
      text(1, track.particle());
      text(2, track.type());
      out.startField("receiver", 3);
      out.addBoolean(track.receiver());
      out.endField("receiver", 3);
      field = 0;
      number(track.times()[i]);
      int d = schema.dimension();
      numbers(track.positions(), i, d);
      numbers(track.velocities(), i, schema.velocities() ? d : 0);
      numbers(track.accelerations(), i, schema.accelerations() ? d : 0);
      numbers(track.sigma(), i, schema.sigma() ? 1 : 0);
      Map<String, Double> properties = track.properties();
      schema.properties().forEach(name -> number(properties.get(name)));
      out.endMessage();
    }

    private void text(int at, String value) {
      out.startField(TrackFormat.NAMES.get(at), at);
      out.addBinary(Binary.fromString(value));
      out.endField(TrackFormat.NAMES.get(at), at);
    }

    private void numbers(double[] values, int instant, int width) {
      for (int k = 0; k < width; k++) {
        number(values[instant * width + k]);
      }
    }

    private void number(double value) {
      int at = TrackFormat.NAMES.size() + field;
      String name = numbers.get(field++);
      out.startField(name, at);
      out.addDouble(value);
      out.endField(name, at);
    }
  }
}
