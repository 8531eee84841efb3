package org.principia.jobs.stage;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.hadoop.fs.Path;
import org.principia.common.InputException;
import org.principia.validation.Scorecard;

/** A scorecard as JSON; its accessors that are figures of their own are no part of it. */
final class ScorecardFile {
  static final String NAME = "scorecard.json";

  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES, true);

  private ScorecardFile() {}

  static String json(Scorecard scorecard) {
    try {
      return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(scorecard) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("Cannot write scorecard: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a scorecard.
   *
   * @param json its text
   * @param file where it lies, for complaints
   * @return the scorecard
   * @throws InputException if it is none, or one of another format
   */
  static Scorecard parse(String json, Path file) {
    try {
      JsonNode tree = JSON.readTree(json);
      int format = tree.path("format").asInt(1);
      if (format != Scorecard.FORMAT) {
        throw InputException.cannot(
            "read " + file,
            "its format is "
                + format
                + " and this program's is "
                + Scorecard.FORMAT
                + "; principia evaluate --overwrite makes it again");
      }
      return JSON.treeToValue(tree, Scorecard.class);
    } catch (JsonProcessingException e) {
      throw InputException.cannot(
          "read " + file,
          "it is no scorecard of this program; principia evaluate --overwrite makes it again",
          e);
    }
  }
}
