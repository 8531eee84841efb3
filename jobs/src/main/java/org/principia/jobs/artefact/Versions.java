package org.principia.jobs.artefact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/** What a result was made with. */
public final class Versions {
  private static final String BUILD = "/principia-build.properties";

  private Versions() {}

  /** Versions of the program and of what it stands on, by name. */
  public static Map<String, String> all() {
    Properties build = build();
    Map<String, String> versions = new LinkedHashMap<>();
    versions.put("principia", build.getProperty("version", "unknown"));
    boolean changed = Boolean.parseBoolean(build.getProperty("git.dirty"));
    versions.put(
        "commit", build.getProperty("git.commit.id.abbrev", "unknown") + (changed ? "-dirty" : ""));
    versions.put("java", System.getProperty("java.version"));
    versions.put("spark", org.apache.spark.package$.MODULE$.SPARK_VERSION());
    versions.put("nd4j", build.getProperty("nd4j", "unknown"));
    return versions;
  }

  private static Properties build() {
    Properties properties = new Properties();
    try (InputStream in = Versions.class.getResourceAsStream(BUILD)) {
      if (in != null) {
        properties.load(in);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
