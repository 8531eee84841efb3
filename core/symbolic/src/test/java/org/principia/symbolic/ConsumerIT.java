package org.principia.symbolic;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A user's project of one class is compiled and run against the packed jar, and no other. */
final class ConsumerIT {
  private static final Path SOURCE = Path.of("src/it/consumer/src/main/java/Main.java");
  private static final String MODULE = "org.principia.symbolic";

  @TempDir Path classes;

  private static String jar() {
    return Path.of(System.getProperty("library.jar")).toAbsolutePath().toString();
  }

  private void compile(Path source) {
    ByteArrayOutputStream messages = new ByteArrayOutputStream();
    int exit =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                messages,
                messages,
                "-Xlint:all",
                "-Werror",
                "--module-path",
                jar(),
                "--add-modules",
                MODULE,
                "-cp",
                classes.toString(),
                "-d",
                classes.toString(),
                source.toString());
    assertThat(exit).as("%s", messages).isZero();
  }

  @Test
  void theConsumerFindsTheLawWithTheJarAlone() throws IOException, InterruptedException {
    compile(SOURCE);
    Process run =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--module-path",
                jar(),
                "--add-modules",
                MODULE,
                "-cp",
                classes.toString(),
                "Main")
            .redirectErrorStream(true)
            .start();
    String printed = new String(run.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(run.waitFor()).as(printed).isZero();
    assertThat(printed).containsPattern("is 3\\.341 at .*: 3\\.341");
  }

  @Test
  void thePageShowsThisConsumer() throws IOException {
    String page =
        Files.readString(Path.of("../../notebooks-free-docs/symbolic-library.md"))
            .replace("\r\n", "\n");
    assertThat(page).contains("```java\n" + Files.readString(SOURCE) + "```");
  }
}
