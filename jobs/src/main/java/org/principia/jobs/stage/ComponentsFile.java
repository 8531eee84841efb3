package org.principia.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.messages.MessageProjection;
import org.principia.messages.Selection;

/** The kept part of the messages as JSON. */
final class ComponentsFile {
  static final String NAME = "components.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ComponentsFile() {}

  static String json(MessageProjection kept) {
    Map<String, Object> shares = new LinkedHashMap<>();
    shares.put("kept", kept.shareOfVariance());
    shares.put("deviation", kept.shareByDeviation());
    shares.put("principal", kept.shareByPrincipal());
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("components", label(kept.selection()));
    entries.put("map", kept.map());
    entries.put("deviations", kept.deviations());
    entries.put("principal-variances", kept.variances());
    entries.put("share-of-variance", shares);
    try {
      return JSON.writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write components: " + e.getMessage(), e);
    }
  }

  /**
   * Reads the file.
   *
   * @param json its text
   * @param file where it lies, for complaints
   * @param dimension d
   * @return the kept part
   * @throws InputException if it is no such file, or another dimension's
   */
  static MessageProjection parse(String json, Path file, int dimension) {
    MessageProjection kept = parse(json, file);
    if (kept.count() != dimension) {
      throw InputException.cannot(
          "read " + file,
          "it keeps "
              + kept.count()
              + " components, and there are "
              + dimension
              + " dimensions; principia record --overwrite makes it again");
    }
    return kept;
  }

  private static MessageProjection parse(String json, Path file) {
    try {
      JsonNode tree = JSON.readTree(json);
      if (constant(tree, "basis").equals("ALIGNED")) {
        throw new IllegalArgumentException("Invalid " + NAME + ": messages are no longer aligned");
      }
      return new MessageProjection(
          Selection.valueOf(constant(tree, "components")),
          value(tree, "map", double[][].class),
          value(tree, "deviations", double[].class),
          value(tree, "principal-variances", double[].class),
          tree.path("share-of-variance").path("kept").asDouble(Double.NaN));
    } catch (JsonProcessingException | IllegalArgumentException e) {
      throw InputException.cannot(
          "read " + file,
          "it is no map of messages that this program wrote; principia record --overwrite makes it"
              + " again",
          e);
    }
  }

  private static <T> T value(JsonNode tree, String key, Class<T> type)
      throws JsonProcessingException {
    if (tree == null || !tree.path(key).isArray()) {
      throw new IllegalArgumentException("Invalid " + NAME + ": it has no " + key);
    }
    return JSON.treeToValue(tree.get(key), type);
  }

  private static String constant(JsonNode tree, String key) {
    String label = tree == null ? "" : tree.path(key).asText();
    return label.toUpperCase(Locale.ROOT);
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
