package org.principia.jobs.artefact.table;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.io.compress.CompressionCodec;
import org.apache.hadoop.io.compress.CompressionCodecFactory;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.DataFrameReader;
import org.apache.spark.sql.SparkSession;
import org.principia.common.InputException;
import org.principia.jobs.artefact.table.UserTable.TableRequest;

/**
 * A table in a file or a directory of files of any Hadoop file system; its kind is told by the
 * first bytes, see {@link FileKind}.
 *
 * @param spark the session
 * @param request what is wanted of it
 * @param columns is told how many columns a text has before its cells are looked at
 */
record TableFile(SparkSession spark, TableRequest request, IntConsumer columns) {
  /** Bytes from which the form of a text is told; some thousands of columns have long lines. */
  private static final int HEAD = 1 << 22;

  /** A table the number of whose columns nobody waits for. */
  TableFile(SparkSession spark, TableRequest request) {
    this(spark, request, columns -> {});
  }

  /**
   * Opens it; of texts all cells are looked at, else what is in the files is read later.
   *
   * @throws InputException if there is nothing of that name, or nothing in it, or no table
   */
  StoredTable open() {
    String path = request.path();
    try {
      Path root = new Path(path);
      FileSystem files = root.getFileSystem(spark.sparkContext().hadoopConfiguration());
      if (!files.exists(root)) {
        throw InputException.cannot("read " + path, "there is no such file or directory");
      }
      Path first =
          firstFile(files, files.getFileStatus(root))
              .orElseThrow(() -> InputException.cannot("read " + path, "it has no rows"));
      byte[] head = head(files, first);
      FileKind.refusal(head)
          .ifPresent(
              reason -> {
                throw InputException.cannot("read " + path, reason);
              });
      FileKind kind = FileKind.of(head);
      if (kind != FileKind.TEXT && request.header() == TableRequest.Header.NONE) {
        throw InputException.invalid("--no-header", path, "a table in lines of text");
      }
      return switch (kind) {
        case PARQUET -> TypedTable.openParquet(spark, path, first);
        case ORC -> TypedTable.open(spark, "orc", Map.of(), path);
        case JSON_LINES -> TypedTable.open(spark, "json", Map.of(), path);
        case JSON_ARRAY -> TypedTable.open(spark, "json", Map.of("multiLine", "true"), path);
        case TEXT -> openText(form(head));
      };
    } catch (InputException e) {
      throw e;
    } catch (AssertionError e) {
      // Spark's word on folders of which some are named as parts of a table and some are not.
      throw InputException.cannot("read " + path, "its folders are not those of one table", e);
    } catch (Exception e) {
      // Spark throws checked exceptions without saying so.
      String reason = deepest(e);
      throw InputException.cannot(
          "read " + path,
          reason.startsWith("Relative path in absolute URI")
              ? "there is a colon in its name, with which Hadoop reads no file; rename it"
              : "it is no table; " + reason,
          e);
    }
  }

  private StoredTable openText(TextHead form) {
    columns.accept(form.names().size());
    return TextTable.open(spark, request.path(), form);
  }

  /** What tasks make of a table, in the order of its rows; a failure is one of the file. */
  static <T> List<T> collect(String path, JavaRDD<T> made) {
    try {
      return made.collect();
    } catch (Exception e) {
      // Spark throws checked exceptions without saying so.
      throw InputException.cannot("read " + path, deepest(e), e);
    }
  }

  /** The first line of what was wrong at first. */
  private static String deepest(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String line = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    return cause instanceof ClassNotFoundException ? "there is no class " + line : line;
  }

  /**
   * The first file with something in it, by name; those that Spark passes over are passed over, and
   * JSON, which is seldom the table where it lies beside other files, comes last.
   */
  private static Optional<Path> firstFile(FileSystem files, FileStatus status) throws IOException {
    if (!status.isDirectory()) {
      return status.getLen() > 0 ? Optional.of(status.getPath()) : Optional.empty();
    }
    FileStatus[] inside = files.listStatus(status.getPath());
    Arrays.sort(
        inside,
        Comparator.comparing((FileStatus child) -> child.getPath().getName().endsWith(".json"))
            .thenComparing(FileStatus::getPath));
    for (FileStatus child : inside) {
      String name = child.getPath().getName();
      if (!name.startsWith("_") && !name.startsWith(".")) {
        Optional<Path> found = firstFile(files, child);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }

  /** A reader of what has this name, whatever wildcards are in it. */
  static DataFrameReader reader(SparkSession spark) {
    return spark.read().option("__globPaths__", "false");
  }

  private static byte[] head(FileSystem files, Path file) throws IOException {
    CompressionCodec codec = new CompressionCodecFactory(files.getConf()).getCodec(file);
    try (InputStream raw = files.open(file);
        InputStream in = codec == null ? raw : codec.createInputStream(raw)) {
      return in.readNBytes(HEAD);
    }
  }

  private TextHead form(byte[] head) {
    Charset charset = TextFormat.charset(head);
    boolean bytewise = charset.equals(StandardCharsets.UTF_8);
    List<String> lines =
        bytewise
            ? new String(head, StandardCharsets.ISO_8859_1)
                .lines()
                .map(line -> line.getBytes(StandardCharsets.ISO_8859_1))
                .map(line -> TextFormat.decoded(line, charset))
                .toList()
            : TextFormat.decoded(head, charset).lines().toList();
    // The last line may go on.
    boolean cut = head.length == HEAD && lines.size() > 1;
    return new TextSniffer(cut ? lines.subList(0, lines.size() - 1) : lines, request)
        .head(charset.name());
  }
}
