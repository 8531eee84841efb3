package org.principia.visuals.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.principia.visuals.page.Block;

/** The section on provenance: versions, seed and all settings. */
public final class ProvenanceSection {
  private ProvenanceSection() {}

  /**
   * The blocks of the section.
   *
   * @param versions names and versions of the program and its parts
   * @param seed the user's seed
   * @param configuration all settings as HOCON text, a line each, comments left out
   * @return the blocks
   */
  public static List<Block> of(Map<String, String> versions, long seed, String configuration) {
    List<Block.Entry> entries = new ArrayList<>();
    versions.forEach((name, version) -> entries.add(new Block.Entry(name, version)));
    entries.add(new Block.Entry("seed", Long.toString(seed)));
    List<Block.Entry> settings =
        configuration
            .lines()
            .filter(line -> line.contains(" = ") && !line.strip().startsWith("#"))
            .map(line -> line.strip().split(" = ", 2))
            .map(sides -> new Block.Entry(sides[0], sides[1]))
            .toList();
    return List.of(
        new Block.Heading("Provenance"),
        Block.Table.provenance(entries),
        new Block.Folded("All settings", Block.Table.provenance(settings)));
  }
}
