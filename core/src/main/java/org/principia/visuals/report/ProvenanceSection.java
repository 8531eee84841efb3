package org.principia.visuals.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.principia.visuals.page.Block;

/** The section on provenance: versions, seed and all settings. */
public final class ProvenanceSection {
  private ProvenanceSection() {}

  /**
   * The blocks of the section: versions of the program and its parts, the user's seed, and all
   * settings, given as HOCON text, a line each, comments left out.
   */
  public static List<Block> of(Map<String, String> versions, long seed, String configuration) {
    Map<String, String> made = new LinkedHashMap<>(versions);
    made.put("seed", Long.toString(seed));
    return List.of(
        new Block.Heading("Provenance"),
        Block.Table.pairs("Provenance", made),
        new Block.Folded("All settings", Block.Table.pairs("", settings(configuration))));
  }

  /** The keys by their full names with their values. */
  private static Map<String, String> settings(String configuration) {
    Map<String, String> settings = new LinkedHashMap<>();
    String section = "";
    for (String line : configuration.lines().map(String::strip).toList()) {
      if (line.endsWith("{")) {
        section = line.substring(0, line.length() - 1).strip() + ".";
      } else if ("}".equals(line)) {
        section = "";
      } else if (!line.startsWith("#") && line.contains(" = ")) {
        String[] sides = line.split(" = ", 2);
        settings.put(section + sides[0], sides[1]);
      }
    }
    return settings;
  }
}
