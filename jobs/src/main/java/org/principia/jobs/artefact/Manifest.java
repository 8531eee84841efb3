package org.principia.jobs.artefact;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.hadoop.fs.Path;

/**
 * How an output came to be, beside it as {@code manifest.json}.
 *
 * @param entries stage, fingerprint, seed, settings, inputs, versions, seconds
 */
public record Manifest(Map<String, Object> entries) {
  /** Name of the file. */
  public static final String FILE = "manifest.json";

  /** Copies the entries; their order is kept. */
  public Manifest {
    entries = new LinkedHashMap<>(entries);
  }

  /** What the output depends on, as a hash: its settings and the fingerprints of its inputs. */
  public String fingerprint() {
    return String.valueOf(entries.get("fingerprint"));
  }

  /** The resolved configuration as text; empty where there is none. */
  public String config() {
    return entries.get("config") instanceof String text ? text : "";
  }

  /** What the stage said of its result under a key, for example {@code files-train}. */
  public Optional<Object> result(String key) {
    return entries.get("result") instanceof Map<?, ?> result
        ? Optional.ofNullable(result.get(key))
        : Optional.empty();
  }

  /** JSON text. */
  public String json() {
    return Json.text(entries);
  }

  /** Reads that of an output, where there is one. */
  public static Optional<Manifest> of(Storage storage, Path output) {
    Path file = new Path(output, FILE);
    return storage.isOccupied(file) ? Optional.of(parse(storage.read(file))) : Optional.empty();
  }

  /** Reads JSON text; without entries when it is cut short. */
  public static Manifest parse(String json) {
    return new Manifest(Json.map(json).orElse(Map.of()));
  }

  /** SHA-256 of texts, each with its length before it so that no two lists collide, in hex. */
  public static String fingerprint(String... parts) {
    return DigestUtils.sha256Hex(
        Stream.of(parts)
            .map(part -> part.getBytes(StandardCharsets.UTF_8).length + ":" + part)
            .collect(Collectors.joining()));
  }

  /** What a result was made with. */
  public static final class Versions {
    private static final String BUILD = "/principia-build.properties";

    private Versions() {}

    /** Versions of the program and of what it stands on, by name. */
    public static Map<String, String> all() {
      Properties build = build();
      Map<String, String> versions = new LinkedHashMap<>();
      versions.put("principia", build.getProperty("version", "unknown"));
      boolean changed = Boolean.parseBoolean(build.getProperty("git.dirty"));
      versions.put(
          "commit",
          build.getProperty("git.commit.id.abbrev", "unknown") + (changed ? "-dirty" : ""));
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
}
