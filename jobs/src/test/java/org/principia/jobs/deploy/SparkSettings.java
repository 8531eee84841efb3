package org.principia.jobs.deploy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;

/** A file of Spark settings, read as Spark reads it. */
final class SparkSettings {
  /** The repository. */
  static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

  private SparkSettings() {}

  /** Keys and values of a file of {@code conf}. */
  static Map<String, String> of(String file) throws IOException {
    Properties properties = new Properties();
    try (var reader = Files.newBufferedReader(ROOT.resolve("conf").resolve(file))) {
      properties.load(reader);
    }
    Map<String, String> settings = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(k -> settings.put(k, properties.getProperty(k).trim()));
    return settings;
  }
}
