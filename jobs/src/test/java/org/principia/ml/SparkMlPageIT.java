package org.principia.ml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.ml.param.Param;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The examples of the page on Spark ML are run as they stand there. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
final class SparkMlPageIT {
  private static final String JAVA =
      """
      import org.apache.spark.ml.*;
      import org.apache.spark.ml.feature.VectorAssembler;
      import org.apache.spark.sql.*;
      import org.principia.ml.*;

      public final class Example {
        public static SymbolicRegressionModel run(SparkSession spark) {
          %s
          return model;
        }
      }
      """;

  @TempDir Path root;

  private static String block(String kind) throws IOException {
    String page = Files.readString(Path.of("..", "notebooks-free-docs", "spark-ml.md"));
    return Pattern.compile("^```" + kind + "\n(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL)
        .matcher(page)
        .results()
        .map(block -> block.group(1))
        .collect(Collectors.joining("\n"));
  }

  private static List<String> all(String pattern, String text) {
    return Pattern.compile(pattern)
        .matcher(text)
        .results()
        .map((MatchResult found) -> found.group(1))
        .toList();
  }

  @Test
  void theExampleInJavaFindsKeplersLaw() throws Exception {
    Path source = root.resolve("Example.java");
    Files.writeString(source, JAVA.formatted(block("java")));
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-cp",
                System.getProperty("java.class.path"),
                "-proc:none",
                "-nowarn",
                source.toString());
    assertThat(code).isZero();
    try (URLClassLoader classes = new URLClassLoader(new URL[] {root.toUri().toURL()});
        SparkSession spark = Sparks.local(2)) {
      Method run = classes.loadClass("Example").getMethod("run", SparkSession.class);
      SymbolicRegressionModel model = (SymbolicRegressionModel) run.invoke(null, spark);
      assertThat(model.snapped()).contains("distance", "sqrt");
      assertThat(model.r2()).isGreaterThan(0.999999);
    }
  }

  @Test
  void theNamesOfThePythonModuleAreThoseOfTheClasses() throws IOException {
    String module = block("python module");
    assertThat(all("\"(org\\.[\\w.]+)\"", module))
        .containsExactly(SymbolicRegressor.class.getName());
    assertThat(all("class (\\w+)\\(", module))
        .containsExactly(
            SymbolicRegressor.class.getSimpleName(), SymbolicRegressionModel.class.getSimpleName());
    List<String> methods =
        Arrays.stream(SymbolicRegressionModel.class.getMethods()).map(Method::getName).toList();
    List<String> called = all("\"(\\w+)\"", all("name in \\(([^)]*)\\)", module).get(0));
    assertThat(called).hasSizeGreaterThan(5).isSubsetOf(methods);
    String example = block("python example");
    List<String> params = Arrays.stream(new SymbolicRegressor().params()).map(Param::name).toList();
    assertThat(all("(\\w+)=", all("SymbolicRegressor\\((.*)\\)", example).get(0)))
        .hasSizeGreaterThan(2)
        .isSubsetOf(params);
    assertThat(all("\\bregressor\\.(\\w+)", example)).isNotEmpty().isSubsetOf(params);
    assertThat(all("model\\.(\\w+)", example)).isNotEmpty().isSubsetOf(called);
  }

  @Test
  void theExampleInPythonRunsWherePySparkIs() throws Exception {
    Run version = python("-c", "import pyspark, numpy; print(pyspark.__version__)");
    assumeTrue(version.code() == 0 && version.text().startsWith("3.5."), "no PySpark 3.5");
    Path module = root.resolve("org/principia/ml.py");
    Files.createDirectories(module.getParent());
    Files.writeString(module, block("python module"));
    Files.writeString(root.resolve("example.py"), block("python example"));
    Run run = python("example.py");
    assertThat(run.code()).as(run.text()).isZero();
    // Found, read back, and the best of the grid.
    assertThat(run.text().split("2\\.0 \\+ 3\\.0 \\* \\(x \\* z\\)", -1)).hasSizeGreaterThan(3);
    assertThat(run.text()).contains("32.0");
  }

  private record Run(int code, String text) {}

  /** Runs Python with this program, which lies beside the Spark that PySpark brings. */
  private Run python(String... arguments) throws IOException, InterruptedException {
    String ours =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .filter(
                entry ->
                    Files.isDirectory(Path.of(entry))
                        || Path.of(entry).getFileName().toString().matches("(principia|config)-.*"))
            .collect(Collectors.joining(File.pathSeparator));
    ProcessBuilder builder =
        new ProcessBuilder(Stream.concat(Stream.of("python3"), Arrays.stream(arguments)).toList());
    builder.directory(root.toFile()).redirectErrorStream(true);
    builder
        .environment()
        .put(
            "PYSPARK_SUBMIT_ARGS",
            "--master local[2] --conf spark.ui.enabled=false --driver-class-path "
                + ours
                + " pyspark-shell");
    builder.environment().put("PYTHONPATH", root.toString());
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Path output = root.resolve("output");
    builder.redirectOutput(output.toFile());
    try {
      return new Run(builder.start().waitFor(), Files.readString(output, StandardCharsets.UTF_8));
    } catch (IOException e) {
      return new Run(-1, "no python3");
    }
  }
}
