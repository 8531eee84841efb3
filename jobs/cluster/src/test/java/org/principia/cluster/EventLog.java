package org.principia.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * What Spark's history server would show of an application.
 *
 * @param containers of its executors by their names
 * @param tasks that ended well by executor
 */
record EventLog(Map<String, String> containers, Map<String, Integer> tasks) {
  private static final Pattern EXECUTOR = Pattern.compile("\"Executor ID\":\"([^\"]+)\"");
  private static final Pattern CONTAINER = Pattern.compile("/(container_[0-9_e]+)/");

  /**
   * The log of an application that ended.
   *
   * @param files where it lies
   * @param directory of all logs
   * @param application its name in YARN
   */
  static EventLog read(FileSystem files, Path directory, String application) throws IOException {
    Map<String, String> containers = new TreeMap<>();
    Map<String, Integer> tasks = new TreeMap<>();
    for (FileStatus status : files.listStatus(directory)) {
      if (status.getPath().getName().startsWith(application)) {
        try (BufferedReader lines =
            new BufferedReader(
                new InputStreamReader(files.open(status.getPath()), StandardCharsets.UTF_8))) {
          read(lines.lines(), containers, tasks);
        }
      }
    }
    return new EventLog(containers, tasks);
  }

  private static void read(
      Stream<String> lines, Map<String, String> containers, Map<String, Integer> tasks) {
    // The last line of a driver that was killed may be cut.
    lines
        .filter(line -> line.endsWith("}"))
        .forEach(
            line -> {
              if (line.startsWith("{\"Event\":\"SparkListenerExecutorAdded\"")) {
                containers.put(first(EXECUTOR, line), first(CONTAINER, line));
              } else if (line.startsWith("{\"Event\":\"SparkListenerTaskEnd\"")
                  && line.contains("\"Reason\":\"Success\"")) {
                tasks.merge(first(EXECUTOR, line), 1, Integer::sum);
              }
            });
  }

  private static String first(Pattern pattern, String line) {
    Matcher matcher = pattern.matcher(line);
    return matcher.find() ? matcher.group(1) : "";
  }
}
