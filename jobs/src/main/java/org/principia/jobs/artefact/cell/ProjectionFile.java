package org.principia.jobs.artefact.cell;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Locale;
import org.principia.common.InputException;
import org.principia.jobs.artefact.Directory;
import org.principia.jobs.artefact.Json;
import org.principia.jobs.artefact.JsonFile;
import org.principia.messages.MessageProjection;
import org.principia.messages.Selection;

/** The projection of messages as JSON. */
final class ProjectionFile {
  private static final JsonFile<Entries> FILE =
      new JsonFile<>("components.json", Entries.class, Json::line, "record");

  private ProjectionFile() {}

  /** Files of former versions have a basis, which must not be aligned, and an offset. */
  @JsonIgnoreProperties({"basis", "offset"})
  private record Entries(
      String components,
      double[][] map,
      double[] deviations,
      @JsonProperty("principal-variances") double[] variances,
      @JsonProperty("share-of-variance") Shares shares) {}

  private record Shares(double kept, double deviation, double principal) {}

  static void write(Directory at, MessageProjection kept) {
    FILE.write(
        at,
        new Entries(
            label(kept.selection()),
            kept.map(),
            kept.deviations(),
            kept.variances(),
            new Shares(kept.shareOfVariance(), kept.shareByDeviation(), kept.shareByPrincipal())));
  }

  /**
   * Reads the file.
   *
   * @param at its directory
   * @param dimension d
   * @return the projection
   * @throws InputException if it is no such file, or another dimension's
   */
  static MessageProjection read(Directory at, int dimension) {
    Entries entries = FILE.read(at);
    if (Json.tree(at.read(FILE.name())).path("basis").asText().equals("aligned")) {
      throw FILE.foreign(at, null);
    }
    MessageProjection kept;
    try {
      kept =
          new MessageProjection(
              Selection.valueOf(entries.components().toUpperCase(Locale.ROOT)),
              entries.map(),
              entries.deviations(),
              entries.variances(),
              entries.shares().kept());
    } catch (IllegalArgumentException | NullPointerException e) {
      throw FILE.foreign(at, e);
    }
    if (kept.count() != dimension) {
      throw InputException.cannot(
          "read " + at.file(FILE.name()),
          "it keeps "
              + kept.count()
              + " components, and there are "
              + dimension
              + " dimensions; principia record --overwrite makes it again");
    }
    return kept;
  }

  private static String label(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }
}
