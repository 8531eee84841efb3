package org.principia.jobs.cluster.metrics;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.cli.Sessions;
import org.principia.jobs.cluster.SparkApplication;
import org.principia.jobs.cluster.metrics.JobMetrics.WorkLabel;
import org.principia.jobs.config.Configuration;
import org.principia.jobs.console.Console;
import org.principia.jobs.console.EventLog;
import org.principia.jobs.pipeline.Pipeline;
import org.principia.jobs.run.Cancellation;
import org.principia.jobs.run.Runner.Overwrite;
import org.slf4j.LoggerFactory;

/** A tiny cell in a process of its own, which an operator looks at before it ends. */
final class ObservedRun {
  private static final List<String> TINY =
      List.of(
          "dynamics.runs=230",
          "dynamics.test-runs=120",
          "dynamics.steps=12",
          "frames.stride=4",
          "frames.lower-percentile=1",
          "frames.upper-percentile=99",
          "gnn.hidden=16",
          "gnn.batch-frames=16",
          "gnn.averaging-frequency=2",
          "gnn.epochs=2",
          "messages.samples=200",
          "symbolic.islands=2",
          "symbolic.rounds=2",
          "symbolic.fits-per-round=100",
          "symbolic.max-complexity=7",
          "theory.fit-frames=20",
          "theory.retrain-epochs=0",
          "seed=11");

  private ObservedRun() {}

  /** Runs it; what the UI tells goes into files of the directory. */
  @SuppressWarnings("try") // A label is on the work by being there.
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path directory = Path.of(arguments[0]);
    List<String> pairs = new java.util.ArrayList<>(TINY);
    pairs.add("output=" + directory.resolve("out"));
    try (SparkApplication spark = Sessions.open("observed")) {
      Console console = new Console(Console.Detail.QUIET, Console.Format.JSON);
      Directory root = spark.directory("output", directory.resolve("out").toString());
      Configuration settings = Configuration.parse("", "none", pairs);
      Pipeline cell = new Pipeline(settings, root, console, Overwrite.REFUSE);
      for (String verb : List.of("simulate", "train", "record", "regress")) {
        cell.run(verb);
      }
      try (WorkLabel label =
          new WorkLabel(root, console, "a \"cell\"", "stage", 5, new Cancellation())) {
        inATask(JavaSparkContext.fromSparkContext(spark.session().sparkContext()));
        EventLog.error("two\nlines", new IllegalStateException("with a \"quote\""));
      }
      String url = spark.session().sparkContext().uiWebUrl().get();
      elsewhere(URI.create(url).getPort(), directory.resolve("elsewhere"));
      String id = spark.session().sparkContext().applicationId();
      Map.of(
              "metrics.json", "/metrics/json/",
              "driver.prometheus", "/metrics/prometheus/",
              "executors.prometheus", "/metrics/executors/prometheus/",
              "jobs.json", "/api/v1/applications/" + id + "/jobs",
              "stages.json", "/api/v1/applications/" + id + "/stages")
          .forEach((file, path) -> fetch(URI.create(url + path), directory.resolve(file)));
    }
  }

  /** Who listens on all addresses listens on this one too. */
  private static void elsewhere(int port, Path to) throws IOException {
    try (Socket socket = new Socket("127.0.0.2", port)) {
      Files.writeString(to, "connected to " + socket);
    } catch (ConnectException e) {
      Files.writeString(to, "refused");
    }
  }

  private static void inATask(JavaSparkContext spark) {
    spark
        .parallelize(List.of(1), 1)
        .foreach(n -> LoggerFactory.getLogger(EventLog.NAME).info("said\tin a task"));
  }

  private static void fetch(URI from, Path to) {
    try {
      HttpResponse<Path> response =
          HttpClient.newHttpClient()
              .send(HttpRequest.newBuilder(from).build(), HttpResponse.BodyHandlers.ofFile(to));
      if (response.statusCode() != 200) {
        Files.writeString(to, from + ": " + response.statusCode());
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(from.toString(), e);
    }
  }
}
