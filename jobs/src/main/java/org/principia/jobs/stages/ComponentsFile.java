package org.principia.jobs.stages;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Map;
import org.principia.common.InputException;
import org.principia.messages.SignificantComponents;

/** The kept message components as JSON. */
final class ComponentsFile {
  static final String NAME = "components.json";

  private static final ObjectMapper JSON = new ObjectMapper();

  private ComponentsFile() {}

  static String json(SignificantComponents components) {
    Map<String, Object> entries = new LinkedHashMap<>();
    entries.put("kept", components.indices());
    entries.put("deviations", components.deviations());
    try {
      return JSON.writeValueAsString(entries) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write components: " + e.getMessage(), e);
    }
  }

  static SignificantComponents parse(String json) {
    try {
      JsonNode tree = JSON.readTree(json);
      return new SignificantComponents(
          JSON.treeToValue(tree.get("kept"), int[].class),
          JSON.treeToValue(tree.get("deviations"), double[].class));
    } catch (JsonProcessingException e) {
      throw InputException.cannot("read " + NAME, "it is no such file");
    }
  }
}
